/**
 * The lobby as this process shows it: everybody who is online in the cluster, as one roster for all shards of this process,
 * for lists and for counts. Carries what changes: rows to the shards, pushes to the players concerned. It decides nothing:
 * what happens to own players is theirs (LocalPlayers.ts), who is where is the directory's, what is shown is the roster's.
 */
import type { PlayerId, ShardId } from '../../shared/ids.ts';
import { SWEEP_MS } from '../../shared/limits.ts';
import type { PlayerRow, Self } from '../../shared/playerRow.ts';
import type { PlayersPage, Stats } from '../../shared/protocol.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import { Signal } from '../cluster/Signal.ts';
import type { ProcessFacts } from '../domain/cluster/membership.ts';
import type { Entry } from '../domain/cluster/slice.ts';
import type { PageQuery } from '../domain/roster/cursor.ts';
import { type PlayerView, viewOf } from '../domain/roster/playerView.ts';
import { Roster } from '../domain/roster/roster.ts';
import { LocalPlayers, type LocalPlayersDeps, type SessionNews } from './LocalPlayers.ts';
import type { Shard, Shards } from './Shards.ts';

export type LobbyDeps = Omit<LocalPlayersDeps, 'changed' | 'news'> & {
  /** The other processes of the cluster. */
  others: () => readonly ProcessFacts[];
  shards: Shards;
};

export class Lobby {
  /** The players of this process. */
  readonly localPlayers: LocalPlayers;
  /** The player has changed, at whichever process, or has left; emitted once the rosters are up to date. */
  readonly shown = new Signal<[id: PlayerId]>();
  readonly #deps: LobbyDeps;
  readonly #roster = new Roster();
  readonly #shards: Shards;
  /** What each own player was last told of themself. */
  readonly #told = new Map<PlayerId, Self>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: LobbyDeps) {
    this.#deps = deps;
    this.#shards = deps.shards;
    this.localPlayers = new LocalPlayers({
      ...deps,
      changed: (id) => this.#show(id),
      news: (news) => this.#tellNews(news),
    });
  }

  /** Begins to sweep. */
  start(sweepMs = SWEEP_MS): void {
    this.#timer = setInterval(() => this.localPlayers.sweep(), sweepMs);
  }

  /** Ends every session that the shards' end left over: those who were just leaving. */
  stop(): void {
    clearInterval(this.#timer);
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

  /** To everybody at this process. */
  announce(text: string): void {
    this.#shards.announce(text);
  }

  /** In a shard of this process, to everybody there but `deaf`, whoever of them is there. */
  tell(shardId: ShardId, said: Pushes['chatReceived'], deaf: readonly PlayerId[]): void {
    this.#shards.tell(
      shardId,
      said,
      deaf.flatMap((id) => this.localPlayers.find(id) ?? []),
    );
  }

  /** Other processes told something of these players, or went away with what they had told. */
  changedElsewhere(players: Iterable<PlayerId>): void {
    for (const id of players) {
      try {
        this.localPlayers.followOthers(id);
        this.#show(id);
      } catch (error) {
        this.#deps.failed(error, 'changedElsewhere');
      }
    }
  }

  /** Players of a process that died, as it had told of them: stored as offline since `at` (epoch ms) unless they are back. */
  storeGone(entries: readonly Entry[], at: number): void {
    for (const { id, lastActiveAtS } of entries) {
      if (!this.isHere(id)) this.#deps.store({ id, isOnline: false, lastActiveAt: lastActiveAtS * 1000, at });
    }
  }

  /** At any process of the cluster. */
  isHere(id: PlayerId): boolean {
    return this.#deps.directory.entriesOf(id).length > 0;
  }

  selfOf(id: PlayerId): Self | undefined {
    const view = viewOf(this.#deps.directory.entriesOf(id));
    return view && this.#self(view);
  }

  /** Online, and such that the viewer may see them. */
  person(id: PlayerId, viewer: PlayerId): { id: PlayerId; name: string } | undefined {
    const row = this.find(id, viewer);
    return row && { id, name: row.name };
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

  /** Brings what everybody sees of the player up to date, and what they see of themself. */
  #show(id: PlayerId): void {
    const view = viewOf(this.#deps.directory.entriesOf(id));
    if (view) this.#shards.carry(this.#roster.publish(view));
    else {
      this.#shards.carry(this.#roster.retract(id));
      this.localPlayers.goneEverywhere(id);
    }
    if (view && this.localPlayers.find(id)) this.#tellSelf(view);
    else this.#told.delete(id);
    this.shown.emit(id);
  }

  /** Tells an own player what changed of themself, in every tab. */
  #tellSelf(view: PlayerView): void {
    const self = this.#self(view);
    const told = this.#told.get(view.id);
    this.#told.set(view.id, self);
    if (told && !isSameSelf(told, self)) this.push(view.id, 'selfUpdated', self);
  }

  #self({ id, name, status, chosenStatus, visibility, rating }: PlayerView): Self {
    const lastActive = this.#roster.find(id, id)?.lastActiveAtS ?? 0;
    return { id, name, status, chosenStatus, visibility, lastActive, rating };
  }

  #tellNews(news: SessionNews): void {
    switch (news.type) {
      case 'idleWarned': {
        const kickAtS = Math.round((this.#deps.clock.wall() + news.kickInMs) / 1000);
        this.push(news.playerId, 'idleWarned', { kickAtS, inMs: news.kickInMs });
        break;
      }
      case 'idleCancelled':
        this.push(news.playerId, 'idleCancelled', {});
        break;
      case 'closed':
        this.#shards.endSession(news);
        break;
    }
  }

  /** To every tab and device of the player that is connected to this process. */
  push<Type extends PushType>(id: PlayerId, type: Type, payload: Pushes[Type]): void {
    const player = this.localPlayers.find(id);
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
