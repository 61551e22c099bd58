import { type Kysely, type Selectable, sql } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import { traitsOf, type Visibility } from '../../shared/playerRow.ts';
import { CLOCK_JUMP_MS, latestOf, type PresenceWrite } from '../domain/storage/writeQueue.ts';
import type { NewPlayer, Players, SearchQuery, StoredPlayer } from '../ports.ts';
import { deleteInBatches } from './deleteInBatches.ts';
import { deleteOrphanedFriendships } from './SqlFriendships.ts';
import type { PlayersTable, Schema } from './schema.ts';

/** What differs between the databases. */
export type SqlFlavour = {
  /** The table function that gives an array's elements as a column `value`. */
  elementsOf: 'json_each' | 'json_array_elements';
  /** Whether writers lock rows rather than the database. Then several rows are locked in one order, or skipped. */
  hasRowLocks: boolean;
};

export class SqlPlayers implements Players {
  readonly #db: Kysely<Schema>;
  readonly #flavour: SqlFlavour;

  constructor(db: Kysely<Schema>, flavour: SqlFlavour) {
    this.#db = db;
    this.#flavour = flavour;
  }

  async create({ id, name, nameKey, visibility, createdAt }: NewPlayer): Promise<'created' | 'taken'> {
    const at = Math.floor(createdAt);
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('players')
      .values({ id, name, [NAME_KEY]: nameKey, visibility, is_online: false, last_active_at: at, created_at: at })
      .onConflict((conflict) => conflict.column(NAME_KEY).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows ? 'created' : 'taken';
  }

  async find(id: PlayerId): Promise<StoredPlayer | undefined> {
    // PostgreSQL refuses a text with a NUL in it; no player has such an id.
    if (id.includes('\0')) return undefined;
    const row = await this.#db.selectFrom('players').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toPlayer(row);
  }

  async rename(id: PlayerId, name: string, nameKey: string): Promise<'renamed' | 'taken' | 'unknown'> {
    try {
      const { numUpdatedRows } = await this.#db
        .updateTable('players')
        .set({ name, [NAME_KEY]: nameKey })
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

  setMuted(id: PlayerId, until: number | null): Promise<boolean> {
    return this.#setTime(id, 'muted_until', until);
  }

  setKicked(id: PlayerId, until: number): Promise<boolean> {
    return this.#setTime(id, 'kicked_until', until);
  }

  async #setTime(id: PlayerId, column: 'kicked_until' | 'muted_until', at: number | null): Promise<boolean> {
    if (id.includes('\0')) return false;
    const { numUpdatedRows } = await this.#db
      .updateTable('players')
      .set({ [column]: at === null ? null : Math.floor(at) })
      .where('id', '=', id)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async search({ id, nameKey, limit, before }: SearchQuery): Promise<StoredPlayer[]> {
    const pattern = `%${nameKey.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
    const isFound = sql<boolean>`(id = ${id.replaceAll('\0', '')} or ${sql.ref(NAME_KEY)} like ${pattern} escape '\\')`;
    const rows = await this.#db
      .selectFrom('players')
      .selectAll()
      .where(isFound)
      .$if(before !== undefined, (query) =>
        query.where(({ eb, refTuple, tuple }) => {
          const { lastActiveAt, id } = before as NonNullable<typeof before>;
          return eb(refTuple('last_active_at', 'id'), '<', tuple(lastActiveAt, id));
        }),
      )
      .orderBy('last_active_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toPlayer);
  }

  /**
   * The batch is one parameter, so that the statement is prepared once. Rows are locked in the order of their ids, or
   * two processes could wait for each other. Facts are compared with the row as it is after that wait.
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
        from ${sql.raw(this.#flavour.elementsOf)}(${JSON.stringify(rows)})
      ), found as (
        select id from players where id in (select id from written)
        order by id ${this.#flavour.hasRowLocks ? sql`for update` : sql``}
      )
      update players set
        is_online = case when ${IS_LATEST} then written.is_online else players.is_online end,
        presence_at = case when ${IS_LATEST} then written.presence_at else players.presence_at end,
        last_active_at = case when written.last_active_at > players.last_active_at
          then written.last_active_at else players.last_active_at end
      from written join found on found.id = written.id where players.id = written.id`.execute(this.#db);
  }

  async online(limit: number, after?: PlayerId): Promise<PlayerId[]> {
    const rows = await this.#db
      .selectFrom('players')
      .select('id')
      // In the words of the partial index, or SQLite does not use it.
      .where(sql<boolean>`is_online`)
      .$if(after !== undefined, (query) => query.where('id', '>', after as PlayerId))
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async prune(before: number): Promise<number> {
    const isForgotten = sql<boolean>`last_active_at < ${Math.floor(before)} and not is_online and banned_at is null`;
    const pruned = await deleteInBatches((rows) =>
      this.#db
        .deleteFrom('players')
        .where('id', 'in', (inner) =>
          inner
            .selectFrom('players')
            .select('id')
            .where(isForgotten)
            .limit(rows)
            .$if(this.#flavour.hasRowLocks, (query) => query.forUpdate().skipLocked()),
        )
        .executeTakeFirst(),
    );
    if (pruned > 0) await deleteOrphanedFriendships(this.#db);
    return pruned;
  }
}

/** The column is called as it was before names had keys. */
const NAME_KEY = 'skeleton';

/** The rule of `latestOf`, in SQL. */
const IS_LATEST = sql.raw(
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

/** SQLite has no booleans: they come back as 0 or 1. */
const toPlayer = (row: Selectable<PlayersTable>): StoredPlayer => ({
  ...traitsOf(row),
  id: row.id,
  visibility: row.visibility,
  isOnline: Boolean(row.is_online),
  lastActiveAt: row.last_active_at,
  createdAt: row.created_at,
  bannedAt: row.banned_at,
  bannedUntil: row.banned_until,
  kickedUntil: row.kicked_until,
  mutedUntil: row.muted_until,
});

const POSTGRES_UNIQUE_VIOLATION = '23505';
const SQLITE_CONSTRAINT_UNIQUE = 2067;
function isUniqueViolation(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === POSTGRES_UNIQUE_VIOLATION || errcode === SQLITE_CONSTRAINT_UNIQUE;
}
