/** A match that somebody watches again: as it was asked for, and as it came. Pure. */
import type { ReplayAnswer, ReplaySeat } from '../../../shared/records.ts';
import type { RequestRefusal } from '../../../shared/refusals.ts';

/** `answer`, `refusal`: undefined until it has come. */
export type Replay = {
  readonly matchId: string;
  readonly answer?: ReplayAnswer;
  readonly refusal?: RequestRefusal | 'network';
};

/**
 * Whether a match was played by other rules than those of this page: they lead to other places than were recorded. Nobody
 * knows that of a match which a player gave up, or which did not come to its end.
 */
export function isOtherVersion(seats: readonly ReplaySeat[], places: readonly number[] | undefined): boolean {
  if (places && places.length !== seats.length) return true;
  if (!places || seats.some(({ isAbandoned }) => isAbandoned)) return false;
  const told = seats.flatMap(({ place }, seat) => (place === undefined ? [] : [{ place, played: places[seat] ?? 0 }]));
  return told.some((a) => told.some((b) => Math.sign(a.place - b.place) !== Math.sign(a.played - b.played)));
}
