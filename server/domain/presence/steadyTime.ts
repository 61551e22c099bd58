/**
 * Time that stands still while the process does. After a stall, timers run before the heartbeats queued up behind them,
 * and all sessions would look silent for that long. So the clock moves at most `stallMs` from tick to tick.
 */
export class SteadyTime {
  readonly #stallMs: number;
  #steady = 0;
  #tickedAt: number;

  constructor(now: number, stallMs: number) {
    this.#tickedAt = now;
    this.#stallMs = stallMs;
  }

  /** The steady time at `now` (monotonic ms). Never runs backwards. */
  at(now: number): number {
    return this.#steady + Math.min(now - this.#tickedAt, this.#stallMs);
  }

  /** How long ago the last tick was. */
  sinceTickMs(now: number): number {
    return now - this.#tickedAt;
  }

  /** Called by each sweep, and more often by what shows that the process runs. Returns the steady time of the tick. */
  tick(now: number): number {
    this.#steady = this.at(now);
    this.#tickedAt = now;
    return this.#steady;
  }
}
