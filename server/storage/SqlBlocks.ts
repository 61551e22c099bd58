import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { PlayerId } from '../../shared/ids.ts';
import { BLOCKS_MAX } from '../../shared/limits.ts';
import type { Blocks } from '../ports.ts';
import { areTwoPlayers } from './areTwoPlayers.ts';
import type { Schema } from './schema.ts';

export const BLOCK_TIMES: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('blocks')
      .addColumn('at', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};

export class SqlBlocks implements Blocks {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async add(id: PlayerId, other: PlayerId, at: number): Promise<'blocked' | 'unknown' | 'full'> {
    if (!(await areTwoPlayers(this.#db, id, other))) return 'unknown';
    const blocked = await this.#db.selectFrom('blocks').select('other_id').where('player_id', '=', id).execute();
    if (blocked.some(({ other_id }) => other_id === other)) return 'blocked';
    if (blocked.length >= BLOCKS_MAX) return 'full';
    await this.#db
      .insertInto('blocks')
      .values({ player_id: id, other_id: other, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return 'blocked';
  }

  async remove(id: PlayerId, other: PlayerId): Promise<void> {
    if (other.includes('\0')) return;
    await this.#db.deleteFrom('blocks').where('player_id', '=', id).where('other_id', '=', other).execute();
  }

  async of(ids: readonly PlayerId[]): Promise<Map<PlayerId, PlayerId[]>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('blocks')
      .select(['player_id as id', 'other_id as other'])
      .where('player_id', 'in', ids)
      .union(
        this.#db.selectFrom('blocks').select(['other_id as id', 'player_id as other']).where('other_id', 'in', ids),
      )
      .orderBy('other')
      .execute();
    const blocks = new Map<PlayerId, PlayerId[]>();
    for (const { id, other } of rows) blocks.set(id, [...(blocks.get(id) ?? []), other]);
    return blocks;
  }

  async blockersOf(id: PlayerId): Promise<Map<PlayerId, number>> {
    const rows = await this.#db.selectFrom('blocks').select(['player_id', 'at']).where('other_id', '=', id).execute();
    return new Map(rows.map(({ player_id, at }) => [player_id, at]));
  }
}
