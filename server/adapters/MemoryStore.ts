/** Players in memory: for tests, and for whoever wants a lobby that forgets. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/protocol.ts';
import type { NewPlayer, PresenceWrite, Store, StoredPlayer } from '../ports.ts';
import { UNRATED } from './schema.ts';

type Row = StoredPlayer & { skeleton: string };

export class MemoryStore implements Store {
  readonly #players = new Map<PlayerId, Row>();
  readonly #bySkeleton = new Map<string, PlayerId>();

  async migrate(): Promise<void> {}

  async createPlayer({ id, name, skeleton, visibility, createdAt }: NewPlayer): Promise<'created' | 'taken'> {
    if (this.#bySkeleton.has(skeleton)) return 'taken';
    if (this.#players.has(id)) throw new Error(`a second player with the id ${id}`);
    const at = Math.floor(createdAt);
    this.#bySkeleton.set(skeleton, id);
    this.#players.set(id, {
      id,
      name,
      skeleton,
      visibility,
      rating: UNRATED,
      isOnline: false,
      lastActiveAt: at,
      createdAt: at,
      bannedAt: null,
    });
    return 'created';
  }

  async findPlayer(id: PlayerId): Promise<StoredPlayer | undefined> {
    const row = this.#players.get(id);
    if (!row) return undefined;
    const { skeleton: _, ...player } = row;
    return player;
  }

  async renamePlayer(id: PlayerId, name: string, skeleton: string): Promise<'renamed' | 'taken' | 'unknown'> {
    const row = this.#players.get(id);
    if (!row) return 'unknown';
    const owner = this.#bySkeleton.get(skeleton);
    if (owner !== undefined && owner !== id) return 'taken';
    this.#bySkeleton.delete(row.skeleton);
    this.#bySkeleton.set(skeleton, id);
    Object.assign(row, { name, skeleton });
    return 'renamed';
  }

  async setVisibility(id: PlayerId, visibility: Visibility): Promise<void> {
    const row = this.#players.get(id);
    if (row) row.visibility = visibility;
  }

  async writePresence(batch: readonly PresenceWrite[]): Promise<void> {
    for (const { id, isOnline, lastActiveAt } of batch) {
      const row = this.#players.get(id);
      if (!row) continue;
      row.isOnline = isOnline;
      row.lastActiveAt = Math.max(row.lastActiveAt, Math.floor(lastActiveAt));
    }
  }

  async markAllOffline(): Promise<number> {
    const online = [...this.#players.values()].filter((row) => row.isOnline);
    for (const row of online) row.isOnline = false;
    return online.length;
  }

  async pruneGuests(before: number): Promise<number> {
    const gone = [...this.#players.values()].filter(
      (row) => !row.isOnline && row.bannedAt === null && row.lastActiveAt < before,
    );
    for (const { id, skeleton } of gone) {
      this.#players.delete(id);
      this.#bySkeleton.delete(skeleton);
    }
    return gone.length;
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
