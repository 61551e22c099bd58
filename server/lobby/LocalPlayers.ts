/**
 * The players of this process. Presence decides what their sessions' events change; changes go to the directory (and so
 * to all processes), the store and the lobby. "Elsewhere" is at other processes: choices and input there count here too.
 */
import type { PlayerId, SessionId, ShardId } from '../../shared/ids.ts';
import { LAST_ACTIVE_STEP_S } from '../../shared/limits.ts';
import { type Choice, choiceOf } from '../../shared/playerRow.ts';
import type { PlayStatus } from '../../shared/status.ts';
import { Signal } from '../cluster/Signal.ts';
import type { Directory } from '../domain/cluster/directory.ts';
import { entryOf, homeAmong, latestInputAgoMs, viewOf } from '../domain/cluster/playerView.ts';
import type { LeaveReason, PlayerPresence, PresenceEvent, PresenceTiming, Profile } from '../domain/presence/player.ts';
import { Presence } from '../domain/presence/presence.ts';
import { type PresenceFacts, presenceFacts, presenceNumbers } from '../domain/presence/presenceFacts.ts';
import type { ShardSessions } from '../domain/presence/shardSessions.ts';
import type { LobbyNumbers, Metrics } from '../metrics.ts';
import { PresenceRecords, type PresenceRecordsDeps } from './PresenceRecords.ts';

/** Longer than the ticks of a room are apart. */
const ROOMLESS_MS = 500;

/** What sessions are warned of, and why they are closed. */
export type SessionEvent = Extract<PresenceEvent, { type: 'idleWarned' | 'idleCancelled' | 'closed' }>;

export type LocalPlayersDeps = PresenceRecordsDeps & {
  timing: PresenceTiming;
  metrics: Metrics;
  failed: (error: unknown, where: string) => void;
};

export class LocalPlayers {
  readonly changed = new Signal<[id: PlayerId]>();
  /** The player's first session here. */
  readonly joined = new Signal<[id: PlayerId]>();
  readonly sessionEvents = new Signal<[event: SessionEvent]>();
  /** What was due here has expired. */
  readonly swept = new Signal();
  readonly #deps: LocalPlayersDeps;
  readonly records: PresenceRecords;
  readonly #presence: Presence;
  readonly #directory: Directory;

  constructor(deps: LocalPlayersDeps) {
    this.#deps = deps;
    this.#directory = deps.directory;
    this.#presence = new Presence(deps.timing, deps.clock.now());
    this.records = new PresenceRecords(deps);
  }

  find(id: PlayerId): PlayerPresence | undefined {
    return this.#presence.find(id);
  }

  /** `shard`: null of a session in a match's room; `isPlaying`: with a seat there, and the match is not over. */
  join(profile: Profile, sessionId: SessionId, shard: ShardId | null, isPlaying = false): void {
    const elsewhere = viewOf(this.#directory.othersEntriesOf(profile.id));
    const isKnown = elsewhere !== undefined && elsewhere.chosenAt >= profile.chosenAt;
    const known = isKnown ? { ...profile, ...choiceOf(elsewhere), chosenAt: elsewhere.chosenAt } : profile;
    this.#apply(this.#presence.join(known, sessionId, shard, this.#now(), isPlaying));
    if (elsewhere) this.followOthers(profile.id);
  }

  heartbeat(sessionId: SessionId, active: boolean, inputAgoMs: number): void {
    this.#apply(this.#presence.heartbeat(sessionId, active, inputAgoMs, this.#now()));
  }

  input(sessionId: SessionId): void {
    this.#apply(this.#presence.input(sessionId, this.#now()));
  }

  endMatch(sessionId: SessionId): void {
    this.#apply(this.#presence.endMatch(sessionId, this.#now()));
  }

  /** False where the session is gone already. */
  drop(sessionId: SessionId): boolean {
    this.#apply(this.#presence.drop(sessionId, this.#now()));
    return this.#presence.stateOf(sessionId) === 'held';
  }

  /** False if the reconnection window is over. */
  resume(sessionId: SessionId): boolean {
    this.sweep();
    this.#apply(this.#presence.resume(sessionId, this.#now()));
    // Beside a live tab nothing that is shown changes.
    const isBack = this.#presence.stateOf(sessionId) === 'live';
    if (isBack) this.#deps.metrics.resumes.inc();
    return isBack;
  }

  leave(sessionId: SessionId): void {
    this.#apply(this.#presence.leave(sessionId, this.#now()));
  }

  remove(sessionId: SessionId, reason: LeaveReason): void {
    this.#apply(this.#presence.remove(sessionId, reason, this.#now()));
  }

  /** Ends all remaining sessions, in whichever state, because the process ends. */
  removeAll(): void {
    const sessions = [...this.#presence.players()].flatMap((player) => [...player.sessions.keys()]);
    for (const session of sessions) this.remove(session, 'shutdown');
  }

  /** Stops showing players who were moved to other processes: they stayed shown here so that the move is not seen. */
  forgetMoved(): void {
    for (const { id } of this.#directory.snapshot().entries) {
      if (this.#presence.find(id)) continue;
      this.#directory.remove(id);
      this.changed.emit(id);
    }
  }

  /** Ends every session of the player at this process. False if there is none. */
  end(playerId: PlayerId, why: 'kicked' | 'banned'): boolean {
    const events = this.#presence.end(playerId, why, this.#now());
    this.#apply(events);
    return events.length > 0;
  }

  /** `chosenAt` exceeds every known one: another process whose clock runs ahead must not undo this choice. */
  choose(id: PlayerId, choice: Partial<Choice>): void {
    const known = this.#directory.viewOf(id)?.chosenAt ?? 0;
    const chosenAt = Math.max(this.#deps.clock.wall(), known + 1);
    this.#apply(this.#presence.choose(id, choice, chosenAt, this.#now()));
  }

  setPlayStatus(playerId: PlayerId, playStatus: PlayStatus | undefined): void {
    this.#apply(this.#presence.update(playerId, { playStatus }, this.#now()));
  }

  setFriends(playerId: PlayerId, friends: readonly PlayerId[]): void {
    this.#apply(this.#presence.update(playerId, { friends }, this.#now()));
  }

  /** The player may not chat before `until` (unix ms); 0 lifts the mute. */
  mute(playerId: PlayerId, until: number): void {
    const player = this.#presence.find(playerId);
    if (player) player.mutedUntil = until;
  }

  /** The process runs, whether or not it sweeps: the time until now is no stall. */
  noteRunning(): void {
    this.#presence.time.tick(this.#now());
  }

  /** Expires what is due. Called by the clock of each room here, and before a resume. */
  sweep(): void {
    const stop = this.#deps.metrics.sweepSeconds.startTimer();
    try {
      this.#apply(this.#presence.sweep(this.#now()));
      this.swept.emit();
    } catch (error) {
      this.#deps.failed(error, 'sweep');
    } finally {
      stop();
    }
  }

  /** Where no room is, and so no clock of one: ends what a room left behind that ended before its time. */
  sweepWithoutRooms(): void {
    if (this.#presence.time.sinceTickMs(this.#now()) > ROOMLESS_MS) this.sweep();
  }

  /** Takes over what other processes now report of a player who is here too; they may report nothing any more. */
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
    const home = homeAmong(others, player.home);
    if (home !== player.home) this.#apply(this.#presence.update(id, { home }, this.#now()));
    const isActive = others.some(({ standing }) => standing === 'active');
    const inputAgoMs = latestInputAgoMs(view, this.#deps.clock.wall(), this.#deps.timing.idleAfterMs);
    if (isActive !== player.isActiveElsewhere) {
      this.#apply(this.#presence.setActiveElsewhere(id, isActive, inputAgoMs, this.#now()));
    }
  }

  /** Stores everybody here as online: another process may have stored them as offline. */
  storeAllOnline(): void {
    for (const player of this.#presence.players()) this.#writeOnline(player);
  }

  factsOf(id: PlayerId): PresenceFacts | undefined {
    const player = this.#presence.find(id);
    const { timing, clock } = this.#deps;
    return player && presenceFacts(player, timing, this.#presence.time.at(this.#now()), clock.wall());
  }

  get inShards(): ShardSessions {
    return this.#presence.inShards;
  }

  /** As the desk said. */
  playStatuses(): { id: PlayerId; activity: PlayStatus | null }[] {
    return [...this.#presence.players()].map(({ id, playStatus: activity }) => ({ id, activity: activity ?? null }));
  }

  /** For the metrics; walks all players, once a scrape. Hidden players are counted too. */
  numbers(): LobbyNumbers {
    return presenceNumbers(this.#presence.players());
  }

  #now(): number {
    return this.#deps.clock.now();
  }

  /** Applies the events one by one; an error in one does not stop the others. */
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
        this.records.clearLeft(event.playerId);
        if (!this.#directory.has(event.playerId)) this.#deps.metrics.joins.inc();
        this.joined.emit(event.playerId);
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
    this.records.write(player, true, inputAgoMs, this.#directory.ownEntryOf(id) === undefined);
    this.#directory.put(entryOf(player, this.#steppedS(id, inputAgoMs)));
    this.changed.emit(id);
  }

  #left({ playerId, reason, inputAgoMs }: Extract<PresenceEvent, { type: 'left' }>): void {
    const { metrics } = this.#deps;
    if (reason === 'idle') metrics.kicks.inc();
    const entry = this.#directory.ownEntryOf(playerId);
    // This process ends. Its players stay shown as they were until they are at another one, so that no row flickers.
    if (reason === 'shutdown' && entry)
      this.#directory.put({ ...entry, standing: 'leaving', inLobby: entry.inLobby && 'leaving' });
    else this.#directory.remove(playerId);
    const isElsewhere = this.#directory.othersEntriesOf(playerId).length > 0;
    if (!isElsewhere) metrics.leaves.inc({ reason });
    // A process that ends cannot store it later.
    if (isElsewhere || (reason !== 'shutdown' && this.#deps.isPartial())) this.records.markLeft(playerId);
    else this.records.write({ id: playerId, visibility: entry?.visibility ?? 'nobody' }, false, inputAgoMs, true);
    this.changed.emit(playerId);
  }

  /** Unix seconds of the last input, in steps: not every heartbeat may cost the other processes a message. */
  #steppedS(id: PlayerId, inputAgoMs: number): number {
    const actualS = Math.floor((this.#deps.clock.wall() - inputAgoMs) / 1000);
    const publishedS = this.#directory.ownEntryOf(id)?.lastActiveAtS;
    return publishedS !== undefined && Math.abs(actualS - publishedS) < LAST_ACTIVE_STEP_S ? publishedS : actualS;
  }

  /** Another process may have stored them as offline. */
  #writeOnline(player: PlayerPresence): void {
    this.records.write(player, true, this.#presence.inputAgoMs(player, this.#now()), true);
  }
}
