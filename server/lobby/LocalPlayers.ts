/**
 * The players of this process. What their sessions do goes to presence; changes go to the directory (so to all
 * processes), the store and the lobby. A player may have sessions elsewhere too: choices and activity there count here.
 */
import type { PlayerId, SessionId, ShardId } from '../../shared/ids.ts';
import { LAST_ACTIVE_STEP_S } from '../../shared/limits.ts';
import { type Choice, choiceOf } from '../../shared/playerRow.ts';
import { type Activity, noneOfEach } from '../../shared/status.ts';
import { Signal } from '../cluster/Signal.ts';
import type { Directory } from '../domain/cluster/directory.ts';
import { entryOf, viewOf } from '../domain/cluster/playerView.ts';
import {
  type LeaveReason,
  type PlayerPresence,
  type PresenceEvent,
  type PresenceTiming,
  type Profile,
  statusOf,
} from '../domain/presence/player.ts';
import { Presence } from '../domain/presence/presence.ts';
import { type PresenceFacts, presenceFacts } from '../domain/presence/presenceFacts.ts';
import type { PresenceWrite } from '../domain/storage/writeQueue.ts';
import type { LobbyNumbers, Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';
import { PresenceRecords } from './PresenceRecords.ts';

/** What a player's sessions are told, or that they are closed. */
export type SessionEvent = Extract<PresenceEvent, { type: 'idleWarned' | 'idleCancelled' | 'closed' }>;

export type LocalPlayersDeps = {
  timing: PresenceTiming;
  clock: Clock;
  metrics: Metrics;
  directory: Directory;
  /** Players of other processes may be missing in the directory. */
  isPartial: () => boolean;
  store: (write: PresenceWrite) => void;
  failed: (error: unknown, where: string) => void;
};

export class LocalPlayers {
  readonly changed = new Signal<[id: PlayerId]>();
  readonly sessionEvents = new Signal<[event: SessionEvent]>();
  readonly #deps: LocalPlayersDeps;
  readonly #presence: Presence;
  readonly #directory: Directory;
  readonly #records: PresenceRecords;

  constructor(deps: LocalPlayersDeps) {
    this.#deps = deps;
    this.#directory = deps.directory;
    this.#presence = new Presence(deps.timing, deps.clock.now());
    this.#records = new PresenceRecords(deps.clock, deps.store);
  }

  find(id: PlayerId): PlayerPresence | undefined {
    return this.#presence.find(id);
  }

  join(profile: Profile, sessionId: SessionId, shard: ShardId): void {
    const elsewhere = viewOf(this.#directory.othersEntriesOf(profile.id));
    const isKnown = elsewhere !== undefined && elsewhere.chosenAt >= profile.chosenAt;
    const known = isKnown ? { ...profile, ...choiceOf(elsewhere), chosenAt: elsewhere.chosenAt } : profile;
    this.#apply(this.#presence.join(known, sessionId, shard, this.#now()));
    if (elsewhere) this.followOthers(profile.id);
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

  /** The process ends: the sessions that are left end with it, whatever their states. */
  removeAll(): void {
    const sessions = [...this.#presence.players()].flatMap((player) => [...player.sessions.keys()]);
    for (const session of sessions) this.remove(session, 'shutdown');
  }

  /** Forgets players who left with a shard that was moved away: they were shown until they are back elsewhere. */
  forgetMoved(): void {
    for (const { id } of this.#directory.snapshot().entries) {
      if (this.#presence.find(id)) continue;
      this.#directory.remove(id);
      this.changed.emit(id);
    }
  }

  /** Ends every session of the player at this process. False where there is none. */
  end(playerId: PlayerId, why: 'kicked' | 'banned'): boolean {
    const events = this.#presence.end(playerId, why, this.#now());
    this.#apply(events);
    return events.length > 0;
  }

  /** Later than all that is known: a clock that runs ahead at another process must not undo what is chosen now. */
  choose(id: PlayerId, choice: Partial<Choice>): void {
    const known = this.#directory.viewOf(id)?.chosenAt ?? 0;
    const chosenAt = Math.max(this.#deps.clock.wall(), known + 1);
    this.#apply(this.#presence.choose(id, choice, chosenAt, this.#now()));
  }

  setActivity(playerId: PlayerId, activity: Activity | undefined): void {
    this.#apply(this.#presence.setActivity(playerId, activity, this.#now()));
  }

  setFriends(playerId: PlayerId, friends: readonly PlayerId[]): void {
    this.#apply(this.#presence.setFriends(playerId, friends, this.#now()));
  }

  /** The player may not chat before `until` (unix ms); 0: may. */
  mute(playerId: PlayerId, until: number): void {
    const player = this.#presence.find(playerId);
    if (player) player.mutedUntil = until;
  }

  /** Expires what is due. Called by the timer, and where something is known to be due now. */
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

  /** Other processes told something of a player who is here too, or have nothing to tell any more. */
  followOthers(id: PlayerId): void {
    const player = this.#presence.find(id);
    if (!player) return;
    const others = this.#directory.othersEntriesOf(id);
    // The last other process may have stored them as offline: it did not know of their sessions here.
    if (others.length === 0) this.#writeOnline(player);
    const view = viewOf(others);
    if (view && view.chosenAt > player.chosenAt) {
      this.#apply(this.#presence.choose(id, choiceOf(view), view.chosenAt, this.#now()));
    }
    const isActive = others.some(({ standing }) => standing === 'active');
    if (isActive !== player.isActiveElsewhere) {
      this.#apply(this.#presence.setActiveElsewhere(id, isActive, this.#now()));
    }
  }

  /** No process knows the player any more. */
  goneEverywhere(id: PlayerId): void {
    if (!this.#deps.isPartial()) this.#records.goneEverywhere(id);
  }

  /** The whole cluster is heard again: players who left meanwhile and are nowhere are stored as offline. */
  storeLeft(): void {
    if (!this.#deps.isPartial()) this.#records.settle((id) => this.#directory.has(id));
  }

  /** Stores everybody here as online: another process may have stored the contrary. */
  storeAll(): void {
    for (const player of this.#presence.players()) this.#writeOnline(player);
  }

  factsOf(id: PlayerId): PresenceFacts | undefined {
    const player = this.#presence.find(id);
    const { timing, clock } = this.#deps;
    return player && presenceFacts(player, timing, this.#presence.steadyAt(this.#now()), clock.wall());
  }

  ids(): PlayerId[] {
    return [...this.#presence.players()].map(({ id }) => id);
  }

  activities(): { id: PlayerId; activity: Activity | null }[] {
    return [...this.#presence.players()].map(({ id, activity }) => ({ id, activity: activity ?? null }));
  }

  /** For the metrics: walks everybody, once a scrape. The hidden count too. */
  numbers(): LobbyNumbers {
    const playersByStatus = noneOfEach();
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
    switch (event.type) {
      case 'joined':
        this.#records.joined(event.playerId);
        if (!this.#directory.has(event.playerId)) this.#deps.metrics.joins.inc();
        break;
      case 'changed':
        this.#changed(event.playerId);
        break;
      case 'left':
        this.#left(event);
        break;
      default:
        this.sessionEvents.emit(event);
    }
  }

  #changed(id: PlayerId): void {
    const player = this.#presence.find(id);
    if (!player) return;
    const inputAgoMs = this.#presence.inputAgoMs(player, this.#now());
    this.#directory.put(entryOf(player, this.#steppedS(id, inputAgoMs)));
    this.#records.write(id, true, inputAgoMs);
    this.changed.emit(id);
  }

  #left({ playerId, reason, inputAgoMs }: Extract<PresenceEvent, { type: 'left' }>): void {
    const { metrics } = this.#deps;
    if (reason === 'idle') metrics.kicks.inc();
    const entry = this.#directory.ownEntryOf(playerId);
    // This process ends and its players go to others. Until then they are shown as they were, so that nobody flickers.
    if (reason === 'shutdown' && entry) this.#directory.put({ ...entry, standing: 'leaving' });
    else this.#directory.remove(playerId);
    const isElsewhere = this.#directory.othersEntriesOf(playerId).length > 0;
    if (!isElsewhere) metrics.leaves.inc({ reason });
    // A process that ends can tell nothing later.
    if (isElsewhere || (reason !== 'shutdown' && this.#deps.isPartial())) this.#records.leftBehind(playerId);
    else this.#records.write(playerId, false, inputAgoMs);
    this.changed.emit(playerId);
  }

  /** Unix seconds of the last input, in steps: a heartbeat must not cost the others a message. */
  #steppedS(id: PlayerId, inputAgoMs: number): number {
    const actualS = Math.floor((this.#deps.clock.wall() - inputAgoMs) / 1000);
    const toldS = this.#directory.ownEntryOf(id)?.lastActiveAtS;
    return toldS !== undefined && Math.abs(actualS - toldS) < LAST_ACTIVE_STEP_S ? toldS : actualS;
  }

  #writeOnline(player: PlayerPresence): void {
    this.#records.write(player.id, true, this.#presence.inputAgoMs(player, this.#now()));
  }
}
