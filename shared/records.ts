/** What HTTP tells of matches that were played, and of what players are worth. */

/**
 * `place`: the first is 1. `rating`: as shown everywhere. `matches`: those that counted. `isProvisional`: the rating is not
 * earned yet, as there are too few matches or too few established players beaten; such rows come after all others.
 */
export type LeaderboardRow = {
  place: number;
  id: string;
  name: string;
  emblem: number;
  rating: number;
  matches: number;
  isProvisional: boolean;
};
/** `own`: the viewer's own row, with their place among all; null without a rating, and on all pages but the first. */
export type LeaderboardPage = {
  mode: string;
  players: LeaderboardRow[];
  own: LeaderboardRow | null;
  nextCursor: string | null;
};

/** Null, and without an emblem: hidden from the viewer, or gone. `team`: left out where everybody was for themself. */
export type PastOther = {
  id: string | null;
  name: string | null;
  emblem?: number;
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

/** Changes of the viewer's rating, as shown: if they come first, and if they come last. */
export type Stake = { best: number; worst: number };
export type Outcome = 'won' | 'drawn' | 'lost';
/**
 * `rating`: in the mode, null without one. `form`: the latest matches of the mode without bots, the oldest first. `met`: of
 * those against the viewer, how many each outcome was, from the viewer's side.
 */
export type MatchupPlayer = {
  id: string;
  rating: number | null;
  isProvisional: boolean;
  form: Outcome[];
  met: Record<Outcome, number>;
};
/** `stake`: null where a player is not told, and in modes that change no rating. The viewer comes first. */
export type Matchup = { mode: string; stake: Stake | null; players: MatchupPlayer[] };

/** Null: hidden from the viewer, or gone. `place`: of players as recorded; ratings: of the named, where the match counted. */
export type ReplaySeat = {
  id: string | null;
  name: string | null;
  emblem?: number;
  isBot?: true;
  place?: number;
  isAbandoned?: true;
  ratingBefore?: number | undefined;
  ratingAfter?: number;
};
/**
 * A match as its inputs. `seats`: in the order of the game's own. `inputs`: bytes in base64, which the game unpacks and
 * plays back (shared/games).
 */
export type ReplayAnswer = {
  matchId: string;
  mode: string;
  startedAtS: number;
  endedAtS: number;
  seats: ReplaySeat[];
  inputs: string;
};
