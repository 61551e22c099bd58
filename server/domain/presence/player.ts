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

/** What is learned of a player from outside their sessions. */
export type PlayerFacts = {
  /** As the desk says; `playStatusOf` also knows of seats that are taken here. */
  playStatus: PlayStatus | undefined;
  /** The shard where the player was last, at whichever process. */
  home: ShardId | null;
  /** In the order of their ids; empty until they are known. */
  friends: readonly PlayerId[];
};

export type PlayerPresence = Profile &
  PlayerFacts & {
    readonly sessions: Map<SessionId, Session>;
    /** The last human input of any session, steady ms. */
    inputAt: number;
    isActiveElsewhere: boolean;
    /** When the player was last active at another process, or in a match: steady ms. */
    activeElsewhereUntilAt: number;
    isWarned: boolean;
    /** Since when the player can be warned, steady ms; undefined while they cannot (kicks.ts). */
    kickableAt: number | undefined;
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
  home: null,
  friends: [],
  isWarned: false,
  kickableAt: undefined,
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
  | { type: 'closed'; sessionId: SessionId; shard: ShardId | null; why: 'expired' | CloseReason };

/** Why the server closes a socket that is open. */
export type CloseReason = Extract<LeaveReason, 'idle' | 'replaced' | 'kicked' | 'banned'>;

/** The best state of the sessions, or of those in the lobby alone; null where there are none. */
function bestOf({ sessions }: PlayerPresence, isLobbyAlone: boolean): Standing | null {
  let best: number = STANDINGS.length;
  for (const session of sessions.values()) {
    if (isLobbyAlone && session.shard === null) continue;
    const standing = session.state !== 'live' ? session.state : session.idleSinceAt === undefined ? 'active' : 'idle';
    best = Math.min(best, STANDINGS.indexOf(standing));
  }
  return STANDINGS[best] ?? null;
}

export const standingOf = (player: PlayerPresence): Standing => bestOf(player, false) ?? 'leaving';

/** Of the sessions in the lobby alone; null where there are none. */
export const lobbyStandingOf = (player: PlayerPresence): Standing | null => bestOf(player, true);

/** A seat that is taken here counts before what the desk says, which may not have heard of it, or may be away. */
export function playStatusOf({ sessions, playStatus }: PlayerPresence): PlayStatus | null {
  for (const { isPlaying } of sessions.values()) if (isPlaying) return 'playing';
  return playStatus ?? null;
}

/** The status as this process alone knows it. */
export const localStatusOf = (player: PlayerPresence): Status =>
  statusBy(statusRule(standingOf(player), playStatusOf(player), player.chosenStatus), player.shownStatus);

/** The shards with a session of the player, in any state: their rosters show them. That of the oldest comes first. */
export function shardsOf(player: PlayerPresence): ShardId[] {
  const shards = new Set<ShardId>();
  for (const { shard } of player.sessions.values()) if (shard !== null) shards.add(shard);
  return [...shards];
}

/** Everything that others may see of a player. */
export type PublicPresence = Choice & {
  status: Status;
  activity: PlayStatus | null;
  inputAt: number;
  standing: Standing;
  inLobby: Standing | null;
  shards: readonly ShardId[];
  home: ShardId | null;
  seenBy: readonly PlayerId[];
};

export const shownOf = (player: PlayerPresence): PublicPresence => ({
  ...choiceOf(player),
  status: localStatusOf(player),
  activity: playStatusOf(player),
  inputAt: player.inputAt,
  standing: standingOf(player),
  inLobby: lobbyStandingOf(player),
  shards: shardsOf(player),
  home: player.home,
  seenBy: seenByOf(player),
});

export const isSameShown = (a: PublicPresence, b: PublicPresence): boolean =>
  isSameChoice(a, b) &&
  a.status === b.status &&
  a.activity === b.activity &&
  a.inputAt === b.inputAt &&
  isSameStanding(a.standing, b.standing) &&
  isSameStanding(a.inLobby, b.inLobby) &&
  a.home === b.home &&
  areSame(a.shards, b.shards) &&
  areSame(a.seenBy, b.seenBy);

/** A leave is not announced before it is over, nor a return from it. */
const isSameStanding = (a: Standing | null, b: Standing | null): boolean =>
  a === b || b === 'leaving' || (a === 'leaving' && b !== null);

export const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((each, place) => each === b[place]));
