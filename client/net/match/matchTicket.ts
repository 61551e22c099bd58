/** What lets this page into a match: a seat that the lobby reserved, or one that it had before it was loaded again. */
import type { MatchReservation } from '../../../shared/playProtocol.ts';

export type MatchRole = 'player' | 'spectator';
/** One of `reservation` and `resumeKey` is there. */
export type MatchTicket = {
  readonly matchId: string;
  readonly mode: string;
  readonly role: MatchRole;
  readonly reservation?: MatchReservation;
  readonly resumeKey?: string;
};
