/** The idle warning counts down to the kick. Any input hides it at once; the server's message settles it. */
export class IdleView {
  #kickAt: number | undefined;
  #warnedAt = 0;

  /** `kickInMs` from `now`, both on the client's monotonic clock. */
  warned(kickInMs: number, now: number): void {
    this.#kickAt = now + kickInMs;
    this.#warnedAt = now;
  }

  cancelled(): void {
    this.#kickAt = undefined;
  }

  get warnedAt(): number {
    return this.#warnedAt;
  }

  /** Whole seconds to the kick, 0 when it is due; undefined without a warning. */
  secondsLeft(now: number): number | undefined {
    return this.#kickAt === undefined ? undefined : Math.max(0, Math.ceil((this.#kickAt - now) / 1_000));
  }
}
