/** Derives events from two views of a race, for sounds, sparks and announcements. Pure. */
import { CLOSING_TICK, TICKS_PER_S } from '../../../shared/games/cycles/rules.ts';
import type { RaceView } from './race.ts';

/** The tick of the warning before the first wall. */
const WARNED_AT = CLOSING_TICK - 3 * TICKS_PER_S;

export type Happening =
  | { type: 'counted'; seconds: number }
  | { type: 'started' }
  | { type: 'turned' }
  | { type: 'crashed'; seat: number }
  /** The walls are about to close, or have closed by another ring. */
  | { type: 'closing' }
  | { type: 'closed'; ring: number }
  /** `winner`: undefined if nobody survived; `counts` is false if the round is then replayed. */
  | { type: 'roundOver'; winner: number | undefined; counts: boolean; isLast: boolean };

/** `seat`: the own one. Without a `before` nothing happened: latecomers hear nothing about the past. */
export function happeningsBetween(before: RaceView | undefined, after: RaceView, seat: number | null): Happening[] {
  if (!before) return after.seconds > 0 ? [{ type: 'counted', seconds: after.seconds }] : [];
  const isNewRound = after.stage === 'countdown' && before.stage !== 'countdown';
  return [
    ...counted(before, after),
    ...(isNewRound ? [] : [...crashes(before, after), ...turns(before, after, seat), ...walls(before, after)]),
    ...roundEnd(before, after),
  ];
}

function counted(before: RaceView, after: RaceView): Happening[] {
  if (after.stage === 'countdown' && after.seconds !== before.seconds)
    return [{ type: 'counted', seconds: after.seconds }];
  const hasStarted = before.stage === 'countdown' && after.stage === 'racing';
  return hasStarted ? [{ type: 'started' }] : [];
}

const crashes = (before: RaceView, after: RaceView): Happening[] =>
  after.riders.flatMap(({ isOut }, seat) => (isOut && !before.riders[seat]?.isOut ? [{ type: 'crashed', seat }] : []));

function turns(before: RaceView, after: RaceView, seat: number | null): Happening[] {
  if (seat === null || after.riders[seat]?.isOut) return [];
  return before.riders[seat]?.dir === after.riders[seat]?.dir ? [] : [{ type: 'turned' }];
}

function walls(before: RaceView, after: RaceView): Happening[] {
  if (after.stage !== 'racing') return [];
  if (after.ring > before.ring) return [{ type: 'closed', ring: after.ring }];
  return before.tick < WARNED_AT && after.tick >= WARNED_AT ? [{ type: 'closing' }] : [];
}

function roundEnd(before: RaceView, after: RaceView): Happening[] {
  const isOver = ({ stage }: RaceView) => stage === 'paused' || stage === 'over';
  if (isOver(before) || !isOver(after)) return [];
  const won = after.riders.findIndex(({ wins }, seat) => wins > (before.riders[seat]?.wins ?? 0));
  const winner = won < 0 ? undefined : won;
  return [{ type: 'roundOver', winner, counts: after.played > before.played, isLast: after.stage === 'over' }];
}
