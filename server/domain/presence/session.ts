/**
 * A session: one connection of a player, in one of three states, each with only its own times (steady ms). `sinceAt`: since
 * when it is in that state.
 */
import type { SessionId, ShardId } from '../../../shared/ids.ts';

type Common = { readonly id: SessionId; readonly shard: ShardId; readonly sinceAt: number };

/** Connected. `idleSinceAt`: since when its owner does nothing, undefined while active. */
export type LiveSession = Common & { state: 'live'; heardAt: number; inputAt: number; idleSinceAt: number | undefined };
/** The socket is lost; its seat is kept until `untilAt`. `wasIdle`: how it comes back. */
export type HeldSession = Common & { state: 'held'; untilAt: number; wasIdle: boolean; inputAt: number };
/** Left by consent; the leave is announced at `untilAt` unless the player returns. */
export type LeavingSession = Common & { state: 'leaving'; untilAt: number };

export type Session = LiveSession | HeldSession | LeavingSession;

export type SessionTiming = { heartbeatMs: number; missedHeartbeats: number; idleAfterMs: number };

/** Half an interval of patience on top of the missed heartbeats: the one that is due right now may be on its way. */
export const silentMs = ({ heartbeatMs, missedHeartbeats }: SessionTiming): number =>
  heartbeatMs * (missedHeartbeats + 0.5);

/** When the session changes by itself, undefined where it does not. */
export function sessionDeadline(session: Session, timing: SessionTiming): number | undefined {
  switch (session.state) {
    case 'live': {
      if (session.idleSinceAt !== undefined) return undefined;
      return Math.min(session.heardAt + silentMs(timing), session.inputAt + timing.idleAfterMs);
    }
    case 'held':
    case 'leaving':
      return session.untilAt;
  }
}
