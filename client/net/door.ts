/** The seam to the SDK: how one enters the lobby, and the seat one then has. Tests pass their own. */
import type { JoinOptions } from '../../shared/protocol.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import type { LobbyEvent } from './events.ts';
import type { JoinFailure } from './joinFailure.ts';
import type { PlayRequests, Requests, SocialRequests } from './requests.ts';

/** One try: `signal` ends it, with the close code for its socket as the reason; `progressed()`: a step of it is done. */
export type Try = { signal: AbortSignal; progressed(): void };
export type Entry = { seat: Seat } | { failure: JoinFailure };

export interface Door {
  /** A new session, in the fullest open shard where no other is asked for. Never rejects. */
  join(token: string, options: JoinOptions, attempt: Try): Promise<Entry>;
  /** The held session of `resumeKey`, under its old id. Never rejects. */
  resume(token: string | undefined, resumeKey: string, attempt: Try): Promise<Entry>;
}

export type RosterEvent = Extract<
  LobbyEvent,
  { type: 'rosterReset' | 'rosterChanged' | 'onlineChanged' | 'paceChanged' | 'partialChanged' }
>;
export type Push = { [Type in PushType]: { type: Type; payload: Pushes[Type] } }[PushType];

export interface SeatListener {
  pushed(push: Push): void;
  roster(event: RosterEvent): void;
  /** Once, for whatever reason; nothing comes after it. */
  closed(code: number): void;
}

/** The lobby's room with us in it, until its socket closes. */
export interface Seat extends Requests {
  /** What resumes this session after a drop. */
  readonly resumeKey: string;
  readonly play: PlayRequests;
  readonly social: SocialRequests;
  listen(listener: SeatListener): void;
  /** Calls back with the round trip in ms; never, where the link is dead. */
  ping(answered: (ms: number) => void): void;
  /** Says goodbye for good, at once; the server closes. */
  leave(): void;
  /** Closes from this end, without waiting for the other. */
  close(code: number): void;
}
