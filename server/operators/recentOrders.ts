/**
 * The latest orders by their ids: each is carried out once, however often it is heard, and is told again to processes that
 * may have missed it.
 */
import type { Clock } from '../ports.ts';

/** Longer than a reservation from before an order can be on its way: 5 s for the query of the store and 10 s to take it. */
export const KEPT_MS = 20_000;

export class RecentOrders<Message> {
  readonly #clock: Clock;
  /** In the order in which they came. */
  readonly #all = new Map<string, { message: Message; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** False where it is known. */
  add(id: string, message: Message): boolean {
    this.#forget();
    if (this.#all.has(id)) return false;
    this.#all.set(id, { message, at: this.#clock.now() });
    return true;
  }

  /** The oldest first. */
  all(): Message[] {
    this.#forget();
    return [...this.#all.values()].map(({ message }) => message);
  }

  #forget(): void {
    const now = this.#clock.now();
    for (const [id, { at }] of this.#all) {
      if (now - at < KEPT_MS) return;
      this.#all.delete(id);
    }
  }
}
