/** The tables, as Kysely knows them, and the migrations that make them: one code path for SQLite and PostgreSQL. */
import { type Generated, type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import type { ReportReason } from '../../shared/socialProtocol.ts';

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
  muted_until: Generated<number | null>;
};
/** What players are worth in a mode. `shown`: as everybody sees it. */
export type RatingsTable = {
  player_id: PlayerId;
  mode: string;
  mu: number;
  sigma: number;
  shown: number;
  matches: number;
};
export type MatchesTable = { id: string; mode: string; started_at: number; ended_at: number; with_bots: boolean };
/** One player of a match, perhaps pruned since. `mode` and `ended_at` are the match's, for the index. */
export type MatchPlayersTable = {
  match_id: string;
  seat: number;
  player_id: PlayerId;
  mode: string;
  ended_at: number;
  place: number;
  team: number | null;
  is_abandoned: boolean;
  rating_before: number | null;
  rating_after: number | null;
};
export type BlocksTable = { player_id: PlayerId; other_id: PlayerId };
/** One row a pair, the lower id first: two who add each other at once meet in it. */
export type FriendshipsTable = {
  low_id: PlayerId;
  high_id: PlayerId;
  has_low_added: boolean;
  has_high_added: boolean;
};
export type ReportsTable = {
  reporter_id: PlayerId;
  player_id: PlayerId;
  reason: ReportReason;
  text: string;
  at: number;
};
/** What must outlive the process that runs the queue, as JSON; empty where there is a Redis. */
export type DeskTable = { kind: string; id: string; value: string };
export type Schema = {
  players: PlayersTable;
  ratings: RatingsTable;
  matches: MatchesTable;
  match_players: MatchPlayersTable;
  blocks: BlocksTable;
  friendships: FriendshipsTable;
  reports: ReportsTable;
  desk: DeskTable;
};

/** No match that counted has been played: clients show no rating for it. */
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
  '003_play': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('ratings')
        .addColumn('player_id', 'text', (column) => column.notNull().references('players.id').onDelete('cascade'))
        .addColumn('mode', 'text', (column) => column.notNull())
        .addColumn('mu', 'double precision', (column) => column.notNull())
        .addColumn('sigma', 'double precision', (column) => column.notNull())
        .addColumn('shown', 'integer', (column) => column.notNull())
        .addColumn('matches', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('ratings_key', ['player_id', 'mode'])
        .execute();
      // For leaderboard.
      await sql`create index ratings_standing on ratings (mode, shown desc, player_id)`.execute(db);
      await db.schema
        .createTable('matches')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('mode', 'text', (column) => column.notNull())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint', (column) => column.notNull())
        .addColumn('with_bots', 'boolean', (column) => column.notNull())
        .execute();
      // For pruneMatches.
      await db.schema.createIndex('matches_ended_at').on('matches').column('ended_at').execute();
      await db.schema
        .createTable('match_players')
        .addColumn('match_id', 'text', (column) => column.notNull().references('matches.id').onDelete('cascade'))
        .addColumn('seat', 'integer', (column) => column.notNull())
        // Who is pruned stays in the matches of others as an id of nobody: no reference, which would cost their prune a
        // change of every match they ever played.
        .addColumn('player_id', 'text', (column) => column.notNull())
        .addColumn('mode', 'text', (column) => column.notNull())
        .addColumn('ended_at', 'bigint', (column) => column.notNull())
        .addColumn('place', 'integer', (column) => column.notNull())
        .addColumn('team', 'integer')
        .addColumn('is_abandoned', 'boolean', (column) => column.notNull())
        .addColumn('rating_before', 'integer')
        .addColumn('rating_after', 'integer')
        .addPrimaryKeyConstraint('match_players_key', ['match_id', 'seat'])
        .execute();
      // For matchesOf and recentOpponents.
      await sql`
        create index match_players_history on match_players (player_id, ended_at desc, match_id desc, mode)`.execute(
        db,
      );
      // The other of a block may be gone: with a reference to both, two processes could wait for each other's players.
      await db.schema
        .createTable('blocks')
        .addColumn('player_id', 'text', (column) => column.notNull().references('players.id').onDelete('cascade'))
        .addColumn('other_id', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('blocks_key', ['player_id', 'other_id'])
        .execute();
      await db.schema.createIndex('blocks_other_id').on('blocks').column('other_id').execute();
    },
  },
  '004_social': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('players').addColumn('muted_until', 'bigint').execute();
      // No references: see blocks. Rows of players who are gone are passed over, and pruned with them.
      await db.schema
        .createTable('friendships')
        .addColumn('low_id', 'text', (column) => column.notNull())
        .addColumn('high_id', 'text', (column) => column.notNull())
        .addColumn('has_low_added', 'boolean', (column) => column.notNull())
        .addColumn('has_high_added', 'boolean', (column) => column.notNull())
        .addPrimaryKeyConstraint('friendships_key', ['low_id', 'high_id'])
        .execute();
      await db.schema.createIndex('friendships_high_id').on('friendships').column('high_id').execute();
      await db.schema
        .createTable('reports')
        .addColumn('reporter_id', 'text', (column) => column.notNull())
        .addColumn('player_id', 'text', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('reports_key', ['reporter_id', 'player_id'])
        .execute();
      // For reports and pruneReports.
      await db.schema.createIndex('reports_at').on('reports').columns(['at', 'reporter_id', 'player_id']).execute();
    },
  },
  '005_desk': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('desk')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('value', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('desk_key', ['kind', 'id'])
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
