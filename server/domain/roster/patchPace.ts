/**
 * How often patches are sent. A round (one patch of each shard) costs the players times the changes, and is measured.
 * Pure. People take up to 250 ms for at once, so a faster pace must cost next to nothing; a slower one must be needed.
 */
import { LIVE_PATCH_MS, PATCH_MAX_MS, PATCH_MIN_MS, PATCH_MS } from '../../../shared/limits.ts';

/** Parts of the process' time that patches may take: at a pace faster than live needs, and at any other. */
export const LUXURY_SHARE = 0.08;
export const NEED_SHARE = 0.4;
const STEPS_MS = [PATCH_MIN_MS, PATCH_MS, LIVE_PATCH_MS, 300, 400, 500, 650, 800, PATCH_MAX_MS] as const;
/** How often the pace is adapted to what was spent. */
export const ADAPT_MS = 1_000;
/** A faster pace must have been possible so many times in a row, with a quarter more than is spent. */
const CALM_TIMES = 5;
const MARGIN = 1.25;

export class PatchPace {
  #intervalMs: number = PATCH_MS;
  #spentMs = 0;
  #adaptedAt: number;
  #calmTimes = 0;
  /** The slowest pace that was possible in the calm times so far. */
  #calmIntervalMs = 0;

  constructor(now: number) {
    this.#adaptedAt = now;
  }

  get intervalMs(): number {
    return this.#intervalMs;
  }

  spend(ms: number): void {
    this.#spentMs += ms;
  }

  /** Adapts the pace at most once in ADAPT_MS, however many shards call. Returns the interval in ms. */
  adapt(now: number): number {
    const elapsedMs = now - this.#adaptedAt;
    if (elapsedMs < ADAPT_MS) return this.#intervalMs;
    const roundMs = (this.#spentMs * this.#intervalMs) / elapsedMs;
    this.#adaptedAt = now;
    this.#spentMs = 0;
    this.#follow(roundMs);
    return this.#intervalMs;
  }

  #follow(roundMs: number): void {
    const neededMs = intervalFor(roundMs);
    if (neededMs > this.#intervalMs) {
      this.#intervalMs = neededMs;
      this.#calmTimes = 0;
      return;
    }
    const calmMs = intervalFor(roundMs * MARGIN);
    if (calmMs >= this.#intervalMs) {
      this.#calmTimes = 0;
      return;
    }
    this.#calmIntervalMs = this.#calmTimes === 0 ? calmMs : Math.max(this.#calmIntervalMs, calmMs);
    this.#calmTimes += 1;
    if (this.#calmTimes < CALM_TIMES) return;
    this.#intervalMs = this.#calmIntervalMs;
    this.#calmTimes = 0;
  }
}

/** The fastest pace at which rounds of this cost stay within their share. */
export function intervalFor(roundMs: number): number {
  return STEPS_MS.find((step) => roundMs <= step * (step < LIVE_PATCH_MS ? LUXURY_SHARE : NEED_SHARE)) ?? PATCH_MAX_MS;
}
