/** A PostgreSQL for tests, with empty databases on demand and statements to inspect them. */
import pg from 'pg';
import { type Postgres, startPostgres as start } from '../../scripts/services/postgres.ts';

export type TestPostgres = Omit<Postgres, 'urlOf'> & {
  /** Returns the URL of a new, empty database. */
  createDatabase(): Promise<string>;
};

export async function startPostgres(): Promise<TestPostgres> {
  const { urlOf, ...server } = await start();
  let databases = 0;
  const createDatabase = async () => {
    const name = `test_${++databases}`;
    await runSql(server.url, `create database ${name}`);
    return urlOf(name);
  };
  return { ...server, createDatabase };
}

/** Runs one statement over its own connection. */
export async function runSql(url: string, statement: string, parameters: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement, parameters)).rows;
  } finally {
    await client.end();
  }
}
