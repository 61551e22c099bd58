/**
 * How far a client's own head runs ahead of the received states: a round trip plus a margin for jitter. It is learned from
 * the acknowledgements of turns (`slack`), beginning in the countdown. Pure: `now` is any monotonic ms.
 */
import { TICKS_PER_S } from './rules.ts';

const TICK_MS = 1000 / TICKS_PER_S;
/** States of the last 2 s; the fastest of them gives the server's time. */
const HEARD_MAX = 2 * TICKS_PER_S;
/** Turns should arrive at least this many ticks early. */
const SLACK_MIN = 1;
/** After this many early arrivals in a row, the lead shrinks by a tick. */
const EARLY_MAX = 40;
/** One and a half seconds; beyond that the game is not playable. */
const LEAD_MAX = 30;

export class Lead {
  /** Ticks. */
  ticks: number;
  /** The time at which clock 0 would have arrived, computed from each state. */
  readonly #zeros: number[] = [];
  #early = 0;
  #raisedAt = 0;

  constructor(ticks = 3) {
    this.ticks = ticks;
  }

  observe(clock: number, now: number): void {
    this.#zeros.push(now - clock * TICK_MS);
    if (this.#zeros.length > HEARD_MAX) this.#zeros.shift();
  }

  /** The turn for `ackClock` arrived `slack` ticks early. `clock`: of the own head now. */
  answered({ slack, ackClock }: { slack: number; ackClock: number }, clock: number): void {
    // The turn was sent before the last change of the lead.
    if (ackClock + Math.min(0, slack) < this.#raisedAt) return;
    if (slack < SLACK_MIN) {
      this.ticks = Math.min(LEAD_MAX, this.ticks + SLACK_MIN - slack);
      this.#raisedAt = clock;
      this.#early = 0;
    } else if (slack === SLACK_MIN) this.#early = 0;
    else if (++this.#early >= EARLY_MAX) {
      this.ticks -= 1;
      this.#early = 0;
    }
  }

  /** The clock the own head should have reached. */
  clockAt(now: number): number {
    return Math.floor(this.receivedClockAt(now)) + this.ticks;
  }

  /** The fractional clock of a state that would arrive now over the fastest path. */
  receivedClockAt(now: number): number {
    return (now - Math.min(...this.#zeros)) / TICK_MS;
  }
}
