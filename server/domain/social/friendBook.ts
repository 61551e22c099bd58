/**
 * With whom the players of this process have to do, and the other way round: whose friends are to hear of somebody. Pure.
 * Footprint: an event of a player costs as much as they have friends here.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import type { PlayerRow, Visibility } from '../../../shared/playerRow.ts';
import type { FriendRow, Tie } from '../../../shared/socialProtocol.ts';

/** Somebody with whom a player has to do, as stored. `lastActiveAt`: epoch ms. */
export type StoredTie = {
  readonly id: PlayerId;
  readonly name: string;
  readonly tie: Tie;
  readonly visibility: Visibility;
  readonly rating: number;
  readonly lastActiveAt: number;
};

const NOBODY: ReadonlyMap<PlayerId, StoredTie> = new Map();

export class FriendBook {
  readonly #ties = new Map<PlayerId, ReadonlyMap<PlayerId, StoredTie>>();
  /** By friend. */
  readonly #watchers = new Map<PlayerId, Set<PlayerId>>();

  /** What is stored of the player now. Gives who is something else to them than before, and who is nothing any more. */
  set(id: PlayerId, ties: readonly StoredTie[]): { put: PlayerId[]; removed: PlayerId[] } {
    const before = this.#ties.get(id) ?? NOBODY;
    const after = new Map(ties.map((tie) => [tie.id, tie]));
    this.#ties.set(id, after);
    for (const [other, { tie }] of before) if (tie === 'friend') this.#unwatch(id, other);
    for (const [other, { tie }] of after) if (tie === 'friend') this.#watch(id, other);
    return {
      put: ties.filter(({ id: other, tie }) => before.get(other)?.tie !== tie).map((tie) => tie.id),
      removed: [...before.keys()].filter((other) => !after.has(other)),
    };
  }

  /** The player has left this process. */
  forget(id: PlayerId): void {
    for (const other of this.#ties.get(id)?.keys() ?? []) this.#unwatch(id, other);
    this.#ties.delete(id);
  }

  tieOf(id: PlayerId, other: PlayerId): StoredTie | undefined {
    return this.#ties.get(id)?.get(other);
  }

  /** Everybody with whom the player has to do, in the order of their ids. */
  othersOf(id: PlayerId): PlayerId[] {
    return [...(this.#ties.get(id)?.keys() ?? [])];
  }

  friendsOf(id: PlayerId): PlayerId[] {
    return this.othersOf(id).filter((other) => this.tieOf(id, other)?.tie === 'friend');
  }

  /** Players of this process whose friend it is. */
  watchersOf(id: PlayerId): Iterable<PlayerId> {
    return this.#watchers.get(id) ?? [];
  }

  #watch(id: PlayerId, other: PlayerId): void {
    this.#watchers.set(other, (this.#watchers.get(other) ?? new Set()).add(id));
  }

  #unwatch(id: PlayerId, other: PlayerId): void {
    const watchers = this.#watchers.get(other);
    watchers?.delete(id);
    if (watchers?.size === 0) this.#watchers.delete(other);
  }
}

/**
 * What the player is told of somebody. `seen`: as they may see them now; undefined for who is not online, or hides, which is
 * to look the same: as when they were last seen. `told`: what was told before.
 */
export function friendRowOf(stored: StoredTie, seen: PlayerRow | undefined, told: FriendRow | undefined): FriendRow {
  const { id, tie, visibility } = stored;
  const name = seen?.name ?? told?.name ?? stored.name;
  if (tie !== 'friend') return { id, name, tie, status: null, lastActiveAtS: null, shard: null, rating: 0 };
  if (seen) {
    const { status, lastActiveAtS, shard, rating = 0 } = seen;
    return { id, name, tie, status, lastActiveAtS, shard, rating };
  }
  const storedAtS = visibility === 'nobody' ? null : Math.floor(stored.lastActiveAt / 1000);
  const lastActiveAtS = told?.tie === 'friend' ? told.lastActiveAtS : storedAtS;
  return { id, name, tie, status: null, lastActiveAtS, shard: null, rating: told?.rating || stored.rating };
}

/** Nothing that a player reads is different. */
export const isSameFriend = (a: FriendRow | undefined, b: FriendRow): boolean =>
  a !== undefined &&
  a.name === b.name &&
  a.tie === b.tie &&
  a.status === b.status &&
  a.lastActiveAtS === b.lastActiveAtS &&
  a.shard === b.shard &&
  a.rating === b.rating;
