/** The databases of the contract suites, emptied for every test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../server/ports.ts';
import { openStore } from '../../server/storage/openStore.ts';
import { runSql, startPostgres, type TestPostgres } from './postgres.ts';

/** Stores opened there share their players. */
export type StorePlace = {
  url: string;
  open(): Promise<Store>;
  /** Runs a statement behind the stores' back. */
  run(statement: string): Promise<void>;
};
export type StoreKind = {
  name: string;
  start(): Promise<void>;
  fresh(): Promise<StorePlace>;
  stop(): Promise<void>;
};

export function sqliteStores(): StoreKind {
  let folder = '';
  let files = 0;
  return {
    name: 'SQLite',
    async start() {
      folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'));
    },
    async fresh() {
      const file = join(folder, `${++files}.db`);
      const url = `sqlite:${file}`;
      const run = async (statement: string) => {
        const database = new DatabaseSync(file);
        database.exec(statement);
        database.close();
      };
      return { url, open: () => openStore(url), run };
    },
    async stop() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function postgresStores(): StoreKind {
  let postgres: TestPostgres | undefined;
  return {
    name: 'PostgreSQL',
    async start() {
      postgres = await startPostgres();
    },
    async fresh() {
      if (!postgres) throw new Error('fresh() before start()');
      const { url } = postgres;
      // Ten times faster than a new database.
      await runSql(url, 'drop schema public cascade; create schema public');
      const run = async (statement: string) => void (await runSql(url, statement));
      return { url, open: () => openStore(url), run };
    },
    async stop() {
      await postgres?.stop();
    },
  };
}
