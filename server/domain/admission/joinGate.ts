/**
 * Lets players in at a bounded rate when everybody comes at once: after a deploy, or when a streamer names the game.
 * Above the rate, each player gets a turn that is theirs. Pure. Footprint: O(1) a call; one entry a waiting player.
 */
import { TURN_KEPT_MS, WAIT_MAX_MS } from '../../../shared/limits.ts';

export class JoinGate {
  readonly #rate: { perSecond: number; burst: number };
  readonly #turns = new Map<string, number>();
  #tokens: number;
  #filledAt: number;
  #lastTurnAt: number;

  /** `now`: monotonic ms, here and below. */
  constructor(rate: { perSecond: number; burst: number }, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAt = now;
    this.#lastTurnAt = now;
  }

  get waiting(): number {
    return this.#turns.size;
  }

  /** 0: come in. Else the ms until it is `key`'s turn. */
  waitMs(key: string, now: number): number {
    this.#forgetUnused(now);
    const turnAt = this.#turns.get(key);
    if (turnAt !== undefined) {
      if (now < turnAt) return turnAt - now;
      this.#turns.delete(key);
      return 0;
    }
    this.#fill(now);
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    const nextAt = Math.max(this.#lastTurnAt, now) + 1_000 / this.#rate.perSecond;
    if (nextAt - now > WAIT_MAX_MS) return WAIT_MAX_MS;
    this.#lastTurnAt = nextAt;
    this.#turns.set(key, nextAt);
    return nextAt - now;
  }

  /** Turns that are given out use up the rate: nothing is refilled until the last of them. */
  #fill(now: number): void {
    const since = Math.max(this.#filledAt, Math.min(this.#lastTurnAt, now));
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + ((now - since) / 1_000) * this.#rate.perSecond);
    this.#filledAt = now;
  }

  #forgetUnused(now: number): void {
    for (const [key, turnAt] of this.#turns) {
      if (turnAt + TURN_KEPT_MS > now) break;
      this.#turns.delete(key);
    }
  }
}
