/** The migrations that make the tables, the same for SQLite and PostgreSQL. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addRatingsTexts } from './modeRatings.ts';
import { MATCH_REPLAYS } from './replays.ts';
import { BLOCK_TIMES } from './SqlBlocks.ts';
import { MATCH_NEWS } from './SqlMatches.ts';
import { PUSH_SUBSCRIPTIONS } from './SqlSubscriptions.ts';
import { WAITING_WHISPERS } from './SqlWhispers.ts';
import { UNRATED } from './schema.ts';

/** Small capitals, and what stretches Arabic, with what they are in keys: an i and an l are the same, an m is rn. */
const LOOKS = [...'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢـ'];
const IN_KEYS = 'a b c d e f g h l j k l rn n o p r s t u v w y z'.split(' ');
const inKey = (look: string): string => (LOOKS.includes(look) ? (IN_KEYS[LOOKS.indexOf(look)] ?? '') : look);

/** In the order of their names. All of these have been run somewhere: add, never change. */
export const MIGRATIONS: Record<string, Migration> = {
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
      // For players.online: as large as the lobby, not as the table.
      await sql`create index players_online on players (id) where is_online`.execute(db);
      // For players.prune.
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
      // For ratings.leaderboard.
      await sql`create index ratings_standing on ratings (mode, shown desc, player_id)`.execute(db);
      await db.schema
        .createTable('matches')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('mode', 'text', (column) => column.notNull())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint', (column) => column.notNull())
        .addColumn('with_bots', 'boolean', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('matches_ended_at').on('matches').column('ended_at').execute();
      await db.schema
        .createTable('match_players')
        .addColumn('match_id', 'text', (column) => column.notNull().references('matches.id').onDelete('cascade'))
        .addColumn('seat', 'integer', (column) => column.notNull())
        // No reference: a pruned player stays in the matches of others as an unknown id, or pruning would change every match
        // they ever played.
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
      // For matches.of and matches.recentOpponents.
      await sql`
        create index match_players_history on match_players (player_id, ended_at desc, match_id desc, mode)`.execute(
        db,
      );
      // No reference to the other player: with references to both, two processes could wait for each other's players.
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
      // No references, as in blocks. Rows of pruned players are skipped, and deleted after them.
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
      // For reports.latest and reports.prune.
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
  '007_orders': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('reports').addColumn('evidence', 'text').execute();
      for (const name of ['banned_until', 'kicked_until'])
        await db.schema.alterTable('players').addColumn(name, 'bigint').execute();
      // For bans.expire.
      await sql`create index players_banned_until on players (banned_until) where banned_until is not null`.execute(db);
      // No references: rows of pruned players go by themselves.
      await db.schema
        .createTable('bans')
        .addColumn('player_id', 'text', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('until', 'bigint')
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('operator', 'text', (column) => column.notNull())
        .addColumn('of_networks', 'boolean', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('bans_at').on('bans').columns(['at', 'player_id']).execute();
      await sql`
        insert into bans (player_id, at, until, reason, operator, of_networks)
        select id, banned_at, null, 'not recorded', 'admin', false from players where banned_at is not null`.execute(
        db,
      );
      await db.schema
        .createTable('player_networks')
        .addColumn('player_id', 'text', (column) => column.notNull())
        .addColumn('network', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('player_networks_key', ['player_id', 'network'])
        .execute();
      await db.schema.createIndex('player_networks_at').on('player_networks').column('at').execute();
      await db.schema
        .createTable('ban_networks')
        .addColumn('network', 'text', (column) => column.notNull())
        .addColumn('player_id', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('ban_networks_key', ['network', 'player_id'])
        .execute();
      await db.schema
        .createTable('orders')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('player_id', 'text')
        .addColumn('operator', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('details', 'text', (column) => column.notNull())
        .execute();
      // For orders.latest, of all players and of one.
      await db.schema.createIndex('orders_at').on('orders').columns(['at', 'id']).execute();
      await db.schema.createIndex('orders_player').on('orders').columns(['player_id', 'at', 'id']).execute();
    },
  },
  '008_reputations': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('reputations')
        .addColumn('player_id', 'text', (column) => column.primaryKey().references('players.id').onDelete('cascade'))
        .addColumn('is_established', 'boolean', (column) => column.notNull())
        .addColumn('matches', 'integer', (column) => column.notNull())
        .addColumn('proven', 'text', (column) => column.notNull())
        .addColumn('others', 'text', (column) => column.notNull())
        .execute();
      // To know whether founders are wanted.
      await sql`create index reputations_established on reputations (player_id) where is_established`.execute(db);
      await db.schema
        .alterTable('ratings')
        .addColumn('unproven', 'double precision', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .alterTable('ratings')
        .addColumn('is_provisional', 'boolean', (column) => column.notNull().defaultTo(true))
        .execute();
      await sql`drop index if exists ratings_standing`.execute(db);
      // For ratings.leaderboard.
      await sql`
        create index ratings_standing on ratings (mode, is_provisional, shown desc, player_id)`.execute(db);
    },
  },
  '010_name_keys': {
    /** Keys of names that look alike are the same since. A player whose new key is taken keeps the old one. */
    async up(db: Kysely<unknown>): Promise<void> {
      const changed = sql.join(
        ['vv', ...LOOKS].map((look) => sql`skeleton like ${`%${look}%`}`),
        sql` or `,
      );
      const players = await sql<{ id: string; skeleton: string }>`
        select id, skeleton from players where ${changed} order by created_at, id`.execute(db);
      for (const { id, skeleton } of players.rows) {
        const key = [...skeleton].map(inKey).join('').replaceAll('vv', 'w');
        await sql`
          update players set skeleton = ${key}
          where id = ${id} and not exists (select 1 from players as other where other.skeleton = ${key})`.execute(db);
      }
    },
  },
  '011_last_public': {
    async up(db: Kysely<unknown>): Promise<void> {
      // One column a statement: SQLite takes no more.
      for (const name of ['public_name', 'friends_name'])
        await db.schema.alterTable('players').addColumn(name, 'text').execute();
      for (const name of ['public_active_at', 'friends_active_at', 'hidden_at'])
        await db.schema.alterTable('players').addColumn(name, 'bigint').execute();
      await db.schema.alterTable('players').addColumn('friends_rating', 'integer').execute();
      for (const name of ['public_shown', 'public_matches'])
        await db.schema.alterTable('ratings').addColumn(name, 'integer').execute();
      await db.schema
        .alterTable('ratings')
        .addColumn('public_provisional', 'boolean', (column) => column.notNull().defaultTo(true))
        .execute();
      // What was public of players who hide already is not known: they count as never public.
      await sql`
        update players set public_name = name, public_active_at = last_active_at
        where visibility = 'everyone'`.execute(db);
      await sql`
        update players set friends_name = name, friends_rating = rating, friends_active_at = last_active_at
        where visibility <> 'nobody'`.execute(db);
      await sql`
        update ratings set public_shown = shown, public_matches = matches, public_provisional = is_provisional
        where player_id in (select id from players where visibility = 'everyone')`.execute(db);
      await sql`drop index if exists ratings_standing`.execute(db);
      // For ratings.leaderboard.
      await sql`
        create index ratings_public on ratings (mode, public_provisional, public_shown desc, player_id)
        where public_shown is not null`.execute(db);
    },
  },
  '012_block_times': BLOCK_TIMES,
  '013_emblems': {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const name of ['emblem', 'public_emblem', 'friends_emblem'])
        await db.schema.alterTable('players').addColumn(name, 'integer').execute();
    },
  },
  '014_waiting_whispers': WAITING_WHISPERS,
  '015_mode_ratings': { up: addRatingsTexts },
  '016_match_news': MATCH_NEWS,
  '017_match_replays': MATCH_REPLAYS,
  '018_push_subscriptions': PUSH_SUBSCRIPTIONS,
};
