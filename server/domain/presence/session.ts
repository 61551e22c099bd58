/** A session: one connection of a player, in one of three states. Times: steady ms; `sinceAt`: of the state's start. */
import type { SessionId, ShardId } from '../../../shared/ids.ts';

/** `shard`: null of a session in a match's room. `isPlaying`: with a seat in a match that is not over. */
type Common = {
  readonly id: SessionId;
  readonly shard: ShardId | null;
  readonly isPlaying: boolean;
  readonly sinceAt: number;
};

/** Connected. `idleSinceAt`: undefined while there is human input. */
export type LiveSession = Common & { state: 'live'; heardAt: number; inputAt: number; idleSinceAt: number | undefined };
/** The socket is lost; its reservation is kept until `untilAt`. `wasIdle`: how it comes back. */
export type HeldSession = Common & { state: 'held'; untilAt: number; wasIdle: boolean; inputAt: number };
/** Left by consent; the leave is announced at `untilAt` unless the player returns. */
export type LeavingSession = Common & { state: 'leaving'; untilAt: number };

export type Session = LiveSession | HeldSession | LeavingSession;

export type SessionTiming = {
  heartbeatMs: number;
  missedHeartbeats: number;
  idleAfterMs: number;
  reconnectWindowMs: number;
};

/** Half an interval of patience on top of the missed heartbeats: the one that is due right now may be on its way. */
export const silentMs = ({ heartbeatMs, missedHeartbeats }: SessionTiming): number =>
  heartbeatMs * (missedHeartbeats + 0.5);

export function newSession(id: SessionId, shard: ShardId | null, isPlaying: boolean, at: number): LiveSession {
  return { state: 'live', id, shard, isPlaying, sinceAt: at, heardAt: at, inputAt: at, idleSinceAt: undefined };
}

/** Input counts at most so often, since all processes are told each time: games send much of it. */
const INPUT_STEP_MS = { lobby: 1_000, match: 10_000 };

/** And at least ten times in the time that makes a player idle. */
export function isNewsOfInput(
  { shard, idleSinceAt, inputAt }: LiveSession,
  at: number,
  timing: SessionTiming,
): boolean {
  const stepMs = Math.min(INPUT_STEP_MS[shard === null ? 'match' : 'lobby'], timing.idleAfterMs / 10);
  return idleSinceAt !== undefined || at - inputAt >= stepMs;
}

/** `isActive` false: idle from now on. `inputAgoMs`: age of the last input. */
export function afterHeartbeat(
  session: LiveSession,
  isActive: boolean,
  inputAgoMs: number,
  at: number,
  { idleAfterMs }: SessionTiming,
): LiveSession {
  // An input cannot be older than the join, nor older than one already known.
  const inputAt = isActive ? Math.max(session.inputAt, at - inputAgoMs) : session.inputAt;
  const isIdle = !isActive || at - inputAt >= idleAfterMs;
  return { ...session, heardAt: at, inputAt, idleSinceAt: isIdle ? (session.idleSinceAt ?? at) : undefined };
}

export function afterDrop(
  { id, shard, isPlaying, inputAt, idleSinceAt }: LiveSession,
  at: number,
  timing: SessionTiming,
): HeldSession {
  const untilAt = at + timing.reconnectWindowMs;
  return { state: 'held', id, shard, isPlaying, sinceAt: at, untilAt, wasIdle: idleSinceAt !== undefined, inputAt };
}

/** As idle or active as before: it is the network that came back, and not a person. */
export function afterResume({ id, shard, isPlaying, inputAt, wasIdle }: HeldSession, at: number): LiveSession {
  const idleSinceAt = wasIdle ? at : undefined;
  return { state: 'live', id, shard, isPlaying, sinceAt: at, heardAt: at, inputAt, idleSinceAt };
}

export function afterLeave({ id, shard }: Session, at: number, leaveDampingMs: number): LeavingSession {
  return { state: 'leaving', id, shard, isPlaying: false, sinceAt: at, untilAt: at + leaveDampingMs };
}

/** When the session changes by itself, undefined where it does not. */
export function sessionDeadline(session: Session, timing: SessionTiming): number | undefined {
  if (session.state !== 'live') return session.untilAt;
  if (session.idleSinceAt !== undefined) return undefined;
  const idleAt = session.inputAt + timing.idleAfterMs;
  // Heartbeats are sent in the lobby only.
  return session.shard === null ? idleAt : Math.min(session.heardAt + silentMs(timing), idleAt);
}
