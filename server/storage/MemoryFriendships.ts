/** Friendships in memory. */
import type { PlayerId } from '../../shared/ids.ts';
import { FRIEND_ASKS_MAX, FRIENDS_MAX } from '../../shared/limits.ts';
import type { StoredTie } from '../domain/social/friendBook.ts';
import type { Friendships, StoredPlayer } from '../ports.ts';
import { byId, tieBetween } from './friendTies.ts';

export class MemoryFriendships implements Friendships {
  readonly #players: ReadonlyMap<PlayerId, StoredPlayer>;
  readonly #hasBlocked: (id: PlayerId, other: PlayerId) => boolean;
  readonly #added = new Map<PlayerId, Set<PlayerId>>();

  constructor(players: ReadonlyMap<PlayerId, StoredPlayer>, hasBlocked: (id: PlayerId, other: PlayerId) => boolean) {
    this.#players = players;
    this.#hasBlocked = hasBlocked;
  }

  forget(id: PlayerId): void {
    this.#added.delete(id);
    for (const added of this.#added.values()) added.delete(id);
  }

  async addFriend(id: PlayerId, other: PlayerId): Promise<'asked' | 'friend' | 'unknown' | 'full'> {
    if (id === other || !this.#players.has(id) || !this.#players.has(other)) return 'unknown';
    const added = this.#added.get(id) ?? new Set();
    const isAsked = this.#has(other, id);
    if (!added.has(other)) {
      const asks = [...this.#players.keys()].filter((each) => this.#has(each, other) && !this.#has(other, each));
      if (added.size >= FRIENDS_MAX || (!isAsked && asks.length >= FRIEND_ASKS_MAX)) return 'full';
    }
    this.#added.set(id, added.add(other));
    return isAsked ? 'friend' : 'asked';
  }

  async removeFriend(id: PlayerId, other: PlayerId): Promise<void> {
    this.#added.get(id)?.delete(other);
    this.#added.get(other)?.delete(id);
  }

  async tiesOf(ids: readonly PlayerId[]): Promise<Map<PlayerId, StoredTie[]>> {
    return byId(ids.flatMap((owner) => this.#tiesOf(owner).map((tie) => ({ owner, tie }))));
  }

  #tiesOf(owner: PlayerId): StoredTie[] {
    return [...this.#players.values()].flatMap(({ id, name, visibility, rating, lastActiveAt }) => {
      const hasAdded = this.#has(owner, id);
      const isAdded = this.#has(id, owner);
      const isBlocked = this.#hasBlocked(owner, id);
      if (!isBlocked && !hasAdded && !isAdded) return [];
      const tie = isBlocked ? 'blocked' : tieBetween(hasAdded, isAdded);
      return { id, name, visibility, rating, lastActiveAt, tie };
    });
  }

  #has(id: PlayerId, other: PlayerId): boolean {
    return this.#added.get(id)?.has(other) ?? false;
  }
}
