/** Kysely on PostgreSQL, with limits: while the database hangs, a call rejects after five seconds at the latest. */
import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';

/** To get a connection, a new one or another's turn; then follows the query, with its own limit. */
const CONNECT_LIMIT_MS = 2_000;
const QUERY_LIMIT_MS = 3_000;
/** The server ends a statement a little earlier than the client gives up, so that nothing runs on unseen. */
const STATEMENT_LIMIT_MS = 2_800;
/** A change of the schema may wait for another process' change, and rewrite a large table. */
const MIGRATION_LIMIT_MS = 300_000;
/** The lobby reads one row a join and writes batches, one at a time. */
const CONNECTIONS_MAX = 4;

/** `url`: `postgres://…`. Connects when first used. */
export const postgresDialect = (url: string): PostgresDialect =>
  dialect({ connectionString: url, max: CONNECTIONS_MAX, ...limits(STATEMENT_LIMIT_MS, QUERY_LIMIT_MS) });

export const postgresMigrationDialect = (url: string): PostgresDialect =>
  dialect({ connectionString: url, max: 1, ...limits(MIGRATION_LIMIT_MS, MIGRATION_LIMIT_MS) });

const limits = (statementMs: number, queryMs: number): pg.PoolConfig => ({
  connectionTimeoutMillis: CONNECT_LIMIT_MS,
  statement_timeout: statementMs,
  query_timeout: queryMs,
  idle_in_transaction_session_timeout: queryMs,
});

function dialect(config: pg.PoolConfig): PostgresDialect {
  const pool = new pg.Pool({ ...config, application_name: 'foyer', keepAlive: true, types: { getTypeParser } });
  // A lost connection has nothing to say here: the call that used it rejects, and the pool drops it. Without listeners,
  // on the pool for idle ones and on the client for those in use, it would be an uncaught exception.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool: new DiscardingPool(pool) });
}

/**
 * A connection is used again only if its queries succeeded or the server refused them and goes on. pg itself hands one
 * whose query timed out back to the pool, where every later query would wait behind it, and one that the server has just
 * ended, too.
 */
class DiscardingPool implements PostgresPool {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  get options(): object {
    return this.#pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect();
    let broken: { error: unknown } | undefined;
    const query = async (text: string, parameters: readonly unknown[]) => {
      // The end of a transaction would wait once more behind the query that timed out.
      if (broken) throw broken.error;
      try {
        return await client.query(text, [...parameters]);
      } catch (error) {
        if (!(error instanceof pg.DatabaseError && error.severity === 'ERROR')) broken = { error };
        throw error;
      }
    };
    return {
      // Cursors, the other way to call it, are not used.
      query: query as unknown as PostgresPoolClient['query'],
      release: (discard) => client.release(broken !== undefined || discard),
    };
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

/** int8 and numeric come as text because they may be larger than a number; our counts and times are not. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC
    ? Number
    : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser;
