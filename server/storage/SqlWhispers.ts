import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import { WAITING_FROM_ONE, WAITING_MAX } from '../../shared/limits.ts';
import type { Persona } from '../../shared/playerRow.ts';
import type { WaitingWhisper } from '../domain/social/waitingWhisper.ts';
import type { Whispers } from '../ports.ts';
import { deleteInBatches } from './deleteInBatches.ts';
import type { Schema } from './schema.ts';

export const WAITING_WHISPERS: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // No references, as in blocks: rows of pruned players go by their age.
    await db.schema
      .createTable('waiting_whispers')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('from_id', 'text', (column) => column.notNull())
      .addColumn('to_id', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('waiting_whispers_to').on('waiting_whispers').columns(['to_id', 'at', 'id']).execute();
    // For whispers.prune and whispers.delete.
    await db.schema.createIndex('waiting_whispers_at').on('waiting_whispers').column('at').execute();
    await db.schema.createIndex('waiting_whispers_from').on('waiting_whispers').column('from_id').execute();
  },
};

export class SqlWhispers implements Whispers {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async add({ id, from, to, text, at }: WaitingWhisper): Promise<void> {
    await this.#db
      .insertInto('waiting_whispers')
      .values({ id, from_id: from, to_id: to, text, at: Math.floor(at) })
      .execute();
    await this.#trim(to, WAITING_FROM_ONE, from);
    await this.#trim(to, WAITING_MAX);
  }

  async waitingFor(to: PlayerId, now: number): Promise<(WaitingWhisper & { sender: Persona })[]> {
    const rows = await this.#db
      .selectFrom('waiting_whispers as whisper')
      .innerJoin('players as sender', 'sender.id', 'whisper.from_id')
      .where('whisper.to_id', '=', to)
      .where((where) => where.or([where('sender.muted_until', 'is', null), where('sender.muted_until', '<=', now)]))
      .where((where) => where.or([where('sender.banned_at', 'is', null), where('sender.banned_until', '<=', now)]))
      .where(({ and, exists, or, ref, selectFrom }) =>
        exists(
          selectFrom('friendships as pair')
            .select('pair.low_id')
            .where('pair.has_low_added', '=', true)
            .where('pair.has_high_added', '=', true)
            .where((where) =>
              or([
                and([where('pair.low_id', '=', ref('whisper.from_id')), where('pair.high_id', '=', to)]),
                and([where('pair.high_id', '=', ref('whisper.from_id')), where('pair.low_id', '=', to)]),
              ]),
            ),
        ),
      )
      .where(({ and, exists, not, or, ref, selectFrom }) =>
        not(
          exists(
            selectFrom('blocks')
              .select('blocks.player_id')
              .where((where) =>
                or([
                  and([where('blocks.player_id', '=', ref('whisper.from_id')), where('blocks.other_id', '=', to)]),
                  and([where('blocks.other_id', '=', ref('whisper.from_id')), where('blocks.player_id', '=', to)]),
                ]),
              ),
          ),
        ),
      )
      .select(['whisper.id', 'whisper.from_id', 'whisper.to_id', 'whisper.text', 'whisper.at'])
      .select(['sender.name', 'sender.friends_name', 'sender.friends_emblem'])
      .orderBy('whisper.at')
      .orderBy('whisper.id')
      .execute();
    return rows.map(({ id, from_id: from, to_id, text, at, name, friends_name, friends_emblem }) => {
      const sender = { name: friends_name ?? name, emblem: friends_emblem ?? emblemFromId(from) };
      return { id, from, to: to_id, text, at, sender };
    });
  }

  async read(to: PlayerId, from: PlayerId, id: string): Promise<void> {
    if (id.includes('\0') || from.includes('\0')) return;
    const own = () =>
      this.#db
        .selectFrom('waiting_whispers')
        .where('to_id', '=', to)
        .where('from_id', '=', from)
        .orderBy('at')
        .orderBy('id');
    const ids = (await own().select('id').execute()).map((row) => row.id);
    const read = ids.slice(0, ids.indexOf(id) + 1);
    if (read.length > 0) await this.#db.deleteFrom('waiting_whispers').where('id', 'in', read).execute();
  }

  async delete(from: PlayerId, id?: string): Promise<string[]> {
    const rows = await this.#db
      .deleteFrom('waiting_whispers')
      .where('from_id', '=', from)
      .$if(id !== undefined, (query) => query.where('id', '=', id as string))
      .returning('id')
      .execute();
    return rows.map((row) => row.id);
  }

  prune(before: number): Promise<number> {
    return deleteInBatches((rows) =>
      this.#db
        .deleteFrom('waiting_whispers')
        .where('id', 'in', (inner) =>
          inner.selectFrom('waiting_whispers').select('id').where('at', '<', Math.floor(before)).limit(rows),
        )
        .executeTakeFirst(),
    );
  }

  /** Keeps the latest `kept` of the addressee, or of one sender to them. */
  async #trim(to: PlayerId, kept: number, from?: PlayerId): Promise<void> {
    const rows = await this.#db
      .selectFrom('waiting_whispers')
      .select('id')
      .where('to_id', '=', to)
      .$if(from !== undefined, (query) => query.where('from_id', '=', from as PlayerId))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(kept + WAITING_MAX)
      .execute();
    const old = rows.slice(kept).map(({ id }) => id);
    if (old.length > 0) await this.#db.deleteFrom('waiting_whispers').where('id', 'in', old).execute();
  }
}
