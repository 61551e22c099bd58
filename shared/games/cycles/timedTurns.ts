/**
 * Turns on their way from a player to the tick they are meant for. A client is ahead of the server by as long as its word
 * takes, and stamps each turn with the `clock` at which its own head makes it; the server makes it at that clock, however
 * the network shook it, so that both heads go the same way. One that comes too late is made with the next step.
 */
import { z } from 'zod';
import { STRAIGHT, type Turn, UP } from './arena.ts';

/** How far ahead a turn may be stamped: above the way of a word that takes a second. */
export const AHEAD_MAX_TICKS = 40;
/** Turns that wait for their clock. A client makes one a tick, so that more are no client's. */
export const WAITING_MAX = AHEAD_MAX_TICKS;

/**
 * The message `steer`, which has no reply: the answer is in the state. `seq`: 1, 2, … over all turns of the match. `clock`:
 * the state's, of the step that is to make it. STRAIGHT turns nothing, and tells its sender how far ahead to be.
 */
export const Steer = z.strictObject({
  seq: z.number().int().min(1).max(0xffff),
  clock: z.number().int().min(0).max(0xffff),
  turn: z.number().int().min(UP).max(STRAIGHT),
});
export type Steer = z.infer<typeof Steer>;

/** Of one rider. What it says of the last turn goes back to its player. */
export class TimedTurns {
  /** The last turn that was taken: its number, the clock at which it was, and how many ticks before its time it came. */
  ackSeq = 0;
  ackClock = 0;
  /** Negative: too late. */
  slack = 0;
  readonly #waiting: (Steer & { slack: number })[] = [];
  #lastSeq = 0;

  /** `clock`: of the next step. False where it is no turn of the match any more, or not yet; nothing changes then. */
  add(steer: Steer, clock: number): boolean {
    const isNext = steer.seq > this.#lastSeq && steer.clock <= clock + AHEAD_MAX_TICKS;
    if (!isNext || this.#waiting.length >= WAITING_MAX) return false;
    this.#lastSeq = steer.seq;
    this.#waiting.push({ ...steer, slack: Math.max(-128, steer.clock - clock) });
    return true;
  }

  /** The turn for the step of this clock, at most one; in the order in which they were made. */
  take(clock: number): Turn {
    for (let next = this.#waiting[0]; next && next.clock <= clock; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.ackSeq = next.seq;
      this.ackClock = clock;
      this.slack = next.slack;
      if (next.turn !== STRAIGHT) return next.turn;
    }
    return STRAIGHT;
  }

  /** Those that wait are not to be made: somebody else steers. */
  drop(clock: number): void {
    this.#waiting.length = 0;
    this.ackSeq = this.#lastSeq;
    this.ackClock = clock;
  }
}
