/** What HTTP tells of matches that were played, and of what players are worth. */

/**
 * `place`: the first is 1. `rating`: as shown everywhere. `matches`: those that counted. `isProvisional`: the rating is not
 * earned yet, as there are too few matches or too few established players beaten; such rows come after all others.
 */
export type LeaderboardRow = {
  place: number;
  id: string;
  name: string;
  rating: number;
  matches: number;
  isProvisional: boolean;
};
export type LeaderboardPage = { mode: string; players: LeaderboardRow[]; nextCursor: string | null };

/** Null: hidden from the viewer, or gone. `team`: left out where everybody was for themself. */
export type PastOther = {
  id: string | null;
  name: string | null;
  place: number;
  isAbandoned: boolean;
  team?: number;
};
/** A match as its player had it. Ratings, both or neither: as shown, before and after, where the match counted. */
export type PastMatchRow = {
  matchId: string;
  mode: string;
  startedAtS: number;
  endedAtS: number;
  withBots: boolean;
  place: number;
  isAbandoned: boolean;
  team?: number;
  ratingBefore?: number;
  ratingAfter?: number;
  /** Best first; bots are not among them. */
  others: PastOther[];
};
export type PastMatchesPage = { matches: PastMatchRow[]; nextCursor: string | null };
