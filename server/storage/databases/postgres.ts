/** Kysely on PostgreSQL, with time limits: while the database hangs, a call rejects within five seconds. */
import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';

/** To get a connection, new or from the pool; the query then has its own limit. */
const CONNECT_LIMIT_MS = 2_000;
const QUERY_LIMIT_MS = 3_000;
/** The server ends a statement a little before the client gives up, so that nothing runs on unseen. */
const STATEMENT_LIMIT_MS = 2_800;
/** A change of the schema may wait for another process, and rewrite a large table. */
const MIGRATION_LIMIT_MS = 300_000;
/** The lobby reads one row a join, and writes one batch at a time. */
const CONNECTIONS_MAX = 4;

/** `url`: `postgres://…`. Connects on first use. */
export const postgresDialect = (url: string): PostgresDialect =>
  dialect(url, CONNECTIONS_MAX, { statementMs: STATEMENT_LIMIT_MS, queryMs: QUERY_LIMIT_MS });

export const postgresMigrationDialect = (url: string): PostgresDialect =>
  dialect(url, 1, { statementMs: MIGRATION_LIMIT_MS, queryMs: MIGRATION_LIMIT_MS });

type TimeLimits = { statementMs: number; queryMs: number };

function dialect(url: string, max: number, limits: TimeLimits): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'foyer',
    keepAlive: true,
    types: { getTypeParser },
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    query_timeout: limits.queryMs,
    ...asParameters(limits),
  });
  // Without listeners, on the pool for idle connections and on the client for those in use, a lost connection would be an
  // uncaught exception. The call that used it rejects anyway, and the pool drops it.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool: new DiscardingPool(pool, limits) });
}

/** What the server itself holds to. PostgreSQL takes them with the first packet, at no cost. */
const asParameters = ({ statementMs, queryMs }: TimeLimits) => ({
  statement_timeout: statementMs,
  idle_in_transaction_session_timeout: queryMs,
});

/** PgBouncer's answer to them: the connections behind it belong to no session. */
const IS_REFUSED_PARAMETER = /unsupported startup parameter/;
const BEGIN = /^(begin|start transaction)\b/i;

/**
 * Reuses a connection only if its queries succeeded, or the server refused them and goes on. pg itself would return to the
 * pool a connection that the server has just ended, or whose query timed out and blocks every later one.
 */
class DiscardingPool implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #parameters: Record<string, number>;
  /** Of one transaction. */
  readonly #setLocal: string;
  /** Behind PgBouncer limits hold for a transaction each: set for a session, others would find them on their connections. */
  #isBehindBouncer = false;

  constructor(pool: pg.Pool, limits: TimeLimits) {
    this.#pool = pool;
    this.#parameters = asParameters(limits);
    this.#setLocal = Object.entries(this.#parameters)
      .map(([name, ms]) => `set local ${name} = ${ms}`)
      .join('; ');
  }

  get options(): object {
    return this.#pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect().catch((error) => this.#connectToBouncer(error));
    let broken: { error: unknown } | undefined;
    const query = async (text: string, parameters: readonly unknown[]) => {
      // The end of a transaction would wait behind the query that timed out.
      if (broken) throw broken.error;
      try {
        const result = await client.query(text, [...parameters]);
        if (this.#isBehindBouncer && BEGIN.test(text)) await client.query(this.#setLocal);
        return result;
      } catch (error) {
        if (error instanceof pg.DatabaseError && error.severity === 'ERROR') throw error;
        broken = { error };
        return lost(error);
      }
    };
    return {
      // Kysely also calls it with cursors, but only for streams.
      query: query as unknown as PostgresPoolClient['query'],
      release: (discard) => client.release(broken !== undefined || discard),
    };
  }

  async #connectToBouncer(refusal: unknown): Promise<pg.PoolClient> {
    if (!IS_REFUSED_PARAMETER.test(String(refusal))) return lost(refusal);
    this.#isBehindBouncer = true;
    for (const name of Object.keys(this.#parameters)) delete this.#pool.options[name as keyof pg.PoolOptions];
    return this.#pool.connect().catch(lost);
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

/** pg's own errors of lost connections and time limits have no code: as bugs would have none. */
function lost(error: unknown): never {
  if (error instanceof Error && !('code' in error)) Object.assign(error, { code: 'ECONNABORTED' });
  throw error;
}

/** pg reads int8 and numeric as text, since they may exceed a number; our counts and times do not. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC
    ? Number
    : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser;
