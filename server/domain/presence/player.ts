/** A player as presence knows them, what can happen to one, and what others see of one. */
import type { PlayerId, SessionId, ShardId } from '../../../shared/ids.ts';
import type { Visibility } from '../../../shared/playerRow.ts';
import type { ChosenStatus, Status } from '../../../shared/status.ts';
import type { Session, SessionTiming } from './session.ts';
import { seenByOf } from './visibility.ts';

/** All in ms but the last. `kickAfterMs` 0: never. */
export type PresenceTiming = SessionTiming & {
  kickAfterMs: number;
  kickWarningMs: number;
  reconnectWindowMs: number;
  leaveDampingMs: number;
  stallMs: number;
  sessionsPerPlayer: number;
};

/** What holds for all sessions of a player, at whichever process they are. */
export type Choice = { name: string; visibility: Visibility; rating: number; chosenStatus: ChosenStatus };

/** What a join brings. `chosenAt`: unix ms of the last change of the choice, 0 for what the store says; the newest counts. */
export type Profile = Choice & {
  id: PlayerId;
  chosenAt: number;
  /** Unix ms until which the player may say nothing in the chat; 0: may. */
  mutedUntil: number;
};

export type PlayerPresence = Profile & {
  readonly sessions: Map<SessionId, Session>;
  /** The last human input of any session, steady ms. */
  inputAt: number;
  /** Active in a session at another process; since when no more, steady ms. */
  isActiveElsewhere: boolean;
  /** What the player does besides being here. */
  activity: Activity | undefined;
  /** In the order of their ids; empty until they are known. */
  friends: readonly PlayerId[];
  activeElsewhereUntilAt: number;
  /** The idle warning is out. */
  isWarned: boolean;
  /** What was shown last; still shown while the player is only leaving, so that a reload is silent. */
  shownStatus: Status;
  /** Why the last session went: the reason of the leave, should there be no other. */
  lastReason: LeaveReason;
};

/** In the queue, or in a match. */
export type Activity = 'queued' | 'playing';

export type LeaveReason = 'consented' | 'dropped' | 'idle' | 'kicked' | 'banned' | 'replaced' | 'error' | 'shutdown';

export type PresenceEvent =
  /** A player's first session. */
  | { type: 'joined'; playerId: PlayerId }
  /** Something that others may see changed. */
  | { type: 'changed'; playerId: PlayerId }
  /** A player's last session is gone. `inputAgoMs`: age of their last input. */
  | { type: 'left'; playerId: PlayerId; reason: LeaveReason; inputAgoMs: number }
  /** Kicked in `kickInMs` unless an input comes; or no longer. */
  | { type: 'idleWarned'; playerId: PlayerId; kickInMs: number }
  | { type: 'idleCancelled'; playerId: PlayerId }
  /** The shell closes this socket, or gives up the seat it holds for it. */
  | { type: 'closed'; sessionId: SessionId; shard: ShardId; why: 'expired' | CloseReason };

/** Why the server closes a socket that is open. */
export type CloseReason = Extract<LeaveReason, 'idle' | 'replaced' | 'kicked' | 'banned'>;

/** Playing > queued > busy > away > online; reconnecting when every session is held. */
export function statusOf(player: PlayerPresence): Status {
  let isHeld = false;
  let isLive = false;
  let isActive = false;
  for (const session of player.sessions.values()) {
    if (session.state === 'held') isHeld = true;
    if (session.state !== 'live') continue;
    isLive = true;
    if (session.idleSinceAt === undefined) isActive = true;
  }
  if (!isLive) return isHeld ? 'reconnecting' : player.shownStatus;
  if (player.activity) return player.activity;
  if (player.chosenStatus === 'busy') return 'busy';
  return isActive ? player.chosenStatus : 'away';
}

/**
 * Since when all live sessions are idle; undefined while one is active, also at another process, while the player is in a
 * match, or where none is live.
 */
export function idleSince(player: PlayerPresence): number | undefined {
  if (player.isActiveElsewhere || player.activity === 'playing') return undefined;
  let since: number | undefined;
  for (const session of player.sessions.values()) {
    if (session.state !== 'live') continue;
    if (session.idleSinceAt === undefined) return undefined;
    since = Math.max(since ?? player.activeElsewhereUntilAt, session.idleSinceAt);
  }
  return since;
}

/** When an idle player is warned, or, being warned, kicked; undefined where nobody is. */
export function idleDeadline(
  player: PlayerPresence,
  since: number,
  at: number,
  timing: PresenceTiming,
): number | undefined {
  const { kickAfterMs, kickWarningMs } = timing;
  if (kickAfterMs === 0) return undefined;
  return player.isWarned ? Math.max(since + kickAfterMs, at) : since + kickAfterMs - kickWarningMs;
}

/** The shards in whose rosters the player stands: where they have a session, in any state. */
export function shardsOf(player: PlayerPresence): Set<ShardId> {
  const shards = new Set<ShardId>();
  for (const { shard } of player.sessions.values()) shards.add(shard);
  return shards;
}

/** Everything that others may see, as one comparable text. Written out, since it is made twice for each event. */
export function describe(player: PlayerPresence): string {
  const { name, visibility, rating, chosenStatus, inputAt } = player;
  let text = `${visibility}\n${rating}\n${chosenStatus}\n${inputAt}\n${statusOf(player)}\n${name}`;
  for (const shard of shardsOf(player)) text += `\n${shard}`;
  for (const friend of seenByOf(player)) text += `\n${friend}`;
  return text;
}
