import type { PlayerId } from '../../shared/ids.ts';
import type { Tokens } from '../identity/tokens.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';
import type { LiveMatches } from './LiveMatches.ts';
import type { MatchReports } from './matchReports.ts';

/** What match rooms need; made once, in app.ts. */
export type MatchRoomDeps = {
  reports: MatchReports;
  /** Each room is among them from its beginning to its end. */
  live: LiveMatches;
  tokens: Tokens;
  clock: Clock;
  /** Whether the player was banned after the reservation. */
  isBarred: (id: PlayerId) => boolean;
  metrics: Metrics;
  areLimitsOn: boolean;
  reconnectWindowMs: number;
  /** How long a seat waits for its player: MATCH_SEAT_MS. */
  seatMs: number;
  /** How long the room stays after the end: MATCH_RESULT_MS. */
  resultMs: number;
  failed: (error: unknown, where: string) => void;
};
