/**
 * What match rooms tell of themselves; whoever runs the matches implements it. Called in the process of the room, once for
 * each fact and in order; a call neither waits nor throws.
 */
import type { PlayerId } from '../../shared/ids.ts';
import type { Place } from '../domain/play/matchSeats.ts';

/** `ranking`: the players, not the bots, who took places all the same. Times are epoch ms. `withBots`: from its beginning. */
export type MatchResult = {
  readonly mode: string;
  readonly ranking: readonly Place[];
  readonly startedAt: number;
  readonly endedAt: number;
  readonly withBots: boolean;
  /** It changes no ratings. */
  readonly isFriendly?: boolean;
};

export interface MatchReports {
  /** The player has taken their seat. */
  seated(matchId: string, playerId: PlayerId): void;
  /** Before the match began the player has left, and the seat is free for others. */
  left(matchId: string, playerId: PlayerId): void;
  /** They did not take their seats in time, or left them before it began. A match that is not open to others closes then. */
  seatMissed(matchId: string, playerIds: readonly PlayerId[]): void;
  /** Everybody is there. */
  started(matchId: string): void;
  /** The socket is lost, the seat held. */
  dropped(matchId: string, playerId: PlayerId): void;
  /** Back in a seat that was held. */
  resumed(matchId: string, playerId: PlayerId): void;
  /** The player left the running match for good: they are among the last of its result, when there is one. */
  abandoned(matchId: string, playerId: PlayerId): void;
  /** It has a result. At most once, and never after `closed`. */
  finished(matchId: string, result: MatchResult): void;
  /** So many watch it now. */
  spectators(matchId: string, count: number): void;
  /** The room is gone. Without a `finished` before it the match has no result, and that is nobody's fault. */
  closed(matchId: string): void;
}
