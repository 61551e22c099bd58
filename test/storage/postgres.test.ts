import assert from 'node:assert/strict';
import { Kysely, sql } from 'kysely';
import pg from 'pg';
import type { PlayedMatch } from '../../server/domain/play/playedMatch.ts';
import type { Store } from '../../server/ports.ts';
import { postgresDialect } from '../../server/storage/databases/postgres.ts';
import { openStore } from '../../server/storage/openStore.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { type Bouncer, startBouncer } from '../support/bouncer.ts';
import { eventually, ownMs } from '../support/eventually.ts';
import { runSql, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { NetworkProxy } from '../support/proxy.ts';
import { ServerProcess } from '../support/serverProcess.ts';

/** The rule's limit for a call that hangs. */
const HANG_LIMIT_MS = 5_000;
const ADA = asPlayerId('ada');
const BOB = asPlayerId('bob');
const MATCH: PlayedMatch = {
  matchId: 'm1',
  mode: 'cycles-duel',
  ranking: [ADA, BOB].map((playerId, at) => ({ playerId, place: at + 1, isAbandoned: false })),
  startedAt: 1,
  endedAt: 2,
  withBots: false,
};
const OF_THE_STORE = `select pid from pg_stat_activity where application_name = 'foyer' and datname = current_database()`;
const WAITING = 'select pid from pg_locks where not granted';

const everyCall = (store: Store): Promise<unknown>[] => [
  store.players.find(ADA),
  store.players.create({ id: BOB, name: 'Bob', nameKey: 'bob', visibility: 'everyone', createdAt: 1 }),
  store.players.rename(ADA, 'Ada', 'ada'),
  store.players.setVisibility(ADA, 'friends', 0),
  store.bans.lift(ADA),
  store.players.writePresence([{ id: ADA, isOnline: true, lastActiveAt: 2, at: 2 }]),
  store.players.online(10),
  store.players.prune(0),
  store.matches.record(MATCH),
  store.matches.find(MATCH.matchId),
  store.ratings.of([ADA], MATCH.mode),
  store.ratings.leaderboard({ mode: MATCH.mode, limit: 10 }),
  store.matches.of(ADA, 10),
  store.matches.recentOpponents([ADA], MATCH.mode, 10),
  store.matches.prune(0),
  store.blocks.add(ADA, BOB, 1),
  store.blocks.remove(ADA, BOB),
  store.blocks.of([ADA]),
];
const outcomes = async (calls: Promise<unknown>[]) => (await Promise.allSettled(calls)).map(({ status }) => status);
const allReject = async (calls: Promise<unknown>[]) =>
  assert.deepEqual(
    await outcomes(calls),
    calls.map(() => 'rejected'),
  );

describe('faults of PostgreSQL', () => {
  let postgres: TestPostgres;
  let proxy: NetworkProxy;
  let url: string;
  let store: Store;
  before(async () => {
    postgres = await startPostgres();
    proxy = await NetworkProxy.to(postgres.port);
  });
  after(async () => {
    await proxy?.close();
    await postgres?.stop();
  });
  beforeEach(async () => {
    url = await postgres.createDatabase();
    store = await openStore(url.replace(`:${postgres.port}/`, `:${proxy.port}/`));
    await store.migrate();
    await store.players.create({ id: ADA, name: 'Ada', nameKey: 'ada', visibility: 'everyone', createdAt: 1 });
  });
  afterEach(() => store.close());

  /** Locks Ada's row, so every change of it waits; the returned function releases it. */
  async function lockAda(): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('begin');
    await client.query(`select 1 from players where id = 'ada' for update`);
    return () => client.end();
  }
  /** Two calls that wait for the row. */
  async function waitingCalls(): Promise<Promise<unknown>[]> {
    const calls = [store.players.setVisibility(ADA, 'nobody', 0), store.players.rename(ADA, 'Zoe', 'zoe')];
    for (const call of calls) call.catch(() => {});
    await eventually(async () => (await runSql(url, WAITING)).length === 2);
    return calls;
  }

  it('S13 every call rejects while PostgreSQL is down, and works after its return', async () => {
    await Promise.all(everyCall(store));
    await postgres.pause();
    await allReject(everyCall(store));
    await postgres.resume();
    await Promise.all(everyCall(store));
  });

  it('S13 pending calls reject when the server ends their connections, and have no effect', async () => {
    const unlock = await lockAda();
    const calls = await waitingCalls();
    await runSql(url, WAITING.replace('pid', 'pg_terminate_backend(pid)'));
    assert.deepEqual(await outcomes(calls), ['rejected', 'rejected']);
    await unlock();
    const ada = await store.players.find(ADA);
    assert.deepEqual([ada?.name, ada?.visibility], ['Ada', 'everyone']);
  });

  it('S13 pending calls reject when the link is cut, and the next ones work', async () => {
    const unlock = await lockAda();
    const calls = await waitingCalls();
    proxy.cut();
    assert.deepEqual(await outcomes(calls), ['rejected', 'rejected']);
    await unlock();
    await Promise.all(everyCall(store));
  });

  it('S17 a fact that waited behind a newer one does not overwrite it', async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('begin');
    await client.query(`update players set is_online = false, presence_at = 10, last_active_at = 7 where id = 'ada'`);
    const waits = store.players.writePresence([{ id: ADA, isOnline: true, lastActiveAt: 6, at: 9 }]);
    await eventually(async () => (await runSql(url, WAITING)).length === 1);
    await client.query('commit');
    await client.end();
    await waits;
    const ada = await store.players.find(ADA);
    assert.deepEqual([ada?.isOnline, ada?.lastActiveAt], [false, 7]);
  });

  it('S14 every call rejects in time when nothing passes any more, closing ends, and everything works after healing', async () => {
    const closing = await openStore(url.replace(`:${postgres.port}/`, `:${proxy.port}/`));
    await closing.players.online(1);
    await store.players.online(1);
    proxy.blackHole();
    const tookMs = await ownMs(async () => {
      const last = closing.players.find(ADA).catch(() => 'rejected');
      await allReject(everyCall(store));
      assert.equal(await last, 'rejected');
      await closing.close();
    });
    assert.ok(tookMs < HANG_LIMIT_MS, `took ${tookMs} ms`);
    proxy.heal();
    await Promise.all(everyCall(store));
  });

  it('S14 a change waiting for a lock rejects in time and has no later effect', async () => {
    const unlock = await lockAda();
    const tookMs = await ownMs(async () =>
      assert.deepEqual(await outcomes([store.players.setVisibility(ADA, 'nobody', 0)]), ['rejected']),
    );
    assert.ok(tookMs < HANG_LIMIT_MS, `took ${tookMs} ms`);
    await unlock();
    await store.players.writePresence([{ id: ADA, isOnline: true, lastActiveAt: 3, at: 3 }]);
    const ada = await store.players.find(ADA);
    assert.deepEqual([ada?.visibility, ada?.isOnline], ['everyone', true]);
  });

  it('S14 S54 a recording that stalls halfway rejects in time and leaves nothing', async () => {
    await store.players.create({ id: BOB, name: 'Bob', nameKey: 'bob', visibility: 'everyone', createdAt: 1 });
    const unlock = await lockAda();
    const recording = store.matches.record(MATCH);
    recording.catch(() => {});
    await eventually(async () => (await runSql(url, WAITING)).length === 1);
    const tookMs = await ownMs(async () => {
      proxy.blackHole();
      assert.deepEqual(await outcomes([recording]), ['rejected']);
    });
    assert.ok(tookMs < HANG_LIMIT_MS, `took ${tookMs} ms`);
    await unlock();
    proxy.heal();
    await eventually(async () => (await runSql(url, `${OF_THE_STORE} and state like '%transaction%'`)).length === 0);
    assert.equal(await store.matches.find(MATCH.matchId), undefined);
    assert.equal((await store.matches.record(MATCH))?.ranking.length, 2);
    assert.equal((await store.ratings.of([ADA, BOB], MATCH.mode)).get(ADA)?.matches, 1);
  });

  it('S14 a connection that does not answer is dropped, and the next call uses another', async () => {
    // At least one: the pool keeps connections that earlier calls opened.
    const backends = (await runSql(url, OF_THE_STORE)) as { pid: number }[];
    for (const { pid } of backends) process.kill(pid, 'SIGSTOP');
    try {
      assert.deepEqual(await outcomes([store.players.online(1)]), ['rejected']);
      for (const _ of backends) if ((await outcomes([store.players.online(1)]))[0] === 'fulfilled') return;
      assert.fail('no call uses another');
    } finally {
      for (const { pid } of backends) process.kill(pid, 'SIGCONT');
    }
  });
});

describe('PostgreSQL behind PgBouncer in transaction mode', () => {
  let postgres: TestPostgres;
  let bouncer: Bouncer;
  let url: string;
  before(async () => {
    postgres = await startPostgres();
    bouncer = await startBouncer(postgres.port);
    url = postgres.url.replace(`:${postgres.port}/`, `:${bouncer.port}/`);
  });
  after(async () => {
    await bouncer?.stop();
    await postgres?.stop();
  });

  it('S81 a server starts, and its store works', async () => {
    const env = { DATABASE_URL: url, JWT_SECRET: 'x'.repeat(32) };
    const server = new ServerProcess(env);
    try {
      const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
      assert.equal((await fetch(`${await server.url()}/auth/anonymous`, post)).status, 200);
      assert.equal(await server.end('SIGINT'), 0);
    } finally {
      server.child.kill('SIGKILL');
    }
    assert.ok(bouncer.refused.length > 0);
  });

  it('S81 limits of time hold within a transaction, and stay on no connection', async () => {
    const db = new Kysely({ dialect: postgresDialect(url) });
    const names = ['statement_timeout', 'idle_in_transaction_session_timeout'];
    const settings = async (at: Kysely<unknown>) => {
      const shown = await Promise.all(
        names.map((name) => sql<{ now: string }>`select current_setting(${name}) as now`.execute(at)),
      );
      return shown.map(({ rows }) => rows[0]?.now);
    };
    const together = [1, 2, 3, 4, 5, 6].map(() => db.transaction().execute(settings));
    for (const inside of await Promise.all(together)) assert.deepEqual(inside, ['2800ms', '3s']);
    const outside = await Promise.all([1, 2, 3, 4, 5, 6].map(() => settings(db)));
    for (const each of outside) assert.deepEqual(each, ['0', '0']);
    await assert.rejects(
      db.transaction().execute((at) => sql`select pg_sleep(60)`.execute(at)),
      /statement timeout/,
    );
    await assert.rejects(sql`select pg_sleep(60)`.execute(db), /timeout/);
    assert.deepEqual(await settings(db), ['0', '0']);
    await db.destroy();
  });

  it('S81 another refusal than of a parameter is none of PgBouncer’s', async () => {
    const before = bouncer.refused.length;
    const db = new Kysely({ dialect: postgresDialect(url.replace(/[^/]*$/, 'nothing')) });
    await assert.rejects(sql`select 1`.execute(db), /database "nothing" does not exist/);
    assert.equal(bouncer.refused.length, before + 1);
    await db.destroy();
  });
});
