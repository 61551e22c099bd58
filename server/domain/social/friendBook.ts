/**
 * The ties of this process' players to others, and the reverse: which players here are to be told of a change. Pure.
 * Footprint: an event of a player costs as much as others here have ties to them.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { haveSameTraits, onlyPersona, type PlayerRow, type Traits, traitsOf } from '../../../shared/playerRow.ts';
import type { FriendRow, Tie } from '../../../shared/socialProtocol.ts';

/**
 * A tie of a player's to another, as stored, with what the player last saw of the other. `lastActiveAt`: epoch ms; null
 * where it was not told.
 */
export type StoredTie = Readonly<Traits> & {
  readonly id: PlayerId;
  readonly tie: Tie;
  readonly lastActiveAt: number | null;
};

export const tieBetween = (hasAdded: boolean, isAdded: boolean): Exclude<Tie, 'blocked'> =>
  hasAdded ? (isAdded ? 'friend' : 'asked') : 'asking';

const NOBODY: ReadonlyMap<PlayerId, StoredTie> = new Map();

export class FriendBook {
  readonly #ties = new Map<PlayerId, ReadonlyMap<PlayerId, StoredTie>>();
  readonly #watchers = new Map<PlayerId, Set<PlayerId>>();

  /** The player's ties as stored now. Returns the others with a new or changed tie, and those without any now. */
  set(id: PlayerId, ties: readonly StoredTie[]): { put: PlayerId[]; removed: PlayerId[] } {
    const before = this.#ties.get(id) ?? NOBODY;
    const after = new Map(ties.map((tie) => [tie.id, tie]));
    this.#ties.set(id, after);
    for (const other of before.keys()) this.#unwatch(id, other);
    for (const other of after.keys()) this.#watch(id, other);
    return {
      put: ties.filter(({ id: other, tie }) => before.get(other)?.tie !== tie).map((tie) => tie.id),
      removed: [...before.keys()].filter((other) => !after.has(other)),
    };
  }

  forget(id: PlayerId): void {
    for (const other of this.#ties.get(id)?.keys() ?? []) this.#unwatch(id, other);
    this.#ties.delete(id);
  }

  tieOf(id: PlayerId, other: PlayerId): StoredTie | undefined {
    return this.#ties.get(id)?.get(other);
  }

  /** Everybody to whom the player has a tie, in the order of their ids. */
  othersOf(id: PlayerId): PlayerId[] {
    return [...(this.#ties.get(id)?.keys() ?? [])];
  }

  friendsOf(id: PlayerId): PlayerId[] {
    return this.othersOf(id).filter((other) => this.tieOf(id, other)?.tie === 'friend');
  }

  /** Players of this process who have a tie to the player: of any kind, since each shows the name. */
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
 * What a player is sent of another. `seen`: the other's row, as far as the player may see it. Offline and hidden
 * players look the same: as last seen. `pushed`: the row that the player was last sent.
 */
export function friendRowOf(stored: StoredTie, seen: PlayerRow | undefined, pushed: FriendRow | undefined): FriendRow {
  const { id, tie } = stored;
  if (tie !== 'friend') {
    return { ...onlyPersona(seen ?? pushed ?? stored), id, tie, status: null, lastActiveAtS: null, shard: null };
  }
  if (seen) {
    const { status, lastActiveAtS, shard } = seen;
    return { ...traitsOf(seen), id, tie, status, lastActiveAtS, shard };
  }
  const before = pushed?.tie === 'friend' ? pushed : undefined;
  const storedAtS = stored.lastActiveAt === null ? null : Math.floor(stored.lastActiveAt / 1000);
  const lastActiveAtS = before ? before.lastActiveAtS : storedAtS;
  return { ...traitsOf(before ?? stored), id, tie, status: null, lastActiveAtS, shard: null };
}

export const isSameFriend = (a: FriendRow | undefined, b: FriendRow): boolean =>
  a !== undefined &&
  haveSameTraits(a, b) &&
  a.tie === b.tie &&
  a.status === b.status &&
  a.lastActiveAtS === b.lastActiveAtS &&
  a.shard === b.shard;
