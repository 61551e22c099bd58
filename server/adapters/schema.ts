/** The tables, as Kysely knows them, and the migrations that make them: one code path for SQLite and PostgreSQL. */
import { type Generated, type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/protocol.ts';

/** Times are epoch ms. */
export type PlayersTable = {
  id: PlayerId;
  name: string;
  skeleton: string;
  visibility: Visibility;
  rating: Generated<number>;
  is_online: boolean;
  last_active_at: number;
  /** As of when `is_online` is so. */
  presence_at: Generated<number>;
  created_at: number;
  banned_at: number | null;
};
export type Schema = { players: PlayersTable };

/** No match has been played: clients show no rating for it. */
export const UNRATED = 0;

/** In the order of their names. What stands here was run somewhere: add, never change. */
const MIGRATIONS: Record<string, Migration> = {
  '001_players': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('players')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('skeleton', 'text', (column) => column.notNull().unique())
        .addColumn('visibility', 'text', (column) => column.notNull())
        .addColumn('rating', 'integer', (column) => column.notNull().defaultTo(UNRATED))
        .addColumn('is_online', 'boolean', (column) => column.notNull())
        .addColumn('last_active_at', 'bigint', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('banned_at', 'bigint')
        .execute();
      // For onlinePlayers: as large as the lobby, not as the table.
      await sql`create index players_online on players (id) where is_online`.execute(db);
      // For pruneGuests.
      await db.schema.createIndex('players_last_active_at').on('players').column('last_active_at').execute();
    },
  },
  '002_presence_at': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .alterTable('players')
        .addColumn('presence_at', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute();
    },
  },
};

/** Brings the tables up to date. Throws what made a migration fail; then nothing of that run stays. */
export async function migrateToLatest(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
