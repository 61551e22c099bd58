/**
 * Orders of the last while, each by its id: done once however often they are heard, and there to be told again to who may
 * have missed them.
 */
import type { Clock } from '../ports.ts';

/** As long as a seat can be on its way that was given before: 5 s for the look into the store, 10 s to take it, and more. */
export const KEPT_MS = 20_000;

export class RecentOrders<Word> {
  readonly #clock: Pick<Clock, 'now'>;
  /** In the order in which they came. */
  readonly #all = new Map<string, { word: Word; at: number }>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** False where it is known. */
  add(id: string, word: Word): boolean {
    this.#forget();
    if (this.#all.has(id)) return false;
    this.#all.set(id, { word, at: this.#clock.now() });
    return true;
  }

  /** The oldest first. */
  words(): Word[] {
    this.#forget();
    return [...this.#all.values()].map(({ word }) => word);
  }

  #forget(): void {
    const now = this.#clock.now();
    for (const [id, { at }] of this.#all) {
      if (now - at < KEPT_MS) return;
      this.#all.delete(id);
    }
  }
}
