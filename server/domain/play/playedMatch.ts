import type { PlayerId } from '../../../shared/ids.ts';

/** `place`: 1 is the best, equal numbers share it. `team`: left out in a free-for-all. */
export type Placed = {
  readonly playerId: PlayerId;
  readonly place: number;
  readonly isAbandoned: boolean;
  readonly team?: number;
};

/** `hasLeftEarly`: before the match was really played. `networks`: keyed hashes of where the player played from; not stored. */
export type Entry = Placed & { readonly hasLeftEarly?: boolean; readonly networks?: readonly string[] };

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
};
