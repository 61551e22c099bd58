/**
 * How often patches are sent. A round of patches (each shard's once) costs what the players times the changes cost, and
 * that is measured, not guessed. Pure: what was spent and the time are arguments.
 *
 * Up to 250 ms a person takes it for at once, so a faster pace is taken only where it is nearly free; above that the
 * lobby feels slower, so 250 ms are left only when the process needs the time for everything else.
 */
import { LIVE_PATCH_MS, PATCH_MAX_MS, PATCH_MIN_MS, PATCH_MS } from '../../../shared/limits.ts';

/** Parts of the process' time that patches may take: at a pace that is faster than live needs, and at any other. */
export const LUXURY_SHARE = 0.08;
export const NEED_SHARE = 0.4;
const STEPS_MS = [PATCH_MIN_MS, PATCH_MS, LIVE_PATCH_MS, 300, 400, 500, 650, 800, PATCH_MAX_MS] as const;
/** What was spent is looked at so often. */
export const LOOK_MS = 1_000;
/** So many looks in a row must allow a faster pace, with a quarter more than is spent. */
const CALM_LOOKS = 5;
const MARGIN = 1.25;

export class PatchPace {
  #intervalMs: number = PATCH_MS;
  #spentMs = 0;
  #lookedAt: number;
  #calmLooks = 0;
  /** The slowest of the paces that the calm looks would have allowed. */
  #calmIntervalMs = 0;

  constructor(now: number) {
    this.#lookedAt = now;
  }

  /** In force, in ms. */
  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** Patches took so much time, in ms. */
  spend(ms: number): void {
    this.#spentMs += ms;
  }

  /** Looks at what was spent, at most once in LOOK_MS however many shards ask. Gives the interval from now on, in ms. */
  look(now: number): number {
    const elapsedMs = now - this.#lookedAt;
    if (elapsedMs < LOOK_MS) return this.#intervalMs;
    const roundMs = (this.#spentMs * this.#intervalMs) / elapsedMs;
    this.#lookedAt = now;
    this.#spentMs = 0;
    this.#follow(roundMs);
    return this.#intervalMs;
  }

  #follow(roundMs: number): void {
    const neededMs = intervalFor(roundMs);
    if (neededMs > this.#intervalMs) {
      this.#intervalMs = neededMs;
      this.#calmLooks = 0;
      return;
    }
    const calmMs = intervalFor(roundMs * MARGIN);
    if (calmMs >= this.#intervalMs) {
      this.#calmLooks = 0;
      return;
    }
    this.#calmIntervalMs = this.#calmLooks === 0 ? calmMs : Math.max(this.#calmIntervalMs, calmMs);
    this.#calmLooks += 1;
    if (this.#calmLooks < CALM_LOOKS) return;
    this.#intervalMs = this.#calmIntervalMs;
    this.#calmLooks = 0;
  }
}

/** The fastest pace at which rounds of this cost stay within their share. */
export function intervalFor(roundMs: number): number {
  return STEPS_MS.find((step) => roundMs <= step * (step < LIVE_PATCH_MS ? LUXURY_SHARE : NEED_SHARE)) ?? PATCH_MAX_MS;
}
