/** Blocks in memory. */
import type { PlayerId } from '../../shared/ids.ts';
import { BLOCKS_MAX } from '../../shared/limits.ts';
import type { Blocks } from '../ports.ts';

export class MemoryBlocks implements Blocks {
  readonly #players: ReadonlyMap<PlayerId, unknown>;
  readonly #blocked = new Map<PlayerId, Set<PlayerId>>();

  constructor(players: ReadonlyMap<PlayerId, unknown>) {
    this.#players = players;
  }

  /** What others block is kept, as it is on disk. */
  forget(id: PlayerId): void {
    this.#blocked.delete(id);
  }

  has(id: PlayerId, other: PlayerId): boolean {
    return this.#blocked.get(id)?.has(other) ?? false;
  }

  async block(id: PlayerId, other: PlayerId): Promise<'blocked' | 'unknown' | 'full'> {
    if (id === other || !this.#players.has(id) || !this.#players.has(other)) return 'unknown';
    const blocked = this.#blocked.get(id) ?? new Set();
    if (!blocked.has(other) && blocked.size >= BLOCKS_MAX) return 'full';
    this.#blocked.set(id, blocked.add(other));
    return 'blocked';
  }

  async unblock(id: PlayerId, other: PlayerId): Promise<void> {
    this.#blocked.get(id)?.delete(other);
  }

  async blocksOf(ids: readonly PlayerId[]): Promise<Map<PlayerId, PlayerId[]>> {
    const blocks = ids.map((id) => {
      const by = [...this.#blocked].filter(([, blocked]) => blocked.has(id)).map(([blocker]) => blocker);
      return [id, [...new Set([...(this.#blocked.get(id) ?? []), ...by])].sort()] as const;
    });
    return new Map(blocks.filter(([, list]) => list.length > 0).map(([id, list]) => [id, [...list]]));
  }
}
