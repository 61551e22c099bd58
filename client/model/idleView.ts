/** The idle warning: counts to the kick; any input hides it at once, the server's word settles it. */
export class IdleView {
  #kickAt: number | undefined;
  #warnedAt = 0;

  /** `kickInMs` from `now`, both on the client's monotonic clock. */
  warned(kickInMs: number, now: number): void {
    this.#kickAt = now + kickInMs;
    this.#warnedAt = now;
  }

  /** By the server, or by an input that tells the server. */
  cancelled(): void {
    this.#kickAt = undefined;
  }

  /** When it was warned last. */
  get warnedAt(): number {
    return this.#warnedAt;
  }

  /** Whole seconds to the kick, 0 when it is due; undefined without a warning. */
  secondsLeft(now: number): number | undefined {
    return this.#kickAt === undefined ? undefined : Math.max(0, Math.ceil((this.#kickAt - now) / 1_000));
  }
}
