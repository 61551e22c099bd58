import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import { traitsOf, type Visibility } from '../../shared/playerRow.ts';
import type { NewPlayer, SearchQuery } from '../domain/names/namedPlayers.ts';
import type { LastPublic } from '../domain/presence/lastPublic.ts';
import { isShownTo } from '../domain/presence/visibility.ts';
import { CLOCK_JUMP_MS, latestOf, type PresenceWrite } from '../domain/storage/writeQueue.ts';
import type { Players, StoredPlayer } from '../ports.ts';
import { deleteInBatches } from './deleteInBatches.ts';
import { deleteOrphanedFriendships } from './SqlFriendships.ts';
import { publishRatings } from './SqlRatings.ts';
import { type PlayersTable, type Schema, UNRATED } from './schema.ts';

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
    const row = { id, name, [NAME_KEY]: nameKey, visibility, is_online: false, last_active_at: at, created_at: at };
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('players')
      .values({
        ...row,
        ...(isShownTo.everybody(visibility) && { public_name: name, public_active_at: at }),
        ...(isShownTo.friends(visibility) && { friends_name: name, friends_active_at: at, friends_rating: UNRATED }),
      })
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
        .set((row) => ({
          ...{ name, [NAME_KEY]: nameKey },
          public_name: sql<string>`case when visibility = 'everyone' then ${name} else ${row.ref('public_name')} end`,
          friends_name: sql<string>`case when visibility <> 'nobody' then ${name} else ${row.ref('friends_name')} end`,
        }))
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows ? 'renamed' : 'unknown';
    } catch (error) {
      if (isUniqueViolation(error)) return 'taken';
      throw error;
    }
  }

  async setEmblem(id: PlayerId, emblem: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('players')
      .set((row) => ({
        emblem,
        public_emblem: sql<number>`case when visibility = 'everyone' then ${emblem} else ${row.ref('public_emblem')} end`,
        friends_emblem: sql<number>`case when visibility <> 'nobody' then ${emblem} else ${row.ref('friends_emblem')} end`,
      }))
      .where('id', '=', id)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async setVisibility(id: PlayerId, visibility: Visibility, at: number): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      await db
        .updateTable('players')
        .set((row) => ({
          visibility,
          hidden_at: isShownTo.everybody(visibility)
            ? null
            : sql<number>`case when visibility = 'everyone' then ${Math.floor(at)} else ${row.ref('hidden_at')} end`,
          ...(isShownTo.everybody(visibility) && {
            public_name: row.ref('name'),
            public_emblem: row.ref('emblem'),
            public_active_at: row.ref('last_active_at'),
          }),
          ...(isShownTo.friends(visibility) && {
            friends_name: row.ref('name'),
            friends_emblem: row.ref('emblem'),
            friends_rating: row.ref('rating'),
            friends_ratings: row.ref('ratings'),
            friends_active_at: row.ref('last_active_at'),
          }),
        }))
        .where('id', '=', id)
        .execute();
      await publishRatings(db, [id]);
    });
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
    const rows = latestOfEach(batch).map(({ id, isOnline, lastActiveAt, at, publicAt, friendsAt }) => [
      id,
      Number(isOnline),
      lastActiveAt,
      at,
      publicAt ?? null,
      friendsAt ?? null,
    ]);
    await sql`
      with written as (
        select
          value ->> 0 as id,
          cast(value ->> 1 as boolean) as is_online,
          cast(value ->> 2 as bigint) as last_active_at,
          cast(value ->> 3 as bigint) as presence_at,
          cast(value ->> 4 as bigint) as public_active_at,
          cast(value ->> 5 as bigint) as friends_active_at
        from ${sql.raw(this.#flavour.elementsOf)}(${JSON.stringify(rows)})
      ), found as (
        select id from players where id in (select id from written)
        order by id ${this.#flavour.hasRowLocks ? sql`for update` : sql``}
      )
      update players set
        is_online = case when ${IS_LATEST} then written.is_online else players.is_online end,
        presence_at = case when ${IS_LATEST} then written.presence_at else players.presence_at end,
        last_active_at = ${LATER('last_active_at')},
        public_active_at = ${LATER('public_active_at')},
        friends_active_at = ${LATER('friends_active_at')}
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

/** A time that never moves back; a null counts as none. */
const LATER = (column: 'last_active_at' | 'public_active_at' | 'friends_active_at'): RawBuilder<number> =>
  sql.raw(
    `case when written.${column} > coalesce(players.${column}, 0) then written.${column} else players.${column} end`,
  );

/** One row a player, because an update takes any of several; in whole milliseconds. */
function latestOfEach(batch: readonly PresenceWrite[]): PresenceWrite[] {
  const byId = new Map<PlayerId, PresenceWrite>();
  for (const write of batch) byId.set(write.id, latestOf(byId.get(write.id), wholeMs(write)));
  return [...byId.values()];
}

const wholeMs = ({ lastActiveAt, at, publicAt, friendsAt, ...write }: PresenceWrite): PresenceWrite => ({
  ...{ ...write, lastActiveAt: Math.floor(lastActiveAt), at: Math.floor(at) },
  ...(publicAt !== undefined && { publicAt: Math.floor(publicAt) }),
  ...(friendsAt !== undefined && { friendsAt: Math.floor(friendsAt) }),
});

/** SQLite has no booleans: they come back as 0 or 1. */
const toPlayer = (row: Selectable<PlayersTable>): StoredPlayer => ({
  ...traitsOf({ ...row, emblem: row.emblem ?? emblemFromId(row.id), ratings: row.ratings || undefined }),
  id: row.id,
  visibility: row.visibility,
  isOnline: Boolean(row.is_online),
  lastActiveAt: row.last_active_at,
  createdAt: row.created_at,
  bannedAt: row.banned_at,
  bannedUntil: row.banned_until,
  kickedUntil: row.kicked_until,
  mutedUntil: row.muted_until,
  lastPublic: lastPublicOf(row),
});

type Shown = 'public_name' | 'public_emblem' | 'public_active_at' | 'hidden_at';
export const lastPublicOf = (row: Pick<Selectable<PlayersTable>, 'id' | Shown>): LastPublic | null =>
  row.public_name === null
    ? null
    : {
        name: row.public_name,
        emblem: row.public_emblem ?? emblemFromId(row.id),
        lastActiveAt: row.public_active_at ?? 0,
        hiddenAt: row.hidden_at,
      };

const POSTGRES_UNIQUE_VIOLATION = '23505';
const SQLITE_CONSTRAINT_UNIQUE = 2067;
function isUniqueViolation(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === POSTGRES_UNIQUE_VIOLATION || errcode === SQLITE_CONSTRAINT_UNIQUE;
}
