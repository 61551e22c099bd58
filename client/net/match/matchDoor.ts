/** The seam to the SDK for matches: how the seat that the lobby reserved is taken, and what one then has. */
import type { MatchReservation } from '../../../shared/playProtocol.ts';
import type { Try } from '../door.ts';
import type { JoinFailure } from '../joinFailure.ts';

export type MatchEntry = { seat: MatchSeat } | { failure: JoinFailure };

export interface MatchDoor {
  /** Never rejects. A reservation is good once. */
  enter(token: string | undefined, reservation: MatchReservation, attempt: Try): Promise<MatchEntry>;
  /** The held session of `resumeKey`. Never rejects. */
  resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<MatchEntry>;
}

export interface MatchSeatListener {
  pushed(type: string, payload: unknown): void;
  /** The whole state, then the same object after each patch of it. */
  stateChanged(state: unknown, isWhole: boolean): void;
  /** Once, for whatever reason; nothing comes after it. */
  closed(code: number): void;
}

/** The match's room with us in it, until its socket closes. */
export interface MatchSeat {
  /** What resumes this session after a drop. */
  readonly resumeKey: string;
  listen(listener: MatchSeatListener): void;
  /** Rejects as the SDK's `room.request` does. */
  request<Reply>(type: string, input: object): Promise<Reply>;
  /** Without an answer; nothing where the socket is not open. */
  send(type: string, input: object): void;
  /** Calls back with the round trip in ms; never, where the link is dead. */
  ping(answered: (ms: number) => void): void;
  /** Gives the seat up for good, at once. */
  leave(): void;
  /** Closes from this end, without waiting for the other. */
  close(code: number): void;
}
