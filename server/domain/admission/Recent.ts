/**
 * What is remembered for a while, of players if no other key is named: each value for at least `keptMs` after it was set,
 * and in bounded memory. Pure; `now` is monotonic ms. Footprint: O(1) a call. Values age together, in two generations, so
 * nothing walks them.
 */
import type { PlayerId } from '../../../shared/ids.ts';

/** Values in a generation; above it they are forgotten early. A value takes about 100 bytes. */
export const REMEMBERED_MAX = 20_000;

export class Recent<Value, Key extends string = PlayerId> {
  readonly #keptMs: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();
  #agedAt = Number.NEGATIVE_INFINITY;

  constructor(keptMs: number) {
    this.#keptMs = keptMs;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: Key): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: Key, value: Value, now: number): void {
    if (now - this.#agedAt >= this.#keptMs || this.#young.size >= REMEMBERED_MAX) this.#age(now);
    this.#old.delete(key);
    this.#young.set(key, value);
  }

  #age(now: number): void {
    this.#old = this.#young;
    this.#young = new Map();
    this.#agedAt = now;
  }
}
