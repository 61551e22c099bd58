/**
 * The players of this process: what their sessions do goes to presence, and what comes of it to the directory (for all
 * processes), to the store, and to who shows it. A player may have sessions at other processes too; what was chosen there
 * holds here, and activity there is activity.
 */

import type { PlayerId, SessionId, ShardId } from '../../shared/ids.ts';
import { LAST_ACTIVE_STEP_S } from '../../shared/limits.ts';
import type { Choice } from '../../shared/playerRow.ts';
import type { Activity } from '../../shared/status.ts';
import { STATUSES, type Status } from '../../shared/status.ts';
import type { Directory } from '../domain/cluster/directory.ts';
import { entryOf } from '../domain/cluster/slice.ts';
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
import { type PlayerView, viewOf } from '../domain/roster/playerView.ts';
import type { PresenceWrite } from '../domain/storage/writeQueue.ts';
import type { LobbyNumbers, Metrics } from '../metrics.ts';
import type { Clock } from '../ports.ts';

/** What a player's sessions must be told, or who must close them. */
export type SessionNews = Extract<PresenceEvent, { type: 'idleWarned' | 'idleCancelled' | 'closed' }>;

export type LocalPlayersDeps = {
  timing: PresenceTiming;
  clock: Clock;
  metrics: Metrics;
  directory: Directory;
  /** Players of other processes may be missing in the directory. */
  isPartial: () => boolean;
  /** Takes what is to be stored; never blocks. */
  store: (write: PresenceWrite) => void;
  /** Something that others see changed. */
  changed: (id: PlayerId) => void;
  news: (news: SessionNews) => void;
  failed: (error: unknown, where: string) => void;
};

export class LocalPlayers {
  readonly #deps: LocalPlayersDeps;
  readonly #presence: Presence;
  readonly #directory: Directory;
  /**
   * Who left here while another process had them, or may have had them: should that end without a word to the store, it is
   * said here, as soon as it is known.
   */
  readonly #leftBehind = new Set<PlayerId>();

  constructor(deps: LocalPlayersDeps) {
    this.#deps = deps;
    this.#directory = deps.directory;
    this.#presence = new Presence(deps.timing, deps.clock.now());
  }

  find(id: PlayerId): PlayerPresence | undefined {
    return this.#presence.find(id);
  }

  join(profile: Profile, sessionId: SessionId, shard: ShardId): void {
    const elsewhere = viewOf(this.#directory.othersEntriesOf(profile.id));
    const known = elsewhere && elsewhere.chosenAt >= profile.chosenAt ? choiceOf(elsewhere) : {};
    this.#apply(this.#presence.join({ ...profile, ...known }, sessionId, shard, this.#now()));
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

  /** The process ends: whoever is left, in whatever state, goes with it. */
  removeAll(): void {
    const sessions = [...this.#presence.players()].flatMap((player) => [...player.sessions.keys()]);
    for (const session of sessions) this.remove(session, 'shutdown');
  }

  /** Those who went with a shard that was moved away, and were shown all the same until they are back elsewhere. */
  forgetMoved(): void {
    for (const { id } of this.#directory.snapshot().entries) {
      if (this.#presence.find(id)) continue;
      this.#directory.remove(id);
      this.#deps.changed(id);
    }
  }

  /** Ends every session of the player at this process. False where there is none. */
  end(playerId: PlayerId, why: 'kicked' | 'banned'): boolean {
    const events = this.#presence.end(playerId, why, this.#now());
    this.#apply(events);
    return events.length > 0;
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

  /** As shown: of the latest match that counted. */
  setRating(playerId: PlayerId, rating: number): void {
    this.#choose(playerId, { rating });
  }

  setActivity(playerId: PlayerId, activity: Activity | undefined): void {
    this.#apply(this.#presence.setActivity(playerId, activity, this.#now()));
  }

  /** Who is shown a player whose visibility is `friends`. */
  setFriends(playerId: PlayerId, friends: readonly PlayerId[]): void {
    this.#apply(this.#presence.setFriends(playerId, friends, this.#now()));
  }

  /** Until when the player may say nothing in the chat (unix ms); 0: they may. */
  mute(playerId: PlayerId, until: number): void {
    const player = this.#presence.find(playerId);
    if (player) player.mutedUntil = until;
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

  /** Other processes told something of a player who is here too, or have nothing to tell any more. */
  followOthers(id: PlayerId): void {
    const player = this.#presence.find(id);
    if (!player) return;
    const others = this.#directory.othersEntriesOf(id);
    // The last other process may have stored them as offline, for it did not know of their sessions here.
    if (others.length === 0) this.#store(id, true, this.#presence.inputAgoMs(player, this.#now()));
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
    if (this.#deps.isPartial()) return;
    // As old as can be: the store keeps the latest activity that it knows.
    if (this.#leftBehind.delete(id)) this.#store(id, false, this.#deps.clock.wall());
  }

  /** It is known again who is where: who left meanwhile and is nowhere is stored as offline. */
  storeLeft(): void {
    for (const id of this.#leftBehind) if (this.#directory.entriesOf(id).length === 0) this.goneEverywhere(id);
  }

  /** Says of everybody here that they are online: somebody may have stored the contrary. */
  storeAll(): void {
    for (const player of this.#presence.players()) {
      this.#store(player.id, true, this.#presence.inputAgoMs(player, this.#now()));
    }
  }

  /** All that is known here of the player, for operators. */
  factsOf(id: PlayerId): PresenceFacts | undefined {
    const player = this.#presence.find(id);
    return (
      player && presenceFacts(player, this.#deps.timing, this.#presence.steadyAt(this.#now()), this.#deps.clock.wall())
    );
  }

  /** Everybody here. */
  ids(): PlayerId[] {
    return [...this.#presence.players()].map(({ id }) => id);
  }

  /** Everybody here, and what they are doing. */
  activities(): { id: PlayerId; activity: Activity | null }[] {
    return [...this.#presence.players()].map(({ id, activity }) => ({ id, activity: activity ?? null }));
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

  /** Later than everything that is known: a clock that runs ahead at another process must not undo what is chosen now. */
  #choose(id: PlayerId, choice: Partial<Choice>): void {
    const known = viewOf(this.#directory.entriesOf(id))?.chosenAt ?? 0;
    const chosenAt = Math.max(this.#deps.clock.wall(), known + 1);
    this.#apply(this.#presence.choose(id, choice, chosenAt, this.#now()));
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
        if (this.#directory.entriesOf(event.playerId).length === 0) this.#deps.metrics.joins.inc();
        break;
      case 'changed':
        this.#changed(event.playerId);
        break;
      case 'left':
        this.#left(event);
        break;
      default:
        this.#deps.news(event);
    }
  }

  #changed(id: PlayerId): void {
    const player = this.#presence.find(id);
    if (!player) return;
    const inputAgoMs = this.#presence.inputAgoMs(player, this.#now());
    this.#directory.put(entryOf(player, this.#steppedS(id, inputAgoMs)));
    this.#store(id, true, inputAgoMs);
    this.#deps.changed(id);
  }

  #left({ playerId, reason, inputAgoMs }: Extract<PresenceEvent, { type: 'left' }>): void {
    const { metrics } = this.#deps;
    if (reason === 'idle') metrics.kicks.inc();
    const entry = this.#directory.ownEntryOf(playerId);
    // This process ends, and its players go to others: shown as they were until they are there, so that nobody flickers.
    if (reason === 'shutdown' && entry) this.#directory.put({ ...entry, standing: 'leaving' });
    else this.#directory.remove(playerId);
    const isElsewhere = this.#directory.othersEntriesOf(playerId).length > 0;
    if (!isElsewhere) metrics.leaves.inc({ reason });
    // With the process goes what it would have said later.
    if (isElsewhere || (reason !== 'shutdown' && this.#deps.isPartial())) this.#leftBehind.add(playerId);
    else this.#store(playerId, false, inputAgoMs);
    this.#deps.changed(playerId);
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
}

const choiceOf = ({ name, visibility, rating, chosenStatus, chosenAt }: PlayerView): Choice & { chosenAt: number } => ({
  name,
  visibility,
  rating,
  chosenStatus,
  chosenAt,
});
