import type { PlayerId } from '../../../shared/ids.ts';
import { isRated, modeOf } from '../../../shared/modes.ts';
import { rate, shownRating, UNKNOWN_SKILL } from '../matchmaking/ratings.ts';

/** openskill's mean and uncertainty of a player in one mode, after `matches` rated matches. */
export type StoredRating = { readonly mu: number; readonly sigma: number; readonly matches: number };

/** `place`: 1 is the best, equal numbers share it. `team`: left out in a free-for-all. */
export type Placed = {
  readonly playerId: PlayerId;
  readonly place: number;
  readonly isAbandoned: boolean;
  readonly team?: number;
};

/** `ranking`: each player once, without bots. Times are epoch ms. */
export type PlayedMatch = {
  readonly matchId: string;
  readonly mode: string;
  readonly ranking: readonly Placed[];
  readonly startedAt: number;
  readonly endedAt: number;
  readonly withBots: boolean;
  /** Its players chose each other: no ratings change, so that nobody raises a friend. */
  readonly isFriendly?: boolean;
};

/** `before` and `after`: as shown. */
export type RatingChange = { readonly rating: StoredRating; readonly before: number; readonly after: number };

/** Empty for an unrated mode, a friendly match, bots, or under two sides. `ratings`: of the players that have one. */
export function ratingChanges(
  { mode: modeId, ranking, withBots, isFriendly }: PlayedMatch,
  ratings: ReadonlyMap<PlayerId, StoredRating>,
): Map<PlayerId, RatingChange> {
  const mode = modeOf(modeId);
  const sides = new Set(ranking.map(({ playerId, team }) => team ?? playerId));
  if (!mode || !isRated(mode) || withBots || isFriendly || sides.size < 2) return new Map();
  const known = (id: PlayerId): StoredRating => ratings.get(id) ?? { ...UNKNOWN_SKILL, matches: 0 };
  const places = ranking.map(({ playerId: id, place, team }) => ({ id, place, team: team ?? id, ...known(id) }));
  const skills = rate(places);
  return new Map(
    ranking.map(({ playerId }) => {
      const before = known(playerId);
      const rating = { ...(skills.get(playerId) ?? before), matches: before.matches + 1 };
      return [playerId, { rating, before: shownRating(before), after: shownRating(rating) }] as const;
    }),
  );
}
