/** Kysely on Node's own SQLite. Statements run on the caller's thread. */
import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { makeFolder } from './makeFolder.ts';

export const SQLITE_MEMORY = ':memory:';
/** How long a statement waits for another process' write. It blocks this thread. */
const BUSY_TIMEOUT_MS = 1_000;
/** How long opening, and beginning a transaction, wait for another process, such as one that changes the schema. */
const BUSY_LIMIT_MS = 60_000;
const BUSY_RETRY_MS = 20;
/** Statements kept prepared. The store has about thirty, some in one form for each number of players. */
const PREPARED_MAX = 128;

/** `path`: a file, created with its folder where it is missing and readable by its owner alone, or `:memory:`. Rejects where it cannot be opened. */
export async function openSqlite(path: string): Promise<SqliteDialect> {
  if (path !== SQLITE_MEMORY) {
    makeFolder(dirname(path));
    makePrivate(path);
  }
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: BUSY_TIMEOUT_MS });
  try {
    // The change to WAL needs exclusive access and does not wait for it.
    await whenFree(async () => database.exec('pragma journal_mode = wal'));
    database.exec('pragma synchronous = normal');
  } catch (error) {
    database.close();
    throw error;
  }
  return sqliteDialect(database);
}

/** SQLite gives the files beside it the database's own mode. */
const BESIDE = ['', '-wal', '-shm', '-journal'];

/** Creates the file, or takes it back, for its owner alone. What cannot be changed is left: it may be another's. */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch {
    // SQLite says what is wrong with it.
  }
  for (const end of BESIDE) {
    try {
      if (statSync(path + end).isFile()) chmodSync(path + end, 0o600);
    } catch {
      // Not there, or not ours.
    }
  }
}

export const sqliteDialect = (database: DatabaseSync): SqliteDialect =>
  new ImmediateDialect({ database: adapt(database) });

/** Transactions take the write lock when they begin: of several processes that migrate at once, one does it all. */
class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await whenFree(() => connection.executeQuery(CompiledQuery.raw('begin immediate')));
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

const SQLITE_BUSY = 5;
export const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;

export async function whenFree<T>(act: () => Promise<T>, limitMs = BUSY_LIMIT_MS): Promise<T> {
  for (const until = performance.now() + limitMs; ; await sleep(BUSY_RETRY_MS)) {
    try {
      return await act();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
    }
  }
}

/** node:sqlite as the driver that Kysely expects: statements with columns are read, others are run. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      const known = prepared.get(text);
      if (known) return known;
      const statement = adaptStatement(database.prepare(text));
      if (prepared.size === PREPARED_MAX) prepared.clear();
      prepared.set(text, statement);
      return statement;
    },
  };
}

const adaptStatement = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (parameters) => statement.all(...bound(parameters)),
  run: (parameters) => statement.run(...bound(parameters)),
  iterate: (parameters) => statement.iterate(...bound(parameters)),
});

/** SQLite has no booleans. */
const bound = (parameters: readonly unknown[]): SQLInputValue[] =>
  parameters.map((value) => (typeof value === 'boolean' ? Number(value) : (value as SQLInputValue)));
