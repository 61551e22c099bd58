/**
 * What is remembered of players for a while: each value for at least `keptMs` after it was set, and in bounded memory.
 * Pure; `now` is monotonic ms. Footprint: O(1) a call. Values age together, in two generations, so nothing walks them.
 */
import type { PlayerId } from '../../../shared/ids.ts';

/** Values in a generation; above it they are forgotten early. A value takes about 100 bytes. */
export const REMEMBERED_MAX = 20_000;

export class Recent<Value> {
  readonly #keptMs: number;
  #young = new Map<PlayerId, Value>();
  #old = new Map<PlayerId, Value>();
  #agedAt: number;

  constructor(keptMs: number, now: number) {
    this.#keptMs = keptMs;
    this.#agedAt = now;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(player: PlayerId): Value | undefined {
    return this.#young.get(player) ?? this.#old.get(player);
  }

  set(player: PlayerId, value: Value, now: number): void {
    if (now - this.#agedAt >= this.#keptMs || this.#young.size >= REMEMBERED_MAX) this.#age(now);
    this.#old.delete(player);
    this.#young.set(player, value);
  }

  #age(now: number): void {
    this.#old = this.#young;
    this.#young = new Map();
    this.#agedAt = now;
  }
}
