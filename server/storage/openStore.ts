/** The store named by a DATABASE_URL, with the same statements for SQLite and PostgreSQL. */
import { type Dialect, Kysely } from 'kysely';
import {
  GUEST_KEPT_MS,
  MATCH_KEPT_MS,
  ORDERS_KEPT_MS,
  REPLAY_KEPT_MS,
  REPLAYS_MAX,
  REPORTS_KEPT_MS,
  WAITING_KEPT_MS,
} from '../../shared/limits.ts';
import type { Store } from '../ports.ts';
import { lockFile } from './databases/lockFile.ts';
import { postgresDialect, postgresMigrationDialect } from './databases/postgres.ts';
import { openSqlite } from './databases/sqlite.ts';
import { migrateToLatest } from './migrate.ts';
import { SqlBans } from './SqlBans.ts';
import { SqlBlocks } from './SqlBlocks.ts';
import { SqlFriendships } from './SqlFriendships.ts';
import { SqlMatches } from './SqlMatches.ts';
import { SqlOrders } from './SqlOrders.ts';
import { type SqlFlavour, SqlPlayers } from './SqlPlayers.ts';
import { SqlPlayStore } from './SqlPlayStore.ts';
import { SqlRatings } from './SqlRatings.ts';
import { SqlReports } from './SqlReports.ts';
import { SqlSubscriptions } from './SqlSubscriptions.ts';
import { SqlWhispers } from './SqlWhispers.ts';
import type { Schema } from './schema.ts';

const SQLITE = 'sqlite:';

/** `url`: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. Rejects where a SQLite file cannot be opened. */
export async function openStore(url: string): Promise<Store> {
  if (url.startsWith(SQLITE)) return sqliteStore(await openSqlite(url.slice(SQLITE.length)));
  return sqlStore(
    postgresDialect(url),
    { elementsOf: 'json_array_elements', hasRowLocks: true },
    () => new Kysely<Schema>({ dialect: postgresMigrationDialect(url) }),
  );
}

/** For a server: no other may have the SQLite file until this store is closed. Rejects where one has it. */
export async function openStoreAlone(url: string): Promise<Store> {
  const store = await openStore(url);
  if (!url.startsWith(SQLITE)) return store;
  try {
    const unlock = await lockFile(url.slice(SQLITE.length));
    return { ...store, close: () => store.close().finally(unlock) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

export const sqliteStore = (dialect: Dialect): Store =>
  sqlStore(dialect, { elementsOf: 'json_each', hasRowLocks: false });

/** `openForMigration`: a connection whose time limits suit changes of the schema. Closed after use. */
function sqlStore(dialect: Dialect, flavour: SqlFlavour, openForMigration?: () => Kysely<Schema>): Store {
  const db = new Kysely<Schema>({ dialect });
  const players = new SqlPlayers(db, flavour);
  const matches = new SqlMatches(db, flavour.hasRowLocks);
  const reports = new SqlReports(db);
  const orders = new SqlOrders(db);
  const whispers = new SqlWhispers(db);
  return {
    players,
    ratings: new SqlRatings(db),
    matches,
    blocks: new SqlBlocks(db),
    friendships: new SqlFriendships(db),
    reports,
    whispers,
    bans: new SqlBans(db, flavour),
    orders,
    subscriptions: new SqlSubscriptions(db),
    play: new SqlPlayStore(db),
    async migrate() {
      const own = openForMigration?.();
      try {
        await migrateToLatest(own ?? db);
      } finally {
        await own?.destroy();
      }
    },
    async prune(now) {
      await players.prune(now - GUEST_KEPT_MS);
      await matches.prune(now - MATCH_KEPT_MS);
      await matches.pruneReplays(now - REPLAY_KEPT_MS, REPLAYS_MAX);
      await reports.prune(now - REPORTS_KEPT_MS);
      await orders.prune(now - ORDERS_KEPT_MS);
      await whispers.prune(now - WAITING_KEPT_MS);
    },
    close: () => db.destroy(),
  };
}
