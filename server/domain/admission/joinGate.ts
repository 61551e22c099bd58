/**
 * Who may take a seat now, when everybody comes at once: after a deploy, or when a stream says where the game is. Seats
 * are given at a bounded rate; who comes above it gets a turn, a moment that is theirs, and newcomers queue behind.
 * Pure. Footprint: O(1) an ask; one entry a waiting player.
 */
import { TURN_KEPT_MS, WAIT_MAX_MS } from '../../../shared/limits.ts';

export type SeatRate = { perSecond: number; burst: number };

export class JoinGate {
  readonly #rate: SeatRate;
  readonly #turns = new Map<string, number>();
  #tokens: number;
  #filledAt: number;
  #lastTurnAt: number;

  /** `now`: monotonic ms, here and below. */
  constructor(rate: SeatRate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAt = now;
    this.#lastTurnAt = now;
  }

  get waiting(): number {
    return this.#turns.size;
  }

  /** 0: take the seat. Else the ms until it is `key`'s turn. */
  ask(key: string, now: number): number {
    this.#forgetLost(now);
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

  /** Nothing comes in while turns are out: each is one that would have. */
  #fill(now: number): void {
    const since = Math.max(this.#filledAt, Math.min(this.#lastTurnAt, now));
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + ((now - since) / 1_000) * this.#rate.perSecond);
    this.#filledAt = now;
  }

  #forgetLost(now: number): void {
    for (const [key, turnAt] of this.#turns) {
      if (turnAt + TURN_KEPT_MS > now) break;
      this.#turns.delete(key);
    }
  }
}
