/** What lets this page into a match: a reservation from the lobby, or a seat from before a reload. */
import type { MatchReservation } from '../../../shared/playProtocol.ts';

export type MatchRole = 'player' | 'spectator';
/** Exactly one of `reservation` and `resumeKey` is set. */
export type MatchTicket = {
  readonly matchId: string;
  readonly mode: string;
  readonly role: MatchRole;
  readonly reservation?: MatchReservation;
  readonly resumeKey?: string;
};
