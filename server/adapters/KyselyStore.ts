/** Players in SQL, the same statements for SQLite and PostgreSQL. */
import { type Kysely, type Selectable, sql } from 'kysely';
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/protocol.ts';
import type { NewPlayer, PresenceWrite, Store, StoredPlayer } from '../ports.ts';
import { migrateToLatest, type PlayersTable, type Schema } from './schema.ts';

/** Three variables a row; SQLite takes 32,766 in a statement. */
const ROWS_A_STATEMENT = 1_000;
/** Rows deleted at once: SQLite does it on the caller's thread. */
const PRUNED_A_STATEMENT = 500;

export class KyselyStore implements Store {
  readonly #db: Kysely<Schema>;
  readonly #openForMigration: (() => Kysely<Schema>) | undefined;

  /**
   * Owns `db`. `openForMigration`: where the time limits of `db` are too short for changes of the schema, a
   * connection with other ones; closed after use.
   */
  constructor(db: Kysely<Schema>, openForMigration?: () => Kysely<Schema>) {
    this.#db = db;
    this.#openForMigration = openForMigration;
  }

  async migrate(): Promise<void> {
    const own = this.#openForMigration?.();
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

  async writePresence(batch: readonly PresenceWrite[]): Promise<void> {
    // An update from a list with the same id twice takes either row.
    const writes = [...new Map(batch.map((write) => [write.id, write])).values()];
    for (let at = 0; at < writes.length; at += ROWS_A_STATEMENT) {
      const rows = writes
        .slice(at, at + ROWS_A_STATEMENT)
        .map(
          ({ id, isOnline, lastActiveAt }) =>
            sql`(cast(${id} as text), cast(${isOnline} as boolean), cast(${Math.floor(lastActiveAt)} as bigint))`,
        );
      await sql`
        with written (id, is_online, last_active_at) as (values ${sql.join(rows)})
        update players set
          is_online = written.is_online,
          last_active_at = case when written.last_active_at > players.last_active_at
            then written.last_active_at else players.last_active_at end
        from written where players.id = written.id`.execute(this.#db);
    }
  }

  async markAllOffline(): Promise<number> {
    const { numUpdatedRows } = await this.#db
      .updateTable('players')
      .set({ is_online: false })
      .where(sql<boolean>`is_online`)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }

  async pruneGuests(before: number): Promise<number> {
    let pruned = 0;
    for (;;) {
      const { numDeletedRows } = await this.#db
        .deleteFrom('players')
        .where('id', 'in', (inner) =>
          inner
            .selectFrom('players')
            .select('id')
            .where('last_active_at', '<', Math.floor(before))
            .where(sql<boolean>`not is_online`)
            .where('banned_at', 'is', null)
            .limit(PRUNED_A_STATEMENT),
        )
        .executeTakeFirst();
      pruned += Number(numDeletedRows);
      if (numDeletedRows < PRUNED_A_STATEMENT) return pruned;
    }
  }

  async ping(): Promise<void> {
    await sql`select 1`.execute(this.#db);
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }
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
});

const POSTGRES_UNIQUE_VIOLATION = '23505';
const SQLITE_CONSTRAINT_UNIQUE = 2067;
function isUniqueViolation(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === POSTGRES_UNIQUE_VIOLATION || errcode === SQLITE_CONSTRAINT_UNIQUE;
}
