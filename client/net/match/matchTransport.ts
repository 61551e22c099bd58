/** The seam to the SDK for matches: taking the seat that the lobby reserved, and the connection that results. */
import type { MatchReservation } from '../../../shared/playProtocol.ts';
import type { JoinFailure } from '../joinFailure.ts';
import type { Try } from '../transport.ts';

export type MatchEntry = { connection: MatchConnection } | { failure: JoinFailure };

export interface MatchTransport {
  /** Never rejects. A reservation is good once. */
  enter(token: string | undefined, reservation: MatchReservation, attempt: Try): Promise<MatchEntry>;
  /** The held session of `resumeKey`. Never rejects. */
  resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<MatchEntry>;
}

export interface MatchConnectionListener {
  pushed(type: string, payload: unknown): void;
  /** First the whole state, then the same object after each patch. */
  stateChanged(state: unknown, isWhole: boolean): void;
  /** Called once, whatever the reason, and last. */
  closed(code: number): void;
}

/** This client's place in the match's room, until its socket closes. */
export interface MatchConnection {
  /** What resumes this session after a drop. */
  readonly resumeKey: string;
  listen(listener: MatchConnectionListener): void;
  /** Rejects as the SDK's `room.request` does. */
  request<Reply>(type: string, input: object): Promise<Reply>;
  /** Expects no reply; does nothing unless the socket is open. */
  send(type: string, input: object): void;
  /** Calls back with the round trip in ms; never on a dead link. */
  ping(answered: (ms: number) => void): void;
  /** Gives up the seat for good, without waiting. */
  leave(): void;
  /** Closes from this end without waiting for the other. */
  close(code: number): void;
}
