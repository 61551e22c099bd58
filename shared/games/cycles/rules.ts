/** The numbers of light-cycles, in ticks of 50 ms unless stated otherwise. */
import { HEIGHT } from './arena.ts';

/** A head moves one cell a tick and crosses the arena in 3.2 s. */
export const TICKS_PER_S = 20;
export const SEATS_MIN = 2;
export const SEATS_MAX = 4;

/** 3, 2, 1: a second each. Turns already count. */
export const COUNTDOWN_TICKS = 3 * TICKS_PER_S;
/** The pause between a round's end and the next countdown, to show the winner. */
export const PAUSE_TICKS = 2 * TICKS_PER_S;

/** The first ring closes after 25 s of a round, then another every 0.4 s, an eighth of a rider's pace. */
export const CLOSING_TICK = 25 * TICKS_PER_S;
export const RING_TICKS = 8;
/** This many rings fill the whole arena. */
export const RINGS_MAX = HEIGHT / 2;
/** After 32.6 s everything is wall and no rider is left. */
export const ROUND_TICKS_MAX = CLOSING_TICK + (RINGS_MAX - 1) * RING_TICKS;
/** The number of closed rings at a tick of a round. */
export const ringAt = (tick: number): number =>
  tick < CLOSING_TICK ? 0 : Math.min(RINGS_MAX, Math.floor((tick - CLOSING_TICK) / RING_TICKS) + 1);

/** Best of five: three won rounds decide the match. */
export const WINS_NEEDED = 3;
export const ROUNDS = 5;
/** How many rounds without a survivor are replayed; any further one counts as one of the five. */
export const REPLAYS_MAX = 3;

/** Maximum of waiting turns, one per tick: more than anybody presses within 200 ms. */
export const QUEUED_TURNS_MAX = 4;
