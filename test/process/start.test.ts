/** Starts that cannot succeed, each as a process of its own. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { freePort, isFree } from '../../scripts/services/freePort.ts';
import { type Redis, startRedis } from '../../scripts/services/redis.ts';
import { openStore } from '../../server/storage/openStore.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { ServerProcess } from '../support/serverProcess.ts';

/** A file that is neither a folder nor a database. */
const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const LOST_MODE = new URL('../support/lostMode.ts', import.meta.url).href;

/** Its exit code; or that it is open, where it should have ended. */
const endOf = ({ child }: ServerProcess): Promise<number | null | string> =>
  new Promise((resolve) => {
    child.once('close', resolve);
    child.stdout?.on('data', (text: Buffer) => text.includes('Foyer is open') && resolve('it is open'));
  });

describe('a start that cannot succeed', () => {
  let folder: string;
  let redis: Redis;
  let postgres: TestPostgres;
  /** Accepts connections and never says a word. */
  let silent: Server;
  let silentPort: number;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-start-'));
    redis = await startRedis();
    postgres = await startPostgres();
    silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    silentPort = (silent.address() as { port: number }).port;
  });
  after(async () => {
    silent.close();
    await postgres.stop();
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const newerDatabase = async (): Promise<string> => {
    const path = join(folder, 'newer.db');
    const store = await openStore(`sqlite:${path}`);
    await store.migrate();
    await store.close();
    const database = new DatabaseSync(path);
    database.exec("insert into kysely_migration (name, timestamp) values ('999_later', '2030')");
    database.close();
    return `sqlite:${path}`;
  };
  const withRedis = (REDIS_URL: string) => ({ REDIS_URL, DATABASE_URL: postgres.url });
  const SECRET = { JWT_SECRET: 'x'.repeat(32) };

  type Env = Record<string, string>;
  type Row = { says: string; env: () => Env | Promise<Env>; flags?: string[] };
  const ROWS: Record<string, Row> = {
    'a taken port': { says: 'site: listen EADDRINUSE', env: () => ({ PORT: `${silentPort}` }) },
    'a taken port, of a server with the others in one Redis': {
      says: 'site: listen EADDRINUSE',
      env: () => ({ PORT: `${silentPort}`, ...withRedis(redis.url) }),
    },
    'an address of another machine': { says: 'site: listen EADDRNOTAVAIL', env: () => ({ HOST: '192.0.2.1' }) },
    'a host without an address': { says: 'site: getaddrinfo', env: () => ({ HOST: 'nowhere.invalid' }) },
    'a folder that cannot be written': {
      says: 'store: ENOENT',
      env: () => ({ DATABASE_URL: 'sqlite:/proc/nope/foyer.db' }),
    },
    'a folder that is a file': {
      says: 'store: unable to open database file',
      env: () => ({ DATABASE_URL: `sqlite:${MAIN}/foyer.db` }),
    },
    'a file that is no database': {
      says: 'store: file is not a database',
      env: () => ({ DATABASE_URL: `sqlite:${file('text', 'no database '.repeat(100))}` }),
    },
    'a database of a newer Foyer': {
      says: 'store: the database is of a newer Foyer, whose migration 999_later',
      env: async () => ({ DATABASE_URL: await newerDatabase() }),
    },
    'a file with too short a secret': {
      says: '.*short.db.secret holds no secret of 32 characters',
      env: () => ({ DATABASE_URL: `sqlite:${file('short.db.secret', 'x').replace(/\.secret$/, '')}`, JWT_SECRET: '' }),
    },
    'a database that is not there': {
      says: 'store: connect ECONNREFUSED',
      env: () => ({ DATABASE_URL: 'postgres://127.0.0.1:1/x', ...SECRET }),
    },
    'a database at a host without an address': {
      says: 'store: getaddrinfo',
      env: () => ({ DATABASE_URL: 'postgres://nowhere.invalid/x', ...SECRET }),
    },
    'a database that does not answer': {
      says: 'store: .*timeout',
      env: () => ({ DATABASE_URL: `postgres://127.0.0.1:${silentPort}/x`, ...SECRET }),
    },
    'a database without that name': {
      says: 'store: database "nothing" does not exist',
      env: () => ({ DATABASE_URL: postgres.url.replace(/[^/]*$/, 'nothing'), ...SECRET }),
    },
    'a Redis that is not there': {
      says: 'links: Redis does not answer: connect ECONNREFUSED',
      env: () => ({ ...withRedis('redis://127.0.0.1:1'), ...SECRET }),
    },
    'a Redis at a host without an address': {
      says: 'links: Redis does not answer: getaddrinfo',
      env: () => ({ ...withRedis('redis://nowhere.invalid'), ...SECRET }),
    },
    'a Redis that does not answer': {
      says: 'links: Redis does not answer: ',
      env: () => ({ ...withRedis(`redis://127.0.0.1:${silentPort}`), ...SECRET }),
    },
    'a Redis that does not know the user': {
      says: 'links: Redis does not answer: WRONGPASS',
      env: () => ({ ...withRedis(redis.url.replace('//', '//foyer:wrong@')), ...SECRET }),
    },
    'a mode that is played in a room of no game': {
      says: 'the mode lost of shared/modes.ts is played in the room cylces',
      env: () => ({}),
      flags: ['--import', LOST_MODE],
    },
  };

  for (const [what, { says, env, flags = [] }] of Object.entries(ROWS)) {
    it(`G32 ${what} gives one line and code 1, and nothing is kept`, async () => {
      const port = await freePort();
      const started = new ServerProcess(
        { PORT: `${port}`, DATABASE_URL: 'sqlite::memory:', ...SECRET, ...(await env()) },
        flags,
      );
      try {
        assert.equal(await endOf(started), 1, started.output);
      } finally {
        started.child.kill('SIGKILL');
      }
      assert.match(started.errors, new RegExp(`^(Foyer cannot start: )?${says}.*\n$`));
      assert.equal(started.errors.split('\n').length, 2);
      assert.ok(await isFree(port));
      assert.deepEqual(await redis.run('KEYS', 'foyer:lease:*'), []);
    });
  }

  it('G32 a second server on a SQLite file ends likewise, until the first has ended, however that ended', async () => {
    const env = { DATABASE_URL: `sqlite:${join(folder, 'shared.db')}` };
    const first = new ServerProcess(env);
    try {
      const url = await first.url();
      const second = new ServerProcess(env);
      try {
        assert.equal(await endOf(second), 1);
      } finally {
        second.child.kill('SIGKILL');
      }
      assert.match(second.errors, /^Foyer cannot start: store: another server uses \S+shared\.db; several .*\n$/);
      assert.equal((await fetch(`${url}/readyz`)).status, 200);
    } finally {
      await first.end('SIGKILL');
    }
    const third = new ServerProcess(env);
    await third.url();
    assert.equal(await third.end('SIGINT'), 0);
    const fourth = new ServerProcess(env);
    await fourth.url();
    assert.equal(await fourth.end('SIGINT'), 0);
  });
});
