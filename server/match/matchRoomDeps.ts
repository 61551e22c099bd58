/** What match rooms need; made once in app.ts. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';
import type { LiveMatches } from './LiveMatches.ts';
import type { MatchReports } from './matchReports.ts';

/** What a seat reservation says of whom it is for. From the desk only, never from a client. */
export type SeatOwner = {
  readonly playerId: PlayerId;
  readonly name: string;
  readonly role: 'player' | 'spectator';
  /** For a player who joins an open match. */
  readonly team?: number;
  readonly rating?: number;
};

export type MatchRoomDeps = {
  reports: MatchReports;
  /** Each room is among them from its beginning to its end. */
  live: Pick<LiveMatches, 'add' | 'remove'>;
  tokens: Tokens;
  clock: Clock;
  /** Banned after they were given a seat. */
  isBarred: (id: PlayerId) => boolean;
  metrics: Pick<Metrics, 'refused' | 'slowReadersCut'>;
  areLimitsOn: boolean;
  reconnectWindowMs: number;
  /** How long a seat waits for its player: MATCH_SEAT_MS. */
  seatMs: number;
  /** How long the room stays after the end: MATCH_RESULT_MS. */
  resultMs: number;
  failed: (error: unknown, where: string) => void;
};
