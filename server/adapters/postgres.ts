/** Kysely on PostgreSQL, with limits: while the database hangs, a call rejects after LIMIT_MS at the latest. */
import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';

const CONNECT_LIMIT_MS = 3_000;
/** The server ends a statement a little earlier than the client gives up, so that nothing runs on unseen. */
const STATEMENT_LIMIT_MS = 4_500;
const QUERY_LIMIT_MS = 5_000;
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
  // An idle connection was lost. The pool has dropped it already, and the next call says whether the database is there.
  pool.on('error', () => {});
  return new PostgresDialect({ pool: new DiscardingPool(pool) });
}

/**
 * A connection that failed for any other reason than what the server answered is not used again: pg hands one whose
 * query timed out back to the pool, and over a dead link every later query would wait behind it.
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
    let isBroken = false;
    const query = async (text: string, parameters: unknown[]): Promise<pg.QueryResult> => {
      try {
        return await client.query(text, parameters);
      } catch (error) {
        isBroken ||= !(error instanceof pg.DatabaseError);
        throw error;
      }
    };
    const release = (discard = false): void => client.release(isBroken || discard);
    // Without cursors, which Foyer does not use, this is the whole interface.
    return { query, release } as unknown as PostgresPoolClient;
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
