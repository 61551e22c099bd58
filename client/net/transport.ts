/** The seam to the SDK for the lobby. */
import type { JoinOptions } from '../../shared/protocol.ts';
import type { RequestInput, RequestName, RequestReply } from '../../shared/requests.ts';
import type { LobbyEvent, Push } from './events.ts';
import type { JoinFailure } from './joinFailure.ts';

/** `signal` ends the attempt, with its socket's close code as the reason. `progressed()` marks a finished step. */
export type Try = { signal: AbortSignal; progressed(): void };
export type Entry<Of extends RoomConnection = Connection> = { connection: Of } | { failure: JoinFailure };

export interface LobbyTransport {
  /** A new session, in the fullest open shard unless `options` name another. Never rejects. */
  join(token: string, options: JoinOptions, attempt: Try): Promise<Entry>;
  /** The held session of `resumeKey`, under its old id. Never rejects. */
  resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<Entry>;
}

export type RosterEvent = Extract<
  LobbyEvent,
  { type: 'rosterReset' | 'rosterChanged' | 'onlineChanged' | 'paceChanged' | 'partialChanged' }
>;

export interface ConnectionListener {
  pushed(push: Push): void;
  roster(event: RosterEvent): void;
  /** Called once, whatever the reason, and last. */
  closed(code: number): void;
}

/** This client's place in a room, until its socket closes. */
export interface RoomConnection {
  readonly resumeKey: string;
  /** Calls back with the round trip in ms; never on a dead link. */
  ping(answered: (ms: number) => void): void;
  /** Does not wait; the server closes the socket. */
  leave(): void;
  /** Does not wait for the other end. */
  close(code: number): void;
}

export interface Connection extends RoomConnection {
  /** Rejects as the SDK's `room.request` does; requestResult.ts makes a value of it. */
  request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestReply<Name>>;
  listen(listener: ConnectionListener): void;
}
