/**
 * Holds a player's turns until their tick. A client runs ahead by its latency and stamps a turn with the `clock` of its
 * own head. The server makes it at that clock despite jitter, so both heads move alike, or late with the next step.
 */
import { z } from 'zod';
import { STRAIGHT, type Turn, UP } from './arena.ts';

/** How far ahead a turn may be stamped; covers a latency of more than a second. */
export const AHEAD_MAX_TICKS = 40;
/** Maximum of waiting turns. A real client makes at most one per tick. */
export const WAITING_MAX = AHEAD_MAX_TICKS;

/**
 * The message `steer`. It has no reply: the state acknowledges it. `seq`: 1, 2, … over all turns of the match. `clock`: of the
 * step that should make the turn. STRAIGHT does not turn; it only measures the lead.
 */
export const Steer = z.strictObject({
  seq: z.number().int().min(1).max(0xffff),
  clock: z.number().int().min(0).max(0xffff),
  turn: z.number().int().min(UP).max(STRAIGHT),
});
export type Steer = z.infer<typeof Steer>;

/** One rider's turns. The fields about the last turn go back to its player. */
export class TimedTurns {
  /** The last processed turn: its number, its clock, and how many ticks early it arrived. */
  ackSeq = 0;
  ackClock = 0;
  /** Negative if late. */
  slack = 0;
  readonly #waiting: (Steer & { slack: number })[] = [];
  #lastSeq = 0;

  /** `clock`: of the next step. Returns false, and changes nothing, if the turn is too old or too far ahead. */
  add(steer: Steer, clock: number): boolean {
    const isNext = steer.seq > this.#lastSeq && steer.clock <= clock + AHEAD_MAX_TICKS;
    if (!isNext || this.#waiting.length >= WAITING_MAX) return false;
    this.#lastSeq = steer.seq;
    this.#waiting.push({ ...steer, slack: Math.max(-128, steer.clock - clock) });
    return true;
  }

  /** Takes the turn for this clock's step, in order, at most one. */
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

  /** Drops the waiting turns, because a pilot steers now. */
  drop(clock: number): void {
    this.#waiting.length = 0;
    this.ackSeq = this.#lastSeq;
    this.ackClock = clock;
  }
}
