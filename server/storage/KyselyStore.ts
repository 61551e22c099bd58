/** The store in SQL, the same statements for SQLite and PostgreSQL. */
import { type Kysely, type Selectable, sql } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import { CLOCK_JUMP_MS, latestOf } from '../domain/storage/writeQueue.ts';
import type {
  Blocks,
  Friendships,
  Matches,
  NewPlayer,
  PlayStore,
  PresenceWrite,
  Ratings,
  Reports,
  Store,
  StoredPlayer,
} from '../ports.ts';
import { deleteInBatches } from './deleteInBatches.ts';
import { SqlBlocks } from './SqlBlocks.ts';
import { SqlFriendships } from './SqlFriendships.ts';
import { SqlMatches } from './SqlMatches.ts';
import { SqlPlayStore } from './SqlPlayStore.ts';
import { SqlRatings } from './SqlRatings.ts';
import { SqlReports } from './SqlReports.ts';
import { migrateToLatest, type PlayersTable, type Schema } from './schema.ts';

/** What is not the same in both databases. */
export type KyselyStoreOptions = {
  /** The table function that gives an array's elements as a column `value`. */
  elementsOf: 'json_each' | 'json_array_elements';
  /** Whether writers lock rows, rather than the database: then several rows are locked in one order, or skipped. */
  hasRowLocks: boolean;
  /** Where the time limits are too short for changes of the schema: a connection with other ones. Closed after use. */
  openForMigration?: () => Kysely<Schema>;
};

export class KyselyStore implements Store {
  readonly play: PlayStore;
  readonly #db: Kysely<Schema>;
  readonly #options: KyselyStoreOptions;
  readonly #ratings: Ratings;
  readonly #matches: Matches;
  readonly #blocks: Blocks;
  readonly #friendships: SqlFriendships;
  readonly #reports: Reports;

  /** Owns `db`: closing the store closes it. */
  constructor(db: Kysely<Schema>, options: KyselyStoreOptions) {
    this.#db = db;
    this.#options = options;
    this.play = new SqlPlayStore(db);
    this.#ratings = new SqlRatings(db);
    this.#matches = new SqlMatches(db, options.hasRowLocks);
    this.#blocks = new SqlBlocks(db);
    this.#friendships = new SqlFriendships(db);
    this.#reports = new SqlReports(db);
  }

  async migrate(): Promise<void> {
    const own = this.#options.openForMigration?.();
    try {
      await migrateToLatest(own ?? this.#db);
    } finally {
      await own?.destroy();
    }
  }

  async createPlayer(player: NewPlayer): Promise<'created' | 'taken'> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('players')
      .values({
        id: player.id,
        name: player.name,
        skeleton: player.skeleton,
        visibility: player.visibility,
        is_online: false,
        last_active_at: Math.floor(player.createdAt),
        created_at: Math.floor(player.createdAt),
        banned_at: null,
      })
      .onConflict((conflict) => conflict.column('skeleton').doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows ? 'created' : 'taken';
  }

  async findPlayer(id: PlayerId): Promise<StoredPlayer | undefined> {
    // PostgreSQL refuses a text with a NUL in it; nobody has such an id.
    if (id.includes('\0')) return undefined;
    const row = await this.#db.selectFrom('players').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toPlayer(row);
  }

  async renamePlayer(id: PlayerId, name: string, skeleton: string): Promise<'renamed' | 'taken' | 'unknown'> {
    try {
      const { numUpdatedRows } = await this.#db
        .updateTable('players')
        .set({ name, skeleton })
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows ? 'renamed' : 'unknown';
    } catch (error) {
      if (isUniqueViolation(error)) return 'taken';
      throw error;
    }
  }

  async setVisibility(id: PlayerId, visibility: Visibility): Promise<void> {
    await this.#db.updateTable('players').set({ visibility }).where('id', '=', id).execute();
  }

  setBanned(id: PlayerId, at: number | null): Promise<boolean> {
    return this.#setTime(id, 'banned_at', at);
  }

  setMuted(id: PlayerId, until: number | null): Promise<boolean> {
    return this.#setTime(id, 'muted_until', until);
  }

  async #setTime(id: PlayerId, column: 'banned_at' | 'muted_until', at: number | null): Promise<boolean> {
    if (id.includes('\0')) return false;
    const { numUpdatedRows } = await this.#db
      .updateTable('players')
      .set({ [column]: at === null ? null : Math.floor(at) })
      .where('id', '=', id)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async bannedAmong(ids: readonly PlayerId[]): Promise<PlayerId[]> {
    const { rows } = await sql<{ id: PlayerId }>`
      select id from players where banned_at is not null and id in (
        select value ->> 0 from ${sql.raw(this.#options.elementsOf)}(${JSON.stringify(ids.map((id) => [id]))})
      )`.execute(this.#db);
    return rows.map(({ id }) => id);
  }

  /**
   * The batch is one parameter: the statement's text is always the same, so that it is prepared once. Rows are found,
   * and locked, in the order of their ids, or two processes that write the same players would wait for each other. Facts
   * are compared with the row as it is then, not as it was when the statement began.
   */
  async writePresence(batch: readonly PresenceWrite[]): Promise<void> {
    if (batch.length === 0) return;
    const rows = latestOfEach(batch).map(({ id, isOnline, lastActiveAt, at }) => [
      id,
      Number(isOnline),
      lastActiveAt,
      at,
    ]);
    await sql`
      with written as (
        select
          value ->> 0 as id,
          cast(value ->> 1 as boolean) as is_online,
          cast(value ->> 2 as bigint) as last_active_at,
          cast(value ->> 3 as bigint) as presence_at
        from ${sql.raw(this.#options.elementsOf)}(${JSON.stringify(rows)})
      ), found as (
        select id from players where id in (select id from written)
        order by id ${this.#options.hasRowLocks ? sql`for update` : sql``}
      )
      update players set
        is_online = case when ${isLatest} then written.is_online else players.is_online end,
        presence_at = case when ${isLatest} then written.presence_at else players.presence_at end,
        last_active_at = case when written.last_active_at > players.last_active_at
          then written.last_active_at else players.last_active_at end
      from written join found on found.id = written.id where players.id = written.id`.execute(this.#db);
  }

  async onlinePlayers(limit: number, after?: PlayerId): Promise<PlayerId[]> {
    const rows = await this.#db
      .selectFrom('players')
      .select('id')
      // As the partial index says it, or SQLite does not use that.
      .where(sql<boolean>`is_online`)
      .$if(after !== undefined, (query) => query.where('id', '>', after as PlayerId))
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async pruneGuests(before: number): Promise<number> {
    const gone = await deleteInBatches((rows) => this.#pruneSome(before, rows));
    if (gone > 0) await this.#friendships.pruneOrphans();
    return gone;
  }

  ratingsOf: Ratings['ratingsOf'] = (ids, mode) => this.#ratings.ratingsOf(ids, mode);
  leaderboard: Ratings['leaderboard'] = (query) => this.#ratings.leaderboard(query);
  recordMatch: Matches['recordMatch'] = (match) => this.#matches.recordMatch(match);
  findMatch: Matches['findMatch'] = (matchId) => this.#matches.findMatch(matchId);
  matchesOf: Matches['matchesOf'] = (id, limit, before) => this.#matches.matchesOf(id, limit, before);
  recentOpponents: Matches['recentOpponents'] = (ids, mode, limit) => this.#matches.recentOpponents(ids, mode, limit);
  pruneMatches: Matches['pruneMatches'] = (before) => this.#matches.pruneMatches(before);
  block: Blocks['block'] = (id, other) => this.#blocks.block(id, other);
  unblock: Blocks['unblock'] = (id, other) => this.#blocks.unblock(id, other);
  blocksOf: Blocks['blocksOf'] = (ids) => this.#blocks.blocksOf(ids);
  addFriend: Friendships['addFriend'] = (id, other) => this.#friendships.addFriend(id, other);
  removeFriend: Friendships['removeFriend'] = (id, other) => this.#friendships.removeFriend(id, other);
  tiesOf: Friendships['tiesOf'] = (ids) => this.#friendships.tiesOf(ids);
  report: Reports['report'] = (report) => this.#reports.report(report);
  reports: Reports['reports'] = (limit, before) => this.#reports.reports(limit, before);
  pruneReports: Reports['pruneReports'] = (before) => this.#reports.pruneReports(before);

  async #pruneSome(before: number, rows: number): Promise<number> {
    const isForgotten = sql<boolean>`last_active_at < ${Math.floor(before)} and not is_online and banned_at is null`;
    const { numDeletedRows } = await this.#db
      .deleteFrom('players')
      .where('id', 'in', (inner) =>
        inner
          .selectFrom('players')
          .select('id')
          .where(isForgotten)
          .limit(rows)
          .$if(this.#options.hasRowLocks, (query) => query.forUpdate().skipLocked()),
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async ping(): Promise<void> {
    await sql`select 1`.execute(this.#db);
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }
}

/** The rule of `latestOf`, in SQL. */
const isLatest = sql.raw(
  `written.presence_at >= players.presence_at or players.presence_at - written.presence_at > ${CLOCK_JUMP_MS}`,
);

/** One row a player, because an update takes any of several; in whole milliseconds. */
function latestOfEach(batch: readonly PresenceWrite[]): PresenceWrite[] {
  const byId = new Map<PlayerId, PresenceWrite>();
  for (const { id, isOnline, lastActiveAt, at } of batch) {
    const write = { id, isOnline, lastActiveAt: Math.floor(lastActiveAt), at: Math.floor(at) };
    byId.set(id, latestOf(byId.get(id), write));
  }
  return [...byId.values()];
}

/** SQLite has no booleans: what comes back is 0 or 1. */
const toPlayer = (row: Selectable<PlayersTable>): StoredPlayer => ({
  id: row.id,
  name: row.name,
  visibility: row.visibility,
  rating: row.rating,
  isOnline: Boolean(row.is_online),
  lastActiveAt: row.last_active_at,
  createdAt: row.created_at,
  bannedAt: row.banned_at,
  mutedUntil: row.muted_until,
});

const POSTGRES_UNIQUE_VIOLATION = '23505';
const SQLITE_CONSTRAINT_UNIQUE = 2067;
function isUniqueViolation(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === POSTGRES_UNIQUE_VIOLATION || errcode === SQLITE_CONSTRAINT_UNIQUE;
}
