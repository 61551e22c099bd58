/**
 * What of the players' presence is still to be stored, and when: the last value a player, at most one write a player in
 * `everyMs`. Pure. Putting costs O(log n), taking what it takes; players long written are forgotten.
 */
import type { PlayerId } from '../../shared/ids.ts';
import { Deadlines } from './deadlines.ts';

export type Write = { readonly id: PlayerId };

export class WriteQueue<Value extends Write> {
  readonly #everyMs: number;
  readonly #pending = new Map<PlayerId, Value>();
  readonly #due = new Deadlines<PlayerId>();
  /** When each player was last written, oldest first; kept only as long as it holds back the next write. */
  readonly #writtenAt = new Map<PlayerId, number>();

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** Players with something to be written. */
  get size(): number {
    return this.#pending.size;
  }

  /** Players remembered in all. */
  get remembered(): number {
    return this.#writtenAt.size + this.#pending.size;
  }

  put(value: Value, now: number): void {
    if (!this.#pending.has(value.id)) {
      const writtenAt = this.#writtenAt.get(value.id) ?? Number.NEGATIVE_INFINITY;
      this.#due.set(value.id, Math.max(now, writtenAt + this.#everyMs));
    }
    this.#pending.set(value.id, value);
  }

  /** Takes up to `max` values that are due; each counts as written now. */
  take(now: number, max: number): Value[] {
    this.#forget(now);
    const taken: Value[] = [];
    while (taken.length < max) {
      const id = this.#due.takeDue(now);
      if (id === undefined) break;
      const value = this.#pending.get(id);
      if (!value) continue;
      this.#pending.delete(id);
      this.#writtenAt.delete(id);
      this.#writtenAt.set(id, now);
      taken.push(value);
    }
    return taken;
  }

  /** Up to `max` values, due or not: for the end. */
  takeAny(max: number): Value[] {
    return this.take(Number.POSITIVE_INFINITY, max);
  }

  /** These were not written after all: due at once, unless something newer was put meanwhile. */
  putBack(values: readonly Value[], now: number): void {
    for (const value of values) {
      this.#writtenAt.delete(value.id);
      if (!this.#pending.has(value.id)) this.#pending.set(value.id, value);
      this.#due.set(value.id, now);
    }
  }

  #forget(now: number): void {
    for (const [id, writtenAt] of this.#writtenAt) {
      if (writtenAt + this.#everyMs > now) break;
      this.#writtenAt.delete(id);
    }
  }
}
