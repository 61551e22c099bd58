/**
 * The lobby as this process shows it: the presence of its own players and, through the directory, those of the whole
 * cluster, as one roster for all its shards. Turns events into changes and carries them: rows to the shards, pushes to the
 * players concerned, entries to the directory, stored facts to the write-behind, numbers to the metrics. It decides
 * nothing: what happens is presence's, who is where is the directory's, what is shown is the roster's.
 */
import type { PlayerId, SessionId, ShardId } from '../shared/ids.ts';
import { LAST_ACTIVE_STEP_S, SWEEP_MS } from '../shared/limits.ts';
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
import type { Directory } from './domain/directory.ts';
import type { ProcessFacts } from './domain/membership.ts';
import {
  type Choice,
  type LeaveReason,
  type PresenceEvent,
  type PresenceTiming,
  type Profile,
  statusOf,
} from './domain/player.ts';
import { entryOf, type PlayerView, viewOf } from './domain/playerView.ts';
import { Presence } from './domain/presence.ts';
import { Roster } from './domain/roster.ts';
import type { Entry } from './domain/slice.ts';
import type { LobbyNumbers, Metrics } from './http/metrics.ts';
import type { Clock, PresenceWrite } from './ports.ts';
import { type Shard, Shards } from './shards.ts';

export type LobbyDeps = {
  timing: PresenceTiming;
  clock: Clock;
  metrics: Metrics;
  directory: Directory;
  /** The other processes of the cluster. */
  others: () => readonly ProcessFacts[];
  /** Takes what is to be stored; never blocks. */
  store: (write: PresenceWrite) => void;
  failed: (error: unknown, where: string) => void;
};

export class Lobby {
  readonly #deps: LobbyDeps;
  readonly #presence: Presence;
  readonly #directory: Directory;
  readonly #roster = new Roster();
  readonly #shards = new Shards();
  /** What each player was last told of themself. */
  readonly #told = new Map<PlayerId, Self>();
  /** Who left here while another process had them: should that end without a word to the store, it is said here. */
  readonly #leftBehind = new Set<PlayerId>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: LobbyDeps) {
    this.#deps = deps;
    this.#directory = deps.directory;
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

  /** Shards of this process. */
  get shardCount(): number {
    return this.#shards.count;
  }

  /** Visible players in the whole cluster. */
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

  /** What the player chose in a session elsewhere counts before what the profile brings. */
  join(profile: Profile, sessionId: SessionId, shard: ShardId): void {
    const elsewhere = viewOf(this.#directory.othersEntriesOf(profile.id));
    const known = elsewhere && elsewhere.chosenAt >= profile.chosenAt ? choiceOf(elsewhere) : {};
    this.#apply(this.#presence.join({ ...profile, ...known }, sessionId, shard, this.#now()));
    this.#followOthers(profile.id);
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

  /** Ends every session of the player at this process. False where there is none. */
  endPlayer(playerId: PlayerId, why: 'kicked' | 'banned'): boolean {
    const events = this.#presence.end(playerId, why, this.#now());
    this.#apply(events);
    return events.length > 0;
  }

  /** To everybody at this process. */
  announce(text: string): void {
    this.#shards.announce(text);
  }

  setStatus(playerId: PlayerId, chosenStatus: Choice['chosenStatus']): void {
    this.#choose(playerId, { chosenStatus });
  }

  setVisibility(playerId: PlayerId, visibility: Choice['visibility']): void {
    this.#choose(playerId, { visibility });
  }

  setName(playerId: PlayerId, name: string): void {
    this.#choose(playerId, { name });
  }

  /** Other processes told something of these players, or went away with what they had told. */
  changedElsewhere(players: Iterable<PlayerId>): void {
    for (const id of players) {
      try {
        this.#followOthers(id);
        this.#show(id);
      } catch (error) {
        this.#deps.failed(error, 'changedElsewhere');
      }
    }
  }

  /** Players of a process that died, as it had told of them; stored as offline since `at` (epoch ms) unless they are back. */
  storeGone(entries: readonly Entry[], at: number): void {
    for (const { id, lastActiveAtS } of entries) {
      if (!this.isHere(id)) this.#deps.store({ id, isOnline: false, lastActiveAt: lastActiveAtS * 1000, at });
    }
  }

  /** Says of every own player that they are online: somebody may have stored the contrary. */
  storeEverybody(): void {
    for (const player of this.#presence.players()) {
      this.#store(player.id, true, this.#presence.inputAgoMs(player, this.#now()));
    }
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

  /** At any process of the cluster. */
  isHere(id: PlayerId): boolean {
    return this.#directory.entriesOf(id).length > 0;
  }

  selfOf(id: PlayerId): Self | undefined {
    const view = viewOf(this.#directory.entriesOf(id));
    return view && this.#self(view);
  }

  find(id: PlayerId, viewer?: PlayerId): PlayerRow | undefined {
    return this.#roster.find(id, viewer);
  }

  page(query: PageQuery, viewer?: PlayerId): PlayersPage {
    return this.#roster.page(query, viewer);
  }

  stats(): Stats {
    const { queued, playing } = this.#roster.counts;
    const others = this.#deps.others();
    const shards = others.reduce((sum, facts) => sum + facts.shards, this.#shards.count);
    return { online: this.#roster.online, queued, playing, shards, processes: 1 + others.length };
  }

  /** For the metrics, of this process: walks everybody, once a scrape. The hidden count too. */
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

  /** Later than everything that is known: a clock that runs ahead at another process must not undo what is chosen now. */
  #choose(id: PlayerId, choice: Partial<Choice>): void {
    const known = viewOf(this.#directory.entriesOf(id))?.chosenAt ?? 0;
    const chosenAt = Math.max(this.#deps.clock.wall(), known + 1);
    this.#apply(this.#presence.choose(id, choice, chosenAt, this.#now()));
  }

  /** An own player's sessions at other processes: what was chosen there holds here, and activity there is activity. */
  #followOthers(id: PlayerId): void {
    const player = this.#presence.find(id);
    if (!player) return;
    const others = this.#directory.othersEntriesOf(id);
    const view = viewOf(others);
    if (view && view.chosenAt > player.chosenAt) {
      this.#apply(this.#presence.choose(id, choiceOf(view), view.chosenAt, this.#now()));
    }
    const isActive = others.some(({ standing }) => standing === 'active');
    if (isActive !== player.isActiveElsewhere) {
      this.#apply(this.#presence.setActiveElsewhere(id, isActive, this.#now()));
    }
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
    switch (event.type) {
      case 'joined':
        this.#leftBehind.delete(event.playerId);
        if (!this.isHere(event.playerId)) this.#deps.metrics.joins.inc();
        break;
      case 'changed':
        this.#changed(event.playerId);
        break;
      case 'left':
        this.#left(event);
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

  #changed(id: PlayerId): void {
    const player = this.#presence.find(id);
    if (!player) return;
    const inputAgoMs = this.#presence.inputAgoMs(player, this.#now());
    this.#directory.put(entryOf(player, this.#steppedS(id, inputAgoMs)));
    this.#store(id, true, inputAgoMs);
    this.#show(id);
  }

  #left({ playerId, reason, inputAgoMs }: Extract<PresenceEvent, { type: 'left' }>): void {
    const { metrics } = this.#deps;
    if (reason === 'idle') metrics.kicks.inc();
    const entry = this.#directory.ownEntryOf(playerId);
    // This process ends, and its players go to others: shown as they were until they are there, so that nobody flickers.
    if (reason === 'shutdown' && entry) this.#directory.put({ ...entry, standing: 'leaving' });
    else this.#directory.remove(playerId);
    this.#told.delete(playerId);
    if (this.#directory.othersEntriesOf(playerId).length > 0) this.#leftBehind.add(playerId);
    else {
      metrics.leaves.inc({ reason });
      this.#store(playerId, false, inputAgoMs);
    }
    this.#show(playerId);
  }

  /** Brings what everybody sees of the player up to date, and what they see of themself. */
  #show(id: PlayerId): void {
    const view = viewOf(this.#directory.entriesOf(id));
    if (view) {
      this.#shards.carry(this.#roster.publish(view));
      this.#tell(view);
      return;
    }
    this.#shards.carry(this.#roster.retract(id));
    // As old as can be: the store keeps the latest activity that it knows.
    if (this.#leftBehind.delete(id)) this.#store(id, false, this.#deps.clock.wall());
  }

  /** Unix seconds of the last input, in steps: the others need no more, and a heartbeat must not cost them a message. */
  #steppedS(id: PlayerId, inputAgoMs: number): number {
    const actualS = Math.floor((this.#deps.clock.wall() - inputAgoMs) / 1000);
    const toldS = this.#directory.ownEntryOf(id)?.lastActiveAtS;
    return toldS !== undefined && Math.abs(actualS - toldS) < LAST_ACTIVE_STEP_S ? toldS : actualS;
  }

  #store(id: PlayerId, isOnline: boolean, inputAgoMs: number): void {
    const at = Math.round(this.#deps.clock.wall());
    this.#deps.store({ id, isOnline, lastActiveAt: Math.round(at - inputAgoMs), at });
  }

  /** Tells a player what changed of themself, in every tab. */
  #tell(view: PlayerView): void {
    const player = this.#presence.find(view.id);
    if (!player) return;
    const self = this.#self(view);
    const told = this.#told.get(view.id);
    this.#told.set(view.id, self);
    if (told && !isSameSelf(told, self)) this.#shards.push(player, 'selfUpdated', self);
  }

  #self({ id, name, status, chosenStatus, visibility, rating }: PlayerView): Self {
    const lastActive = this.#roster.find(id, id)?.lastActiveAtS ?? 0;
    return { id, name, status, chosenStatus, visibility, lastActive, rating };
  }

  #pushTo<Type extends PushType>(id: PlayerId, type: Type, payload: Pushes[Type]): void {
    const player = this.#presence.find(id);
    if (player) this.#shards.push(player, type, payload);
  }
}

const choiceOf = ({ name, visibility, rating, chosenStatus, chosenAt }: PlayerView): Choice & { chosenAt: number } => ({
  name,
  visibility,
  rating,
  chosenStatus,
  chosenAt,
});

const isSameSelf = (a: Self, b: Self): boolean =>
  a.name === b.name &&
  a.status === b.status &&
  a.chosenStatus === b.chosenStatus &&
  a.visibility === b.visibility &&
  a.lastActive === b.lastActive &&
  a.rating === b.rating;
