/** A player as presence knows them, what can happen to one, and what others see of one. */
import type { PlayerId, SessionId, ShardId } from '../../../shared/ids.ts';
import { type Choice, choiceOf, isSameChoice } from '../../../shared/playerRow.ts';
import type { PlayStatus, Status } from '../../../shared/status.ts';
import type { Session, SessionTiming } from './session.ts';
import { STANDINGS, type Standing, statusBy, statusRule } from './statusRule.ts';
import { seenByOf } from './visibility.ts';

/** All in ms but the last. `kickAfterMs` 0: never. */
export type PresenceTiming = SessionTiming & {
  kickAfterMs: number;
  kickWarningMs: number;
  leaveDampingMs: number;
  stallMs: number;
  sessionsPerPlayer: number;
};

/** `chosenAt`: unix ms of the last change of the choice, 0 for one from the store; the newest counts. */
export type Profile = Choice & {
  id: PlayerId;
  chosenAt: number;
  /** Unix ms until which the player may not chat; 0: may. */
  mutedUntil: number;
};

export type PlayerPresence = Profile & {
  readonly sessions: Map<SessionId, Session>;
  /** The last human input of any session, steady ms. */
  inputAt: number;
  isActiveElsewhere: boolean;
  /** When the player was last active at another process, or in a match: steady ms. */
  activeElsewhereUntilAt: number;
  playStatus: PlayStatus | undefined;
  /** In the order of their ids; empty until they are known. */
  friends: readonly PlayerId[];
  isWarned: boolean;
  /** The status shown last. A player who is only leaving still shows it, so that a reload is silent. */
  shownStatus: Status;
  lastReason: LeaveReason;
};

export const newPlayer = (profile: Profile, at: number): PlayerPresence => ({
  ...profile,
  sessions: new Map(),
  inputAt: at,
  isActiveElsewhere: false,
  activeElsewhereUntilAt: 0,
  playStatus: undefined,
  friends: [],
  isWarned: false,
  shownStatus: profile.chosenStatus,
  lastReason: 'consented',
});

export type LeaveReason =
  | 'consented'
  | 'dropped'
  | 'idle'
  | 'kicked'
  | 'banned'
  | 'cut'
  | 'replaced'
  | 'error'
  | 'shutdown';

export type PresenceEvent =
  /** A player's first session. */
  | { type: 'joined'; playerId: PlayerId }
  /** Something that others may see changed. */
  | { type: 'changed'; playerId: PlayerId }
  /** A player's last session is gone. `inputAgoMs`: age of their last input. */
  | { type: 'left'; playerId: PlayerId; reason: LeaveReason; inputAgoMs: number }
  /** Kicked in `kickInMs` unless an input comes. */
  | { type: 'idleWarned'; playerId: PlayerId; kickInMs: number }
  /** The kick that was warned of is off. */
  | { type: 'idleCancelled'; playerId: PlayerId }
  /** The shell closes this socket, or gives up the reservation it holds for it. */
  | { type: 'closed'; sessionId: SessionId; shard: ShardId; why: 'expired' | CloseReason };

/** Why the server closes a socket that is open. */
export type CloseReason = Extract<LeaveReason, 'idle' | 'replaced' | 'kicked' | 'banned'>;

export function standingOf(player: PlayerPresence): Standing {
  let best = STANDINGS.length - 1;
  for (const session of player.sessions.values()) {
    const standing = session.state !== 'live' ? session.state : session.idleSinceAt === undefined ? 'active' : 'idle';
    best = Math.min(best, STANDINGS.indexOf(standing));
  }
  return STANDINGS[best] ?? 'leaving';
}

/** The status as this process alone knows it. */
export const localStatusOf = (player: PlayerPresence): Status =>
  statusBy(statusRule(standingOf(player), player.playStatus ?? null, player.chosenStatus), player.shownStatus);

/** Since when all live sessions are idle. Undefined in a match, without a live session, or with an active one anywhere. */
export function idleSince(player: PlayerPresence): number | undefined {
  if (player.isActiveElsewhere || player.playStatus === 'playing') return undefined;
  let since: number | undefined;
  for (const session of player.sessions.values()) {
    if (session.state !== 'live') continue;
    if (session.idleSinceAt === undefined) return undefined;
    since = Math.max(since ?? player.activeElsewhereUntilAt, session.idleSinceAt);
  }
  return since;
}

/** When an idle player is warned or, once warned, kicked; undefined where idle players are not kicked. */
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

/** The shards with a session of the player, in any state: their rosters show them. That of the oldest comes first. */
export function shardsOf(player: PlayerPresence): ShardId[] {
  const shards = new Set<ShardId>();
  for (const { shard } of player.sessions.values()) shards.add(shard);
  return [...shards];
}

/** Everything that others may see of a player. */
export type PublicPresence = Choice & {
  status: Status;
  inputAt: number;
  shards: readonly ShardId[];
  seenBy: readonly PlayerId[];
};

export const shownOf = (player: PlayerPresence): PublicPresence => ({
  ...choiceOf(player),
  status: localStatusOf(player),
  inputAt: player.inputAt,
  shards: shardsOf(player),
  seenBy: seenByOf(player),
});

export const isSameShown = (a: PublicPresence, b: PublicPresence): boolean =>
  isSameChoice(a, b) &&
  a.status === b.status &&
  a.inputAt === b.inputAt &&
  areSame(a.shards, b.shards) &&
  areSame(a.seenBy, b.seenBy);

export const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((each, place) => each === b[place]));
