/** The numbers of light-cycles. A tick is 50 ms; everything here is in ticks unless it says otherwise. */
import { HEIGHT } from './arena.ts';

/** One cell a tick: across the arena in 3.2 s. */
export const TICKS_PER_S = 20;
export const SEATS_MIN = 2;
export const SEATS_MAX = 4;

/** 3, 2, 1: a second each. Turns count already. */
export const COUNTDOWN_TICKS = 3 * TICKS_PER_S;
/** Between the end of a round and the next countdown: time to see who has it. */
export const PAUSE_TICKS = 2 * TICKS_PER_S;

/** The first ring becomes wall after 25 s of a round, and one more each 0.4 s: an eighth of a rider's pace. */
export const CLOSING_TICK = 25 * TICKS_PER_S;
export const RING_TICKS = 8;
/** So many rings are the whole arena. */
export const RINGS_MAX = HEIGHT / 2;
/** 32.6 s: everything is wall, and nobody lives. */
export const ROUND_TICKS_MAX = CLOSING_TICK + (RINGS_MAX - 1) * RING_TICKS;
/** Rings that are wall at a tick of a round. */
export const ringAt = (tick: number): number =>
  tick < CLOSING_TICK ? 0 : Math.min(RINGS_MAX, Math.floor((tick - CLOSING_TICK) / RING_TICKS) + 1);

/** Best of five: three rounds win the match, and after five it is over. */
export const WINS_NEEDED = 3;
export const ROUNDS = 5;
/** Rounds of a match that are played again because nobody survived; any more count as one of the five. */
export const REPLAYS_MAX = 3;

/** Turns that wait for their tick, one a tick. More than anybody presses ahead in 200 ms. */
export const QUEUED_TURNS_MAX = 4;
