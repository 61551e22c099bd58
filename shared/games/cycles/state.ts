/**
 * The synchronised state of a match of light-cycles, patched right after each tick. `riders` has the seats in table order
 * (shared/matchProtocol.ts) and is empty until the match begins.
 */
import { type SchemaType, schema, t } from '@colyseus/schema';

/** The rider's pilot: the player, the autopilot for a dropped player, or a bot for an empty seat or a leaver. */
export const PILOTS = ['player', 'autopilot', 'bot'] as const;

/** The fields of `Rider` (game.ts), and of the last processed turn (timedTurns.ts). */
export const RiderState = schema(
  {
    x: t.uint8(),
    y: t.uint8(),
    dir: t.uint8(),
    wait: t.uint8(),
    isAlive: t.boolean(),
    trail: t.array('uint16'),
    wins: t.uint8(),
    outlived: t.uint8(),
    pilot: t.uint8(),
    ackSeq: t.uint16(),
    ackClock: t.uint16(),
    slack: t.int8(),
  },
  'RiderState',
);
export type RiderState = SchemaType<typeof RiderState>;

/** `clock`: ticks since the match began, used to stamp turns. The rest is as in `Game`, with `stage` as an index. */
export const CyclesState = schema(
  { clock: t.uint16(), stage: t.uint8(), played: t.uint8(), tick: t.uint16(), riders: t.array(RiderState) },
  'CyclesState',
);
export type CyclesState = SchemaType<typeof CyclesState>;
