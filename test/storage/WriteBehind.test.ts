import assert from 'node:assert/strict';
import type { PresenceWrite } from '../../server/domain/storage/writeQueue.ts';
import type { Players, Store } from '../../server/ports.ts';
import { openStore } from '../../server/storage/openStore.ts';
import { WriteBehind } from '../../server/storage/WriteBehind.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { STORE_EVERY_MS } from '../../shared/limits.ts';
import { eventually } from '../support/eventually.ts';
import { FakeTime, settled } from '../support/fakeTime.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

/** At the time of the last activity. */
const write = (id: string, lastActiveAt: number, isOnline = true): PresenceWrite => ({
  ...{ id: asPlayerId(id), isOnline, lastActiveAt, at: lastActiveAt },
});

/** A store that records its batches and gives the configured replies. */
class ToldStore {
  readonly batches: { at: number; rows: readonly PresenceWrite[] }[] = [];
  readonly rows = new Map<string, PresenceWrite>();
  underWay = 0;
  mostUnderWay = 0;
  readonly #time: FakeTime;
  #answer: () => Promise<void> = () => Promise.resolve();

  constructor(time: FakeTime) {
    this.#time = time;
  }

  answersAfter(ms: number): void {
    this.#answer = () => new Promise((resolve) => this.#time.timers.setTimeout(resolve, ms));
  }

  fails(): void {
    this.#answer = () => Promise.reject(new Error('connection refused'));
  }

  throwsAtOnce(): void {
    this.#answer = () => {
      throw new Error('no driver');
    };
  }

  hangs(): void {
    this.#answer = () => new Promise(() => {});
  }

  works(): void {
    this.#answer = () => Promise.resolve();
  }

  writePresence(rows: readonly PresenceWrite[]): Promise<void> {
    this.batches.push({ at: this.#time.now, rows });
    const answer = this.#answer();
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    return answer
      .then(() => {
        for (const row of rows) this.rows.set(row.id, row);
      })
      .finally(() => {
        this.underWay -= 1;
      });
  }
}

class Counted {
  total = 0;
  inc(by = 1): void {
    this.total += by;
  }
}

function behind(players: Players, time?: FakeTime, mayWrite = () => true) {
  const lines: string[] = [];
  const metrics = { storeWrites: new Counted(), storeFailures: new Counted() };
  const note = (_: object, text: string) => void lines.push(text);
  const writeBehind = new WriteBehind({
    players,
    mayWrite,
    clock: { now: () => time?.now ?? performance.now(), wall: Date.now },
    ...(time ? { timers: time.timers } : {}),
    metrics: metrics as never,
    log: { warn: note, error: note } as never,
  });
  writeBehind.start();
  return { writeBehind, metrics, lines };
}

function world(mayWrite?: () => boolean) {
  const time = new FakeTime();
  const store = new ToldStore(time);
  return { time, store, ...behind(store as object as Players, time, mayWrite) };
}

describe('the write-behind', () => {
  it('S20 a first join is stored within a second', async () => {
    const { time, store, writeBehind } = world();
    await time.pass(123_456);
    writeBehind.put(write('a', 1));
    await time.pass(1_000);
    assert.deepEqual([...store.rows.values()], [write('a', 1)]);
  });

  it('S21 a busy player is written once in STORE_EVERY_MS, with the last value', async () => {
    const { time, store, writeBehind } = world();
    for (let second = 0; second < 300; second++) {
      writeBehind.put(write('a', second));
      await time.pass(1_000);
    }
    assert.ok(store.batches.length >= 4, `${store.batches.length} batches`);
    for (const [i, { at }] of store.batches.entries()) {
      const before = store.batches[i - 1];
      if (before) assert.ok(at - before.at >= STORE_EVERY_MS, `${at - before.at} ms after the one before`);
    }
    await time.pass(STORE_EVERY_MS);
    assert.deepEqual(store.rows.get('a'), write('a', 299));
  });

  it('S36 a player who was stored as offline a moment ago and comes is stored as online within a second', async () => {
    const { time, store, writeBehind } = world();
    for (const [at, isOnline] of [
      [1, false],
      [2_000, true],
      [4_000, false],
      [6_000, true],
    ] as const) {
      writeBehind.put(write('a', at, isOnline));
      await time.pass(1_000);
      assert.deepEqual(store.rows.get('a'), write('a', at, isOnline));
      await time.pass(1_000);
    }
  });

  it('S22 many rows are stored in batches, one after another', async () => {
    const { time, store, writeBehind, metrics } = world();
    store.answersAfter(100);
    for (let i = 0; i < 2_100; i++) writeBehind.put(write(`p${i}`, i));
    await time.pass(1_000 + 5 * 100);
    assert.deepEqual(
      store.batches.map(({ rows }) => rows.length),
      [500, 500, 500, 500, 100],
    );
    assert.equal(store.mostUnderWay, 1);
    assert.equal(metrics.storeWrites.total, 2_100);
  });

  it('S22 a store that hangs or throws delays nobody', async () => {
    const { time, store, writeBehind } = world();
    store.hangs();
    for (let second = 0; second < 100; second++) {
      writeBehind.put(write(`p${second}`, second));
      await time.pass(1_000);
    }
    assert.equal(store.batches.length, 1);
    assert.equal(writeBehind.pending, 100);

    const other = world();
    other.store.throwsAtOnce();
    other.writeBehind.put(write('a', 1));
    await other.time.pass(1_000);
    other.store.works();
    await other.time.pass(10_000);
    assert.equal(other.writeBehind.pending, 0);
  });

  it('S23 after 60 s without the store every player’s last value is stored within 10 s', async () => {
    const { time, store, writeBehind, metrics, lines } = world();
    for (let i = 0; i < 1_200; i++) writeBehind.put(write(`p${i}`, 0));
    await time.pass(1_000);
    store.fails();
    for (let second = 1; second <= 60; second++) {
      for (let i = 0; i < 1_200; i++) writeBehind.put(write(`p${i}`, second, i % 2 === 0));
      writeBehind.put(write(`new ${second}`, second));
      await time.pass(1_000);
    }
    assert.equal(writeBehind.pending, 1_260);
    assert.equal(writeBehind.remembered, 1_260);
    const tries = metrics.storeFailures.total;
    assert.ok(tries >= 10 && tries <= 20, `${tries} tries`);

    store.works();
    await time.pass(10_000);
    assert.equal(writeBehind.pending, 0);
    for (let i = 0; i < 1_200; i++) assert.deepEqual(store.rows.get(`p${i}`), write(`p${i}`, 60, i % 2 === 0));
    for (let second = 1; second <= 60; second++) assert.ok(store.rows.has(`new ${second}`));
    assert.deepEqual(lines, ['the store is away: presence is kept and written later', 'the store is back']);
  });

  it('S24 the queue is healthy unless the store fails or lets a write hang', async () => {
    const { time, store, writeBehind } = world();
    assert.equal(writeBehind.isHealthy, true);
    store.fails();
    writeBehind.put(write('a', 1));
    await time.pass(1_000);
    assert.equal(writeBehind.isHealthy, false);
    store.works();
    await time.pass(5_000);
    assert.equal(writeBehind.isHealthy, true);

    store.answersAfter(8_000);
    writeBehind.put(write('b', 1));
    await time.pass(6_000);
    assert.equal(writeBehind.isHealthy, true);
    await time.pass(1_000);
    assert.equal(writeBehind.isHealthy, false);
    await time.pass(3_000);
    assert.equal(writeBehind.isHealthy, true);
  });

  it('S25 a flush writes everything at once, including recent writes and later additions', async () => {
    const { time, store, writeBehind } = world();
    store.answersAfter(300);
    for (let i = 0; i < 1_100; i++) writeBehind.put(write(`p${i}`, 1));
    await time.pass(1_100);
    for (let i = 0; i < 1_100; i++) writeBehind.put(write(`p${i}`, 2, false));
    const flushed = writeBehind.flush(8_000);
    await time.pass(500);
    writeBehind.put(write('late', 3, false));
    await time.pass(7_000);
    assert.equal(await flushed, 0);
    assert.equal(store.mostUnderWay, 1);
    for (let i = 0; i < 1_100; i++) assert.deepEqual(store.rows.get(`p${i}`), write(`p${i}`, 2, false));
    assert.deepEqual(store.rows.get('late'), write('late', 3, false));
  });

  it('S25 a flush retries if the store fails', async () => {
    const { time, store, writeBehind } = world();
    store.fails();
    writeBehind.put(write('a', 1));
    await time.pass(30_000);
    const flushed = writeBehind.flush(8_000);
    await time.pass(4_000);
    store.works();
    await time.pass(1_000);
    assert.equal(await flushed, 0);
  });

  it('S25 a flush ends at its deadline with the number of players left', async () => {
    for (const answer of ['fails', 'hangs'] as const) {
      const { time, store, writeBehind } = world();
      store[answer]();
      for (let i = 0; i < 700; i++) writeBehind.put(write(`p${i}`, 1));
      await time.pass(1_000);
      writeBehind.put(write('p0', 2, false));
      let left: number | undefined;
      void writeBehind.flush(8_000).then((count) => {
        left = count;
      });
      await time.pass(7_999);
      assert.equal(left, undefined);
      await time.pass(1);
      assert.equal(left, 700, answer);
    }
  });

  it('S28 a process without permission to write stays healthy, keeps everything, and writes the last values once permitted', async () => {
    let mayWrite = false;
    const { time, store, writeBehind, lines } = world(() => mayWrite);
    for (let second = 0; second < 10; second++) {
      for (let i = 0; i < 600; i++) writeBehind.put(write(`p${i}`, second, second % 2 === 0));
      await time.pass(1_000);
    }
    assert.deepEqual([store.batches.length, writeBehind.pending, writeBehind.isHealthy], [0, 600, true]);
    mayWrite = true;
    await time.pass(1_000);
    assert.deepEqual([store.batches.length, writeBehind.pending], [2, 0]);
    for (let i = 0; i < 600; i++) assert.deepEqual(store.rows.get(`p${i}`), write(`p${i}`, 9, false));
    assert.deepEqual(lines, []);
  });

  it('S28 permission is checked before each batch, not once for all', async () => {
    let asked = 0;
    const { time, store, writeBehind } = world(() => ++asked <= 2);
    for (let i = 0; i < 1_100; i++) writeBehind.put(write(`p${i}`, 1));
    await time.pass(5_000);
    assert.deepEqual(
      store.batches.map(({ rows }) => rows.length),
      [500, 500],
    );
    assert.equal(writeBehind.pending, 100);
  });

  it('S28 a flush waits for permission until its deadline', async () => {
    let mayWrite = false;
    const { time, store, writeBehind } = world(() => mayWrite);
    writeBehind.stop();
    writeBehind.put(write('a', 1));
    let left: number | undefined;
    void writeBehind.flush(2_000).then((count) => {
      left = count;
    });
    await time.pass(2_000);
    assert.deepEqual([left, store.batches.length], [1, 0]);
    const flushed = writeBehind.flush(2_000);
    await time.pass(500);
    mayWrite = true;
    await time.pass(500);
    assert.equal(await flushed, 0);
    assert.deepEqual([...store.rows.values()], [write('a', 1)]);
  });

  it('S26 players are forgotten after their rest, and the timer stops with the last', async () => {
    const { time, writeBehind } = world();
    for (let i = 0; i < 1_000; i++) writeBehind.put(write(`p${i}`, 1));
    await time.pass(STORE_EVERY_MS + 3_000);
    assert.equal(writeBehind.remembered, 0);
    writeBehind.stop();
    await settled();
    assert.equal(time.pending, 0);
  });

  describe('on PostgreSQL', () => {
    let postgres: TestPostgres;
    let store: Store;
    before(async () => {
      postgres = await startPostgres();
      store = await openStore(postgres.url);
      await store.migrate();
    });
    after(async () => {
      await store?.close();
      await postgres?.stop();
    });

    it('S23 the last value of each player is stored after PostgreSQL restarts', async () => {
      const { writeBehind, lines } = behind(store.players);
      const ids = Array.from({ length: 50 }, (_, i) => asPlayerId(`player-${i}`));
      for (const id of ids) {
        await store.players.create({ id, name: id, nameKey: id, visibility: 'everyone', createdAt: 1 });
      }
      await postgres.pause();
      for (const id of ids) writeBehind.put(write(id, 2, false));
      await eventually(() => !writeBehind.isHealthy);
      for (const id of ids) writeBehind.put(write(id, 3));
      await postgres.resume();
      await eventually(() => writeBehind.pending === 0, 10_000);
      for (const id of ids) {
        const { isOnline, lastActiveAt } = (await store.players.find(id)) ?? {};
        assert.deepEqual({ isOnline, lastActiveAt }, { isOnline: true, lastActiveAt: 3 });
      }
      assert.deepEqual(lines, ['the store is away: presence is kept and written later', 'the store is back']);
      writeBehind.stop();
    });
  });
});
