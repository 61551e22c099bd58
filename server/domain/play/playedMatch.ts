import type { PlayerId } from '../../../shared/ids.ts';
import type { Persona, Visibility } from '../../../shared/playerRow.ts';
import type { LastPublic } from '../presence/lastPublic.ts';

/** `place`: 1 is the best, equal numbers share it. `team`: left out in a free-for-all. */
export type Placed = {
  readonly playerId: PlayerId;
  readonly place: number;
  readonly isAbandoned: boolean;
  readonly team?: number;
};

/** `hasLeftEarly`: before the match was really played. `networks`: keyed hashes of where the player played from; not stored. */
export type Entry = Placed & { readonly hasLeftEarly?: boolean; readonly networks?: readonly string[] };

/** What clients play a match back from. `seats`: in their order. `inputs`: as the game packs them (shared/games). */
export type MatchReplay = {
  readonly seats: readonly ({ readonly id: PlayerId } | { readonly bot: string })[];
  readonly inputs: Uint8Array;
  /** For its players alone. */
  readonly isPrivate: boolean;
};

/** `ranking`: each player once, without bots. Times are epoch ms. */
export type PlayedMatch = {
  readonly matchId: string;
  readonly mode: string;
  readonly ranking: readonly Entry[];
  readonly startedAt: number;
  readonly endedAt: number;
  readonly withBots: boolean;
  /** Its players chose each other: no ratings change, so that nobody raises a friend. */
  readonly isFriendly?: boolean;
  /** Players left before it was really played, and that ended it: only they pay. */
  readonly isUnplayed?: boolean;
  readonly replay?: MatchReplay;
};

/** A player's place in a match as recorded. Ratings are as shown, and only there where the match counted. */
export type RecordedPlace = Placed & Persona & { ratingBefore?: number; ratingAfter?: number };
/** `ranking`: the players the store knows, best first; `ratings`: as rows show them since, where the match counted. */
export type RecordedMatch = { matchId: string; mode: string; ranking: (RecordedPlace & { ratings?: string })[] };

type StoredName = Readonly<Persona> & { readonly id: PlayerId; readonly visibility: Visibility };

/** `players`, `places`: of those of `seats` that are still stored. */
export type RecordedReplay = MatchReplay &
  Pick<PlayedMatch, 'matchId' | 'mode' | 'startedAt' | 'endedAt'> & {
    readonly players: ReadonlyMap<PlayerId, StoredName & { readonly lastPublic: LastPublic | null }>;
    readonly places: ReadonlyMap<PlayerId, Omit<RecordedPlace, 'playerId' | keyof Persona>>;
  };
