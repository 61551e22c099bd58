/** A token bucket: `burst` at once, then `perMinute`. Pure; `now` is monotonic ms. */
export type BucketLimit = { burst: number; perMinute: number };

/** After so long an empty bucket is full again, and like a new one. */
export const fullAfterMs = ({ burst, perMinute }: BucketLimit): number => (burst / perMinute) * 60_000;

export class TokenBucket {
  readonly #limit: BucketLimit;
  #tokens: number;
  #filledAt: number;

  constructor(limit: BucketLimit, now: number) {
    this.#limit = limit;
    this.#tokens = limit.burst;
    this.#filledAt = now;
  }

  take(now: number): boolean {
    if (!this.has(now)) return false;
    this.#tokens -= 1;
    return true;
  }

  has(now: number): boolean {
    const gained = ((now - this.#filledAt) * this.#limit.perMinute) / 60_000;
    this.#tokens = Math.min(this.#limit.burst, this.#tokens + Math.max(0, gained));
    this.#filledAt = now;
    return this.#tokens >= 1;
  }
}
