import type { Persona } from '../../shared/playerRow.ts';
import type { RecordedPlace } from '../domain/play/playedMatch.ts';

/** A player's place as read from `match_players`. */
export const toPlace = (row: {
  place: number;
  team: number | null;
  is_abandoned: boolean;
  rating_before?: number | null;
  rating_after?: number | null;
}): Omit<RecordedPlace, 'playerId' | keyof Persona> => ({
  place: row.place,
  isAbandoned: Boolean(row.is_abandoned),
  ...(row.team !== null && { team: row.team }),
  ...(typeof row.rating_before === 'number' && { ratingBefore: row.rating_before }),
  ...(typeof row.rating_after === 'number' && { ratingAfter: row.rating_after }),
});
