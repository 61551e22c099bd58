/**
 * The players here, their sessions, and what time does to them. Pure: every method takes `now` (monotonic ms), changes
 * the state and returns what happened; a second call returns nothing. Footprint: an event costs O(log n) for its
 * deadline; a sweep costs what it expires.
 */
import type { PlayerId, SessionId, ShardId } from '../../../shared/ids.ts';
import { type Choice, choiceOf } from '../../../shared/playerRow.ts';
import { Deadlines } from './deadlines.ts';
import { followInput, isKickDue } from './kicks.ts';
import {
  type CloseReason,
  isSameShown,
  type LeaveReason,
  newPlayer,
  type PlayerFacts,
  type PlayerPresence,
  type PresenceEvent,
  type PresenceTiming,
  type Profile,
  playStatusOf,
  shownOf,
} from './player.ts';
import {
  afterDrop,
  afterHeartbeat,
  afterLeave,
  afterResume,
  isNewsOfInput,
  newSession,
  type Session,
  sessionDeadline,
} from './session.ts';
import { ShardSessions } from './shardSessions.ts';
import { SteadyTime } from './steadyTime.ts';

export class Presence {
  readonly inShards = new ShardSessions();
  readonly #timing: PresenceTiming;
  /** In which the times of players and sessions are kept. */
  readonly time: SteadyTime;
  readonly #players = new Map<PlayerId, PlayerPresence>();
  readonly #owners = new Map<SessionId, PlayerPresence>();
  /** Keys are sessions and players themselves: each has at most one next deadline. */
  readonly #deadlines = new Deadlines<Session['id'] | PlayerPresence>();

  constructor(timing: PresenceTiming, now: number) {
    this.#timing = timing;
    this.time = new SteadyTime(now, timing.stallMs);
  }

  /** What the sweeps and events have cost so far, in entries looked at. */
  get looks(): number {
    return this.#deadlines.looks;
  }

  find(id: PlayerId): PlayerPresence | undefined {
    return this.#players.get(id);
  }

  players(): Iterable<PlayerPresence> {
    return this.#players.values();
  }

  inputAgoMs(player: PlayerPresence, now: number): number {
    return Math.max(0, this.time.at(now) - player.inputAt);
  }

  /**
   * A new session, in a shard or, with null, in a match's room, where `isPlaying` is a seat. A player who was leaving
   * this shard is back: neither is announced.
   */
  join(profile: Profile, sessionId: SessionId, shard: ShardId | null, now: number, isPlaying = false): PresenceEvent[] {
    const at = this.time.at(now);
    if (this.#owners.has(sessionId)) return [];
    const known = this.#players.get(profile.id);
    const player = known ?? newPlayer(profile, at);
    return this.#change(player, at, (events) => {
      if (!known) {
        this.#players.set(player.id, player);
        events.push({ type: 'joined', playerId: player.id });
      } else if (profile.chosenAt > player.chosenAt)
        Object.assign(player, choiceOf(profile), { chosenAt: profile.chosenAt });
      player.mutedUntil = Math.max(player.mutedUntil, profile.mutedUntil);
      for (const session of player.sessions.values()) {
        if (session.state === 'leaving' && session.shard === shard) this.#forget(player, session, events);
      }
      const tabs = [...player.sessions.values()].filter((session) => session.shard !== null);
      const [oldest] = tabs;
      // One tab more than allowed replaces the oldest.
      if (shard !== null && oldest && tabs.length >= this.#timing.sessionsPerPlayer)
        this.#forget(player, oldest, events, 'replaced');
      player.inputAt = at;
      player.home = shard ?? player.home;
      this.#owners.set(sessionId, player);
      this.#put(player, newSession(sessionId, shard, isPlaying, at));
    });
  }

  /** Liveness and activity of a session. `active` false: idle from now on. `inputAgoMs`: age of the last input. */
  heartbeat(sessionId: SessionId, active: boolean, inputAgoMs: number, now: number): PresenceEvent[] {
    return this.#changeSession(sessionId, now, (player, session, at) => {
      if (session.state !== 'live') return;
      const next = afterHeartbeat(session, active, inputAgoMs, at, this.#timing);
      if (active) player.inputAt = Math.max(player.inputAt, next.inputAt);
      this.#put(player, next);
    });
  }

  /** What only a person does. */
  input(sessionId: SessionId, now: number): PresenceEvent[] {
    const player = this.#owners.get(sessionId);
    const session = player?.sessions.get(sessionId);
    if (!player || session?.state !== 'live') return [];
    const isNews = player.isWarned || isNewsOfInput(session, this.time.at(now), this.#timing);
    return isNews ? this.heartbeat(sessionId, true, 0, now) : [];
  }

  /** The session's match is over, and its player still there. */
  endMatch(sessionId: SessionId, now: number): PresenceEvent[] {
    return this.#changeSession(sessionId, now, (player, session) =>
      this.#put(player, { ...session, isPlaying: false }),
    );
  }

  /** The socket is lost: the session is held for the reconnection window. */
  drop(sessionId: SessionId, now: number): PresenceEvent[] {
    return this.#changeSession(sessionId, now, (player, session, at) => {
      if (session.state === 'live') this.#put(player, afterDrop(session, at, this.#timing));
    });
  }

  resume(sessionId: SessionId, now: number): PresenceEvent[] {
    return this.#changeSession(sessionId, now, (player, session, at) => {
      if (session.state === 'held') this.#put(player, afterResume(session, at));
    });
  }

  /** Undefined where the session is gone. */
  stateOf(sessionId: SessionId): Session['state'] | undefined {
    return this.#owners.get(sessionId)?.sessions.get(sessionId)?.state;
  }

  /** Left by consent: announced after the damping time, unless the player returns. */
  leave(sessionId: SessionId, now: number): PresenceEvent[] {
    return this.#changeSession(sessionId, now, (player, session, at, events) => {
      if (session.state === 'leaving') return;
      // In a match's room every other session keeps the player here.
      const isAlsoHere = (other: Session) =>
        other !== session && (session.shard === null ? other.state !== 'leaving' : other.shard === session.shard);
      const isLastHere = ![...player.sessions.values()].some(isAlsoHere);
      player.lastReason = 'consented';
      if (!isLastHere || this.#timing.leaveDampingMs === 0) this.#forget(player, session, events);
      else this.#put(player, afterLeave(session, at, this.#timing.leaveDampingMs));
    });
  }

  /** Gone at once, whatever its state. */
  remove(sessionId: SessionId, reason: LeaveReason, now: number): PresenceEvent[] {
    return this.#changeSession(sessionId, now, (player, session, _at, events) => {
      player.lastReason = reason;
      this.#forget(player, session, events);
    });
  }

  /** An operator ends every session of the player at once, whatever their states. */
  end(playerId: PlayerId, reason: 'kicked' | 'banned', now: number): PresenceEvent[] {
    return this.#changePlayer(playerId, now, (player, _at, events) => {
      player.lastReason = reason;
      for (const session of player.sessions.values()) this.#forget(player, session, events, reason);
    });
  }

  /** Takes over what was chosen at `chosenAt` (unix ms), here or at another process, unless something newer holds. */
  choose(playerId: PlayerId, choice: Partial<Choice>, chosenAt: number, now: number): PresenceEvent[] {
    return this.#changePlayer(playerId, now, (player) => {
      if (chosenAt >= player.chosenAt) Object.assign(player, choice, { chosenAt });
    });
  }

  /** While the player is active in a session at another process, they are not kicked here. `inputAgoMs`: as of there. */
  setActiveElsewhere(playerId: PlayerId, isActive: boolean, inputAgoMs: number, now: number): PresenceEvent[] {
    return this.#changePlayer(playerId, now, (player, at) => {
      if (player.isActiveElsewhere && !isActive)
        player.activeElsewhereUntilAt = Math.max(player.activeElsewhereUntilAt, at - inputAgoMs);
      player.isActiveElsewhere = isActive;
    });
  }

  update(playerId: PlayerId, facts: Partial<PlayerFacts>, now: number): PresenceEvent[] {
    return this.#changePlayer(playerId, now, (player) => void Object.assign(player, facts));
  }

  /** Expires what is due. Costs what it expires: one look where nothing is due. */
  sweep(now: number): PresenceEvent[] {
    const at = this.time.tick(now);
    const events: PresenceEvent[] = [];
    for (let key = this.#deadlines.takeDue(at); key !== undefined; key = this.#deadlines.takeDue(at)) {
      events.push(...(typeof key === 'object' ? this.#expirePlayer(key, at) : this.#expireSession(key, now)));
    }
    return events;
  }

  #expireSession(sessionId: SessionId, now: number): PresenceEvent[] {
    return this.#changeSession(sessionId, now, (player, session, at, events) => {
      if (session.state === 'live') this.#put(player, { ...session, idleSinceAt: at });
      else {
        player.lastReason = session.state === 'held' ? 'dropped' : 'consented';
        this.#forget(player, session, events);
      }
    });
  }

  /** The player's own deadline. */
  #expirePlayer(player: PlayerPresence, at: number): PresenceEvent[] {
    return this.#change(player, at, (events) => {
      if (!isKickDue(player, this.#timing, events)) return;
      player.lastReason = 'idle';
      for (const session of player.sessions.values()) this.#forget(player, session, events, 'idle');
    });
  }

  #put(player: PlayerPresence, session: Session): void {
    player.sessions.set(session.id, session);
    this.#deadlines.set(session.id, sessionDeadline(session, this.#timing));
  }

  /** `why`: also close its socket. A held reservation is given up in any case. */
  #forget(player: PlayerPresence, session: Session, events: PresenceEvent[], why?: CloseReason): void {
    const { id: sessionId, shard } = session;
    player.sessions.delete(sessionId);
    this.#owners.delete(sessionId);
    this.#deadlines.delete(sessionId);
    if (session.state === 'held') events.push({ type: 'closed', sessionId, shard, why: 'expired' });
    else if (why && session.state === 'live') events.push({ type: 'closed', sessionId, shard, why });
  }

  #changePlayer(
    playerId: PlayerId,
    now: number,
    edit: (player: PlayerPresence, at: number, events: PresenceEvent[]) => void,
  ): PresenceEvent[] {
    const at = this.time.at(now);
    const player = this.#players.get(playerId);
    return player ? this.#change(player, at, (events) => edit(player, at, events)) : [];
  }

  #changeSession(
    sessionId: SessionId,
    now: number,
    edit: (player: PlayerPresence, session: Session, at: number, events: PresenceEvent[]) => void,
  ): PresenceEvent[] {
    const at = this.time.at(now);
    const player = this.#owners.get(sessionId);
    const session = player?.sessions.get(sessionId);
    return player && session ? this.#change(player, at, (events) => edit(player, session, at, events)) : [];
  }

  /** Every change goes through here: it compares what others see before and after, and moves the deadlines. */
  #change(player: PlayerPresence, at: number, edit: (events: PresenceEvent[]) => void): PresenceEvent[] {
    const events: PresenceEvent[] = [];
    const before = shownOf(player);
    const wasPlaying = playStatusOf(player) === 'playing';
    this.inShards.count(player, -1);
    edit(events);
    this.inShards.count(player, 1);
    if (wasPlaying && playStatusOf(player) !== 'playing') player.activeElsewhereUntilAt = at;
    if (player.sessions.size === 0) {
      this.#deadlines.delete(player);
      this.#players.delete(player.id);
      const inputAgoMs = Math.max(0, at - player.inputAt);
      events.push({ type: 'left', playerId: player.id, reason: player.lastReason, inputAgoMs });
      return events;
    }
    this.#deadlines.set(player, followInput(player, at, this.#timing, events));
    const shown = shownOf(player);
    player.shownStatus = shown.status;
    if (!isSameShown(before, shown)) events.push({ type: 'changed', playerId: player.id });
    return events;
  }
}
