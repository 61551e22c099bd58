/**
 * The synchronised state of a match of light-cycles: one patch a tick, at once after it. Seats stand in `riders` in the
 * order of the table (shared/matchProtocol.ts); empty until the match begins.
 */
import { type SchemaType, schema, t } from '@colyseus/schema';

/** Who steers: its player, the autopilot while they are dropped, or a bot in the place of nobody or of who left. */
export const PILOTS = ['player', 'autopilot', 'bot'] as const;

/** The fields of `Rider` (game.ts), and of the player's turns (turns.ts): the last one that was made or let fall, by its
 * `seq`, the `clock` at which it was, and how many ticks before its time it came: negative, too late. */
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

/** `clock`: ticks since the match began, which turns are stamped with. The others: as in `Game`, `stage` by its index. */
export const CyclesState = schema(
  { clock: t.uint16(), stage: t.uint8(), played: t.uint8(), tick: t.uint16(), riders: t.array(RiderState) },
  'CyclesState',
);
export type CyclesState = SchemaType<typeof CyclesState>;
