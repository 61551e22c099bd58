/**
 * Pushes to this process' players their friends and what these are doing. Stored ties are read after a join and after
 * any process has changed them. Statuses come from the lobby's own rows, so that nothing hidden is told. Footprint: one
 * query for all joins of GATHER_MS; a change costs one push for each of the player's friends here, one each
 * FRIENDS_EVERY_MS at most.
 */
import { z } from 'zod';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { FRIENDS_EVERY_MS } from '../../shared/limits.ts';
import type { FriendRow, Tie } from '../../shared/socialProtocol.ts';
import { canSee } from '../domain/presence/visibility.ts';
import { contactRefusal } from '../domain/social/contactRule.ts';
import { FriendBook, friendRowOf, isSameFriend, type StoredTie } from '../domain/social/friendBook.ts';
import type { Play } from '../play/Play.ts';
import type { Bus, Clock, Store } from '../ports.ts';
import type { Lobby } from './Lobby.ts';
import { handlersOf, orStoreAway } from './requestHandlers.ts';

/** Friendships, requests or blocks of these players have changed. */
export const TIES = 'friends/1';
const TiesChanged = z.object({ players: z.array(z.string().max(64).transform(asPlayerId)).max(2) });
export const readTiesChanged = (message: unknown): readonly PlayerId[] =>
  TiesChanged.safeParse(message).data?.players ?? [];

/** Joins within this time share one query. */
const GATHER_MS = 20;
/** After the store was away. */
const RETRY_MS = 2_000;
const PLAYERS_A_QUERY = 500;

export type FriendsDeps = {
  store: Store;
  bus: Bus;
  clock: Clock;
  lobby: Lobby;
  play: Play;
  failed: (error: unknown, where: string) => void;
};

export class Friends {
  readonly #deps: FriendsDeps;
  readonly #book = new FriendBook();
  /** The rows last pushed to each player of this process. */
  readonly #pushedRows = new Map<PlayerId, Map<PlayerId, FriendRow>>();
  /** Players to look up; the newcomers get the complete list. */
  readonly #queued = new Set<PlayerId>();
  readonly #newcomers = new Set<PlayerId>();
  /** The changed friends to push to each player. */
  readonly #due = new Map<PlayerId, Set<PlayerId>>();
  #loading: NodeJS.Timeout | undefined;
  #pushing: NodeJS.Timeout | undefined;
  #isAway = false;
  #isStopped = false;

  readonly requests = handlersOf({
    addFriend: async (id, { playerId: other }) => {
      if (id === other) return 'request/notAllowed';
      return this.#orStoreAway(async () => {
        const { store, play } = this.#deps;
        const before = await this.#tieTo(id, other);
        const isAbsent = before === 'blocked' || (before === undefined && !(await this.#isSeen(id, other)));
        const refusal = contactRefusal('addFriend', { isAbsent });
        if (refusal) return refusal;
        if (before !== 'friend' && this.#hidesFrom(id, other, before === 'asking')) return 'friend/hidden';
        // While no desk answers, an earlier "no" is not known.
        const isNew = before === undefined;
        const answer = isNew ? await play.ask({ player: id, type: 'friendAsked', playerId: other }) : {};
        if (answer === 'ask/declined') return answer;
        const tie = await store.friendships.add(id, other);
        if (tie === 'unknown') return 'player/unknown';
        if (tie === 'full') return 'friend/tooMany';
        if (before === 'asking') this.#askEnded(id, other, before, true);
        this.#publish([id, other]);
        return { tie };
      });
    },
    removeFriend: (id, { playerId: other }) =>
      this.#orStoreAway(async () => {
        if ((await this.#tieTo(id, other)) !== 'friend' && this.#hidesFrom(id, other)) return 'friend/hidden';
        await this.#endFriendship(id, other);
        this.#publish([id, other]);
        return {};
      }),
    /** Ends the friendship, too. The open request of a player who does not see this one stays: its end would show. */
    block: (id, { playerId: other }) =>
      this.#orStoreAway(async () => {
        const isUnseen = (await this.#tieTo(id, other)) === 'asking' && this.#hidesFrom(id, other);
        const done = await this.#deps.store.blocks.add(id, other, this.#deps.clock.wall());
        if (done !== 'blocked') return done === 'unknown' ? 'player/unknown' : 'request/tooMany';
        if (!isUnseen) await this.#endFriendship(id, other);
        this.#blocksChanged(id, other);
        return {};
      }),
    unblock: (id, { playerId: other }) =>
      this.#orStoreAway(async () => {
        await this.#deps.store.blocks.remove(id, other);
        this.#blocksChanged(id, other);
        return {};
      }),
  });

  constructor(deps: FriendsDeps) {
    this.#deps = deps;
    deps.bus.subscribe(TIES, (message) => this.#queue(readTiesChanged(message)));
    // Messages may have been lost.
    deps.bus.onBack(() => this.#queue(deps.lobby.localPlayers.playStatuses().map(({ id }) => id)));
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#loading);
    clearTimeout(this.#pushing);
  }

  /** After a join or resume, or in another tab: the player gets the complete list. */
  sync(id: PlayerId): void {
    this.#newcomers.add(id);
    this.#queue([id]);
  }

  /** The player is here, at first: their friends are read. */
  load(id: PlayerId): void {
    this.#queued.add(id);
    this.#loadIn(GATHER_MS);
  }

  /** The player has changed at some process, or has left. */
  changed(id: PlayerId): void {
    if (!this.#deps.lobby.localPlayers.find(id)) this.#forget(id);
    for (const watcher of this.#book.watchersOf(id)) {
      // What nobody is shown does not set off the timer either: it would bring forward what others push.
      const row = this.#rowOf(watcher, id);
      if (row && !isSameFriend(this.#pushedRows.get(watcher)?.get(id), row)) this.#pushSoon(watcher, id);
    }
  }

  /** Online or not, now or once: a player who hides is like one who left. */
  async #isSeen(id: PlayerId, other: PlayerId): Promise<boolean> {
    const { lobby, store } = this.#deps;
    if (lobby.find(other, id)) return true;
    return Boolean((await store.players.find(other))?.lastPublic);
  }

  async #tieTo(id: PlayerId, other: PlayerId): Promise<Tie | undefined> {
    const ties = await this.#deps.store.friendships.tiesOf([id]);
    return ties.get(id)?.find((tie) => tie.id === other)?.tie;
  }

  /** `isAccepting`: they are about to be friends. */
  #hidesFrom(id: PlayerId, other: PlayerId, isAccepting = false): boolean {
    const player = this.#deps.lobby.localPlayers.find(id);
    return !player || !canSee(other, isAccepting ? { ...player, friends: [other] } : player);
  }

  /** An open request is declined or taken back by it, by a block too: the two must look alike. */
  async #endFriendship(id: PlayerId, other: PlayerId): Promise<void> {
    const before = await this.#deps.store.friendships.remove(id, other);
    if (before === 'asking' || before === 'asked') this.#askEnded(id, other, before, false);
  }

  #askEnded(id: PlayerId, other: PlayerId, tie: 'asked' | 'asking', isAccepted: boolean): void {
    const [from, to] = tie === 'asked' ? [id, other] : [other, id];
    void this.#deps.play.ask({ player: id, type: 'friendAskEnded', from, to, isAccepted });
  }

  #blocksChanged(id: PlayerId, other: PlayerId): void {
    this.#publish([id, other]);
    void this.#deps.play.ask({ player: id, type: 'blocksChanged' });
  }

  #publish(players: PlayerId[]): void {
    this.#deps.bus.publish(TIES, { players });
  }

  #queue(ids: readonly PlayerId[]): void {
    for (const id of ids) if (this.#deps.lobby.localPlayers.find(id)) this.#queued.add(id);
    this.#loadIn(GATHER_MS);
  }

  #loadIn(ms: number): void {
    if (this.#queued.size === 0 || this.#loading || this.#isStopped) return;
    this.#loading = setTimeout(() => {
      void this.#load().finally(() => {
        this.#loading = undefined;
        this.#loadIn(this.#isAway ? RETRY_MS : GATHER_MS);
      });
    }, ms).unref();
  }

  async #load(): Promise<void> {
    const ids = [...this.#queued].slice(0, PLAYERS_A_QUERY);
    for (const id of ids) this.#queued.delete(id);
    try {
      const ties = await this.#deps.store.friendships.tiesOf(ids);
      this.#isAway = false;
      for (const id of ids) this.#setTies(id, ties.get(id) ?? []);
    } catch (error) {
      for (const id of ids) this.#queued.add(id);
      if (!this.#isAway) this.#deps.failed(error, 'friends');
      this.#isAway = true;
    }
  }

  #setTies(id: PlayerId, ties: readonly StoredTie[]): void {
    const { localPlayers } = this.#deps.lobby;
    // They may have left during the query.
    if (!localPlayers.find(id)) return this.#forget(id);
    const { put, removed } = this.#book.set(id, ties);
    const isWhole = this.#newcomers.delete(id);
    if (isWhole) this.#pushWhole(id);
    else this.#pushChanges(id, put, removed);
    localPlayers.setFriends(id, this.#book.friendsOf(id));
  }

  #forget(id: PlayerId): void {
    this.#book.forget(id);
    for (const part of [this.#pushedRows, this.#due, this.#queued, this.#newcomers]) part.delete(id);
  }

  #pushSoon(id: PlayerId, other: PlayerId): void {
    this.#due.set(id, (this.#due.get(id) ?? new Set()).add(other));
    this.#pushing ??= setTimeout(() => {
      this.#pushing = undefined;
      const due = [...this.#due];
      this.#due.clear();
      for (const [each, others] of due) this.#pushChanges(each, [...others], []);
    }, FRIENDS_EVERY_MS).unref();
  }

  #pushWhole(id: PlayerId): void {
    const put = this.#book.othersOf(id).flatMap((other) => this.#rowOf(id, other) ?? []);
    this.#pushedRows.set(id, new Map(put.map((row) => [asPlayerId(row.id), row])));
    this.#deps.lobby.push(id, 'friendsUpdated', { isWhole: true, put, removed: [] });
  }

  #pushChanges(id: PlayerId, others: readonly PlayerId[], removed: PlayerId[]): void {
    const pushed = this.#pushedRows.get(id);
    // The complete list is still to come.
    if (!pushed) return;
    const rows = others.flatMap((other) => this.#rowOf(id, other) ?? []);
    const put = rows.filter((row) => !isSameFriend(pushed.get(asPlayerId(row.id)), row));
    for (const row of put) pushed.set(asPlayerId(row.id), row);
    for (const other of removed) pushed.delete(other);
    if (put.length > 0 || removed.length > 0) {
      this.#deps.lobby.push(id, 'friendsUpdated', { isWhole: false, put, removed });
    }
  }

  #rowOf(id: PlayerId, other: PlayerId): FriendRow | undefined {
    const tie = this.#book.tieOf(id, other);
    return tie && friendRowOf(tie, this.#deps.lobby.find(other, id), this.#pushedRows.get(id)?.get(other));
  }

  #orStoreAway<T>(act: () => Promise<T>): Promise<T | 'store/away'> {
    return orStoreAway(this.#deps.failed, 'friends', act);
  }
}
