/**
 * The lobby as this process shows it: everybody online in the cluster, in one roster, from which shards, lists and
 * counts are made. It carries changes: rows to the shards, pushes to the players concerned. It decides nothing:
 * LocalPlayers.ts decides what happens to the players here, the directory who is where, the roster what is shown.
 */
import type { PlayerId, SessionId, ShardId } from '../../shared/ids.ts';
import { choiceOf, isSameSelf, type Persona, type PlayerRow, personaOf, type Self } from '../../shared/playerRow.ts';
import type { PlayersPage, Stats } from '../../shared/protocol.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import type { Cluster } from '../cluster/Cluster.ts';
import { Signal } from '../cluster/Signal.ts';
import type { ProcessFacts } from '../domain/cluster/membership.ts';
import type { Entry, PlayerView } from '../domain/cluster/playerView.ts';
import type { PageQuery } from '../domain/roster/cursor.ts';
import { Roster } from '../domain/roster/roster.ts';
import { LocalPlayers, type LocalPlayersDeps, type SessionEvent } from './LocalPlayers.ts';
import { activityAt } from './PresenceRecords.ts';
import type { Shard, Shards } from './Shards.ts';

/** `others`: the other processes of the cluster. */
type LobbyDeps = LocalPlayersDeps & { others: () => readonly ProcessFacts[]; shards: Shards };

export class Lobby {
  readonly localPlayers: LocalPlayers;
  /** The player has changed, at whichever process, or has left; emitted once the rosters are up to date. */
  readonly shown = new Signal<[id: PlayerId]>();
  readonly #deps: LobbyDeps;
  readonly #shards: Shards;
  readonly #roster: Roster;
  /** What each player of this process was last told of themself. */
  readonly #selves = new Map<PlayerId, Self>();

  constructor(deps: LobbyDeps) {
    this.#deps = deps;
    this.#shards = deps.shards;
    this.#roster = new Roster(deps.timing, deps.clock.now());
    this.localPlayers = new LocalPlayers(deps);
    this.localPlayers.changed.add((id) => this.#publish(id));
    this.localPlayers.sessionEvents.add((event) => this.#handleSessionEvent(event));
    this.localPlayers.swept.add(() => this.#endFading());
  }

  follow(cluster: Cluster): void {
    cluster.changed.add((players) => this.#changedElsewhere(players));
    cluster.died.add((entries, at) => this.#storeGone(entries, at));
    cluster.mayBeStoredOffline.add(() => this.localPlayers.storeAllOnline());
    cluster.settled.add(() => this.localPlayers.records.storeAllGone());
    cluster.checked.add(() => this.localPlayers.sweepWithoutRooms());
  }

  /** Call after the shards have closed. Ends the last sessions: consented leaves that were not announced yet. */
  stop(): void {
    this.localPlayers.removeAll();
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

  announce(text: string): void {
    this.#shards.announce(text);
  }

  /** To everybody in a shard of this process but `except`. */
  pushChat(shardId: ShardId, said: Pushes['chatReceived'], except: readonly PlayerId[]): void {
    const players = except.flatMap((id) => this.localPlayers.find(id) ?? []);
    this.#shards.pushChat(shardId, said, players);
  }

  /** To everybody here. */
  tellHappened(happened: Pushes['happened']): void {
    this.#shards.broadcast('happened', happened);
  }

  /** From the screens of everybody here. */
  deleteChat(messageIds: string[]): void {
    this.#shards.broadcast('chatDeleted', { messageIds });
  }

  selfOf(id: PlayerId): Self | undefined {
    const view = this.#deps.directory.viewOf(id);
    return view && this.#self(view);
  }

  /** Undefined where the player is not online, or hidden from the viewer. */
  person(id: PlayerId, viewer: PlayerId): (Persona & { id: PlayerId }) | undefined {
    const row = this.find(id, viewer);
    return row && { id, ...personaOf(row) };
  }

  /** What the viewer is shown of the player. They may have just hidden or left. */
  find(id: PlayerId, viewer?: PlayerId): PlayerRow | undefined {
    return this.#roster.find(id, viewer);
  }

  /** False of a player who is only in a match: no push arrives there. */
  isReachable(id: PlayerId): boolean {
    const entries = this.#deps.directory.entriesOf(id);
    return entries.length === 0 || entries.some(({ inLobby }) => inLobby !== null);
  }

  /** `blockers`: left out of the viewer's page. */
  page(query: PageQuery, viewer?: PlayerId, blockers?: ReadonlySet<PlayerId>): PlayersPage {
    return this.#roster.page(query, viewer, blockers);
  }

  stats(): Stats {
    const { queued, playing } = this.#roster.counts;
    const others = this.#deps.others();
    const shards = others.reduce((sum, facts) => sum + facts.shards, this.#shards.count);
    return { online: this.#roster.online, queued, playing, shards, processes: 1 + others.length };
  }

  /** Other processes reported a change of these players, or are gone, and their reports with them. */
  #changedElsewhere(players: Iterable<PlayerId>): void {
    for (const id of players) {
      try {
        this.localPlayers.followOthers(id);
        this.#publish(id);
      } catch (error) {
        this.#deps.failed(error, 'changedElsewhere');
      }
    }
  }

  /** A process died: its players are stored as offline since `at` (epoch ms) unless they are back. */
  #storeGone(entries: readonly Entry[], at: number): void {
    for (const { id, lastActiveAtS, visibility } of entries) {
      if (this.#deps.directory.has(id)) continue;
      this.#deps.store({ id, isOnline: false, at, ...activityAt(lastActiveAtS * 1000, visibility) }, true);
    }
  }

  /** Brings up to date what everybody sees of the player, and what the player sees of themself. */
  #publish(id: PlayerId): void {
    const view = this.#deps.directory.viewOf(id);
    if (view) this.#shards.applyChanges(this.#roster.publish(view, this.#deps.clock.now()));
    else {
      this.#shards.applyChanges(this.#roster.retract(id));
      this.localPlayers.records.storeGone(id);
    }
    if (view && this.localPlayers.find(id)) this.#pushSelf(view);
    else this.#selves.delete(id);
    this.shown.emit(id);
  }

  /** Players who hid a while ago are now gone for those they hide from. */
  #endFading(): void {
    for (const { id, changes } of this.#roster.sweep(this.#deps.clock.now())) {
      this.#shards.applyChanges(changes);
      this.shown.emit(id);
    }
  }

  /** Pushes to a player's tabs here what they see of themself, if it changed. The first time `welcomed` brings it. */
  #pushSelf(view: PlayerView): void {
    const self = this.#self(view);
    const before = this.#selves.get(view.id);
    this.#selves.set(view.id, self);
    if (before && !isSameSelf(before, self)) this.push(view.id, 'selfUpdated', self);
  }

  #self(view: PlayerView): Self {
    const { id, status } = view;
    return { ...choiceOf(view), id, status, lastActive: this.#roster.find(id, id)?.lastActiveAtS ?? 0 };
  }

  #handleSessionEvent(event: SessionEvent): void {
    switch (event.type) {
      case 'idleWarned': {
        const { playerId, kickInMs } = event;
        const kickAtS = Math.round((this.#deps.clock.wall() + kickInMs) / 1000);
        this.push(playerId, 'idleWarned', { kickAtS, inMs: kickInMs });
        break;
      }
      case 'idleCancelled':
        this.push(event.playerId, 'idleCancelled', {});
        break;
      case 'closed':
        this.#shards.endSession(event);
        break;
    }
  }

  /** To every tab and device of the player that is connected to this process. */
  push<Type extends PushType>(id: PlayerId, type: Type, payload: Pushes[Type]): void {
    const player = this.localPlayers.find(id);
    if (player) this.#shards.push(player, type, payload);
  }

  /** As `push`, to many. */
  pushToAll<Type extends PushType>(ids: Iterable<PlayerId>, type: Type, payload: Pushes[Type]): void {
    this.#shards.pushToAll(
      Array.from(ids).flatMap((id) => this.localPlayers.find(id) ?? []),
      type,
      payload,
    );
  }

  /** To one tab; false where it is not connected to this process. */
  pushFrame(id: PlayerId, session: SessionId, frame: Buffer): boolean {
    const player = this.localPlayers.find(id);
    return player !== undefined && this.#shards.pushFrame(player, session, frame);
  }

  isConnected(id: PlayerId, session: SessionId): boolean {
    const player = this.localPlayers.find(id);
    return player !== undefined && this.#shards.isConnected(player, session);
  }
}
