/** The seam to the SDK for matches. */
import type { MatchReservation } from '../../../shared/playProtocol.ts';
import type { Entry, RoomConnection, Try } from '../transport.ts';

export type MatchEntry = Entry<MatchConnection>;

export interface MatchTransport {
  /** Never rejects. A reservation is good once. */
  enter(token: string | undefined, reservation: MatchReservation, attempt: Try): Promise<MatchEntry>;
  /** Never rejects. */
  resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<MatchEntry>;
}

export interface MatchConnectionListener {
  pushed(type: string, payload: unknown): void;
  /** First the whole state, then the same object after each patch. */
  stateChanged(state: unknown, isNewState: boolean): void;
  /** Called once, whatever the reason, and last. */
  closed(code: number): void;
}

export interface MatchConnection extends RoomConnection {
  listen(listener: MatchConnectionListener): void;
  /** Rejects as the SDK's `room.request` does. */
  request<Reply>(type: string, input: object): Promise<Reply>;
  /** Does nothing unless the socket is open. */
  send(type: string, input: object): void;
}
