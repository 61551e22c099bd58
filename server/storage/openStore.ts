/** The store that a DATABASE_URL names. */
import { Kysely } from 'kysely';
import type { Store } from '../ports.ts';
import { KyselyStore } from './KyselyStore.ts';
import { postgresDialect, postgresMigrationDialect } from './postgres.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite.ts';

const SQLITE = 'sqlite:';

/**
 * `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. Its tables are made by `migrate()`. Rejects where a SQLite file
 * cannot be opened; PostgreSQL is connected to when first asked.
 */
export async function openStore(url: string): Promise<Store> {
  if (url.startsWith(SQLITE)) {
    const dialect = await openSqlite(url.slice(SQLITE.length));
    return new KyselyStore(new Kysely<Schema>({ dialect }), { elementsOf: 'json_each', hasRowLocks: false });
  }
  return new KyselyStore(new Kysely<Schema>({ dialect: postgresDialect(url) }), {
    elementsOf: 'json_array_elements',
    hasRowLocks: true,
    openForMigration: () => new Kysely<Schema>({ dialect: postgresMigrationDialect(url) }),
  });
}
