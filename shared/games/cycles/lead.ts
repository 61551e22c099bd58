/**
 * How far a client's own head is ahead of the states that it hears: as long as a word takes to the server and its answer
 * back, and a little more for what the network shakes. Found out from the answers to turns (`slack`), in the countdown
 * already. Pure: `now` is any monotonic ms.
 */
import { TICKS_PER_S } from './rules.ts';

const TICK_MS = 1000 / TICKS_PER_S;
/** States of the last 2 s: the one that came fastest says what time it is at the server. */
const HEARD_MAX = 2 * TICKS_PER_S;
/** A turn should come so many ticks before its time, at least. */
const SLACK_MIN = 1;
/** So many answers in a row that came earlier than that, and the lead is a tick shorter. */
const EARLY_MAX = 40;
/** Below a second and a half nothing is too far; above it nobody plays. */
const LEAD_MAX = 30;

export class Lead {
  /** Ticks. */
  ticks: number;
  /** When clock 0 would have been heard, by each state. */
  readonly #zeros: number[] = [];
  #early = 0;
  #raisedAt = 0;

  constructor(ticks = 3) {
    this.ticks = ticks;
  }

  heard(clock: number, now: number): void {
    this.#zeros.push(now - clock * TICK_MS);
    if (this.#zeros.length > HEARD_MAX) this.#zeros.shift();
  }

  /** An answer: a turn that was made at `ackClock` came so many ticks before its time. `clock`: of the own head now. */
  answered({ slack, ackClock }: { slack: number; ackClock: number }, clock: number): void {
    // It was sent before the last change, and says nothing of it.
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

  /** The clock that the own head should have reached. */
  clockAt(now: number): number {
    return Math.floor(this.heardAt(now)) + this.ticks;
  }

  /** The clock of the state that would be heard now if the network took its shortest, with its fraction. */
  heardAt(now: number): number {
    return (now - Math.min(...this.#zeros)) / TICK_MS;
  }
}
