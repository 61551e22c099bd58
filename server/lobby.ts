/**
 * The lobby of this process: one presence and one roster for all its shards. Turns events into changes and carries
 * them: rows to the shards, pushes to the players concerned, stored facts to the write-behind, numbers to the metrics.
 * It decides nothing: what happens is presence's, what is shown is the roster's.
 */
import type { PlayerId, SessionId, ShardId } from '../shared/ids.ts';
import { SWEEP_MS } from '../shared/limits.ts';
import {
  type PlayerRow,
  type PlayersPage,
  type Pushes,
  type PushType,
  type Self,
  STATUSES,
  type Stats,
  type Status,
} from '../shared/protocol.ts';
import type { PageQuery } from './domain/cursor.ts';
import {
  type LeaveReason,
  type PlayerPresence,
  type PresenceEvent,
  type PresenceTiming,
  type Profile,
  statusOf,
} from './domain/player.ts';
import { Presence } from './domain/presence.ts';
import { Roster } from './domain/roster.ts';
import type { LobbyNumbers, Metrics } from './http/metrics.ts';
import type { Clock, PresenceWrite } from './ports.ts';
import { type Shard, Shards } from './shards.ts';

export type LobbyDeps = {
  timing: PresenceTiming;
  clock: Clock;
  metrics: Metrics;
  /** Takes what is to be stored; never blocks. */
  store: (write: PresenceWrite) => void;
  failed: (error: unknown, where: string) => void;
};

export class Lobby {
  readonly #deps: LobbyDeps;
  readonly #presence: Presence;
  readonly #roster = new Roster();
  readonly #shards = new Shards();
  /** What each player was last told of themself. */
  readonly #told = new Map<PlayerId, Self>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: LobbyDeps) {
    this.#deps = deps;
    this.#presence = new Presence(deps.timing, deps.clock.now());
  }

  /** Begins to sweep. */
  start(sweepMs = SWEEP_MS): void {
    this.#timer = setInterval(() => this.sweep(), sweepMs);
  }

  /** Ends every session that the shards' end left over: those who were just leaving. */
  stop(): void {
    clearInterval(this.#timer);
    const sessions = [...this.#presence.players()].flatMap((player) => [...player.sessions.keys()]);
    for (const session of sessions) this.remove(session, 'shutdown');
  }

  get shardCount(): number {
    return this.#shards.count;
  }

  get online(): number {
    return this.#roster.online;
  }

  openShard(shard: Shard): void {
    this.#shards.open(shard);
    for (const row of this.#roster.rowsOf(shard.shardId)) shard.putRow(row);
  }

  closeShard(shardId: ShardId): void {
    this.#shards.close(shardId);
  }

  join(profile: Profile, sessionId: SessionId, shard: ShardId): void {
    this.#apply(this.#presence.join(profile, sessionId, shard, this.#now()));
  }

  heartbeat(sessionId: SessionId, active: boolean, inputAgoMs: number): void {
    this.#apply(this.#presence.heartbeat(sessionId, active, inputAgoMs, this.#now()));
  }

  drop(sessionId: SessionId): void {
    this.#apply(this.#presence.drop(sessionId, this.#now()));
  }

  /** False where the window is over. */
  resume(sessionId: SessionId): boolean {
    this.sweep();
    const events = this.#presence.resume(sessionId, this.#now());
    this.#apply(events);
    if (events.length > 0) this.#deps.metrics.resumes.inc();
    return events.length > 0;
  }

  leave(sessionId: SessionId): void {
    this.#apply(this.#presence.leave(sessionId, this.#now()));
  }

  remove(sessionId: SessionId, reason: LeaveReason): void {
    this.#apply(this.#presence.remove(sessionId, reason, this.#now()));
  }

  setStatus(playerId: PlayerId, status: Profile['chosenStatus']): void {
    this.#apply(this.#presence.setStatus(playerId, status, this.#now()));
  }

  setVisibility(playerId: PlayerId, visibility: Profile['visibility']): void {
    this.#apply(this.#presence.setVisibility(playerId, visibility, this.#now()));
  }

  setName(playerId: PlayerId, name: string): void {
    this.#apply(this.#presence.setName(playerId, name, this.#now()));
  }

  /** Expires what is due. Called by the timer, and by whoever knows that something is due just now. */
  sweep(): void {
    const stop = this.#deps.metrics.sweepSeconds.startTimer();
    try {
      this.#apply(this.#presence.sweep(this.#now()));
    } catch (error) {
      this.#deps.failed(error, 'sweep');
    } finally {
      stop();
    }
  }

  selfOf(id: PlayerId): Self | undefined {
    const player = this.#presence.find(id);
    return player && this.#self(player);
  }

  find(id: PlayerId, viewer?: PlayerId): PlayerRow | undefined {
    return this.#roster.find(id, viewer);
  }

  page(query: PageQuery, viewer?: PlayerId): PlayersPage {
    return this.#roster.page(query, viewer);
  }

  stats(): Stats {
    const { queued, playing } = this.#roster.counts;
    return { online: this.#roster.online, queued, playing, shards: this.#shards.count, processes: 1 };
  }

  /** For the metrics: walks everybody, once a scrape. The hidden count too. */
  numbers(): LobbyNumbers {
    const playersByStatus = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
    let held = 0;
    for (const player of this.#presence.players()) {
      playersByStatus[statusOf(player)] += 1;
      for (const session of player.sessions.values()) if (session.state === 'held') held += 1;
    }
    return { playersByStatus, sessions: this.#presence.sessionCount, held };
  }

  #now(): number {
    return this.#deps.clock.now();
  }

  /** One event after the other; an error in one hurts nobody else. */
  #apply(events: PresenceEvent[]): void {
    for (const event of events) {
      try {
        this.#applyOne(event);
      } catch (error) {
        this.#deps.failed(error, event.type);
      }
    }
  }

  #applyOne(event: PresenceEvent): void {
    const { metrics } = this.#deps;
    switch (event.type) {
      case 'joined':
        metrics.joins.inc();
        break;
      case 'changed':
        this.#publish(event.playerId);
        break;
      case 'left':
        metrics.leaves.inc({ reason: event.reason });
        if (event.reason === 'idle') metrics.kicks.inc();
        this.#told.delete(event.playerId);
        this.#shards.carry(this.#roster.retract(event.playerId));
        this.#store(event.playerId, false, event.inputAgoMs);
        break;
      case 'idleWarned': {
        const kickAtS = Math.round((this.#deps.clock.wall() + event.kickInMs) / 1000);
        this.#pushTo(event.playerId, 'idleWarned', { kickAtS, inMs: event.kickInMs });
        break;
      }
      case 'idleCancelled':
        this.#pushTo(event.playerId, 'idleCancelled', {});
        break;
      case 'closed':
        this.#shards.endSession(event);
        break;
    }
  }

  #publish(id: PlayerId): void {
    const player = this.#presence.find(id);
    if (!player) return;
    const inputAgoMs = this.#presence.inputAgoMs(player, this.#now());
    this.#shards.carry(this.#roster.publish(player, Math.floor((this.#deps.clock.wall() - inputAgoMs) / 1000)));
    this.#store(id, true, inputAgoMs);
    this.#tell(player);
  }

  #store(id: PlayerId, isOnline: boolean, inputAgoMs: number): void {
    this.#deps.store({ id, isOnline, lastActiveAt: Math.round(this.#deps.clock.wall() - inputAgoMs) });
  }

  /** Tells a player what changed of themself, in every tab. */
  #tell(player: PlayerPresence): void {
    const self = this.#self(player);
    const told = this.#told.get(player.id);
    this.#told.set(player.id, self);
    if (told && !isSameSelf(told, self)) this.#pushTo(player.id, 'selfUpdated', self);
  }

  #self(player: PlayerPresence): Self {
    const { id, name, chosenStatus, visibility, rating } = player;
    const lastActive = this.#roster.find(id, id)?.lastActiveAtS ?? 0;
    return { id, name, status: statusOf(player), chosenStatus, visibility, lastActive, rating };
  }

  #pushTo<Type extends PushType>(id: PlayerId, type: Type, payload: Pushes[Type]): void {
    const player = this.#presence.find(id);
    if (player) this.#shards.push(player, type, payload);
  }
}

const isSameSelf = (a: Self, b: Self): boolean =>
  a.name === b.name &&
  a.status === b.status &&
  a.chosenStatus === b.chosenStatus &&
  a.visibility === b.visibility &&
  a.lastActive === b.lastActive &&
  a.rating === b.rating;
