/**
 * The rooms of several real processes as one matchmaking over a real Redis, with processes killed, stopped and cut off.
 */
import assert from 'node:assert/strict';
import { type Redis, startRedis } from '../../scripts/services/redis.ts';
import { eventually, ownMs } from '../support/eventually.ts';
import { ListingProcess } from '../support/listingProcess.ts';

const HEALED_MS = 5_000;
/** One second plus one of slack, in this process' own time. Stock Colyseus takes four. */
const SOON_MS = 2_000;
/** More than a message and its consequences need. */
const TURNS = 10;

describe('room listings of several processes', () => {
  let redis: Redis;
  let processes: ListingProcess[] = [];
  before(async () => {
    redis = await startRedis();
  });
  after(() => redis.stop());
  afterEach(async () => {
    try {
      for (const one of processes) {
        if (one.child.signalCode === null && one.child.exitCode === null) {
          assert.deepEqual(await one.ask('errors'), [], 'nothing went astray');
        }
      }
    } finally {
      await Promise.all(processes.map((one) => one.kill()));
      processes = [];
      await redis.flush();
    }
  });

  const start = async (count: number): Promise<ListingProcess[]> => {
    const started = await Promise.all(Array.from({ length: count }, () => ListingProcess.start(redis.url)));
    processes.push(...started);
    return started;
  };
  const two = async () => (await start(2)) as [ListingProcess, ListingProcess];
  const within = async <T>(ms: number, call: () => Promise<T>): Promise<T> => {
    let answer: T | undefined;
    const took = await ownMs(async () => {
      answer = await call();
    });
    assert.ok(took < ms, `took ${took} ms`);
    return answer as T;
  };
  /** From then on a process that does not answer counts as dead. */
  // Real time: a subscription is trusted when it has stood for a while.
  const settled = () => new Promise((resolve) => setTimeout(resolve, 1_600));

  it('M1 many players who come at once to several processes share one lobby', async () => {
    const [a, b] = await two();
    const seats = [...new Set((await Promise.all([a, b, a].map((one) => one.ask('joinMany')))).flat())];
    assert.equal(seats.length, 1);
    assert.deepEqual(await a.ask('listed'), await b.ask('listed'));
    assert.equal(await b.ask('joinById', seats[0] ?? ''), seats[0]);
  });

  it('M2 a player bound for a process that was just killed gets a seat elsewhere within a second', async () => {
    const [a, b] = await two();
    const lobby = await b.ask('joinOrCreate');
    assert.equal(await a.ask('joinOrCreate'), lobby);
    await settled();
    await b.kill();
    const seats = await within(SOON_MS, () => Promise.all([a.ask('joinOrCreate'), a.ask('joinOrCreate')]));
    assert.equal(new Set(seats).size, 1);
    assert.equal(await a.ask('isHere', seats[0] ?? ''), true);
    await eventually(async () => assert.deepEqual(await a.ask('listed'), [seats[0]]), HEALED_MS);
  });

  it('M3 a join by id into a room of a killed process is refused within a second', async () => {
    const [a, b] = await two();
    const lobby = await b.ask('joinOrCreate');
    await settled();
    await b.kill();
    await within(SOON_MS, () => assert.rejects(a.ask('joinById', lobby)));
    await within(SOON_MS, () => assert.rejects(a.ask('joinById', lobby), /not found/));
    assert.deepEqual(await a.ask('listed'), []);
  });

  it('M4 a process that stood still during a room request creates no duplicate', async () => {
    const [a, b] = await two();
    await a.ask('createOn', b.processId);
    for (let n = 0; n < 2; n++) {
      b.signal('SIGSTOP');
      const created = await Promise.all(Array.from({ length: 5 }, () => a.ask('create')));
      b.signal('SIGCONT');
      // A reply proves that earlier requests have arrived; acting on them takes a few round trips to Redis.
      await b.ask('errors');
      for (let turn = 0; turn < TURNS; turn++) await b.ask('listed');
      for (const roomId of created) {
        assert.equal(await a.ask('isHere', roomId), true);
        assert.equal(await b.ask('isHere', roomId), false, 'a twin');
      }
      assert.deepEqual(await b.ask('rooms'), []);
      for (const roomId of created) await a.ask('close', roomId);
    }
    assert.equal(await b.ask('joinById', await a.ask('create')), (await b.ask('rooms'))[0], 'and it works again');
  });

  it('M5 with Redis killed own rooms can be joined, and many newcomers open one room if there is none', async () => {
    const [a, b] = await two();
    const lobby = await a.ask('joinOrCreate');
    const other = await a.ask('create');
    await redis.kill();
    try {
      for (let n = 0; n < 3; n++) assert.equal(await within(SOON_MS, () => a.ask('joinOrCreate')), lobby);
      assert.equal(await within(SOON_MS, () => a.ask('joinById', other)), other);
      await within(SOON_MS, () => assert.rejects(a.ask('reconnect', lobby), /token invalid or expired/));
      await within(SOON_MS, () => assert.rejects(b.ask('joinById', 'nobodys'), /not found/));
      const seats = await within(SOON_MS, () => b.ask('joinMany'));
      assert.deepEqual(seats, await b.ask('rooms'));
      assert.equal(seats.length, 1);
    } finally {
      await redis.start();
    }
  });

  it('M6 changes during an outage are listed once Redis is back', async () => {
    const [a, b] = await two();
    const lobby = await a.ask('joinOrCreate');
    const [gone, changed] = [await a.ask('create'), await a.ask('create')];
    await redis.kill();
    await a.ask('close', gone);
    await a.ask('setMetadata', changed, '{"changed":true}');
    const opened = await b.ask('create');
    await redis.start();
    const expected = [lobby, changed, opened].toSorted();
    await eventually(async () => {
      for (const one of [a, b]) assert.deepEqual((await one.ask('listed')).toSorted(), expected);
      const record = (await redis.run('HGETALL', 'roomcaches')) as string[];
      assert.deepEqual(record.filter((_, n) => n % 2 === 0).toSorted(), expected);
      assert.match(record.join(), /"changed":true/);
    }, HEALED_MS);
    assert.equal(await b.ask('joinById', changed), changed);
    assert.equal(await a.ask('joinOrCreate'), await b.ask('joinOrCreate'));
  });

  it('M5 with Redis frozen own rooms are joined within a second, and matchmaking works afterwards', async () => {
    const [a, b] = await two();
    const lobby = await a.ask('joinOrCreate');
    redis.freeze();
    try {
      for (let n = 0; n < 4; n++) assert.equal(await within(SOON_MS, () => a.ask('joinOrCreate')), lobby);
      assert.equal(await within(SOON_MS, () => a.ask('joinById', lobby)), lobby);
      await eventually(() => within(200, () => a.ask('joinOrCreate')), 4_000);
    } finally {
      redis.thaw();
    }
    await eventually(async () => assert.deepEqual(await b.ask('listed'), [lobby]), HEALED_MS);
    assert.equal(await b.ask('joinOrCreate'), lobby);
  });

  it('M7 data loss in Redis opens no second lobby, and every room is listed again', async () => {
    const [a, b] = await two();
    const lobby = await a.ask('joinOrCreate');
    const other = await b.ask('create');
    await b.ask('close', other);
    for (let n = 0; n < 3; n++) {
      assert.equal(await b.ask('joinOrCreate'), lobby);
      await redis.flush();
      assert.equal(await b.ask('joinOrCreate'), lobby, 'at once');
      assert.equal(await b.ask('joinById', lobby), lobby);
      await eventually(async () => assert.equal(await redis.run('HEXISTS', 'roomcaches', lobby), 1), HEALED_MS);
      assert.deepEqual(await b.ask('listed'), [lobby]);
    }
  });

  it('M7 a player who joins just after Redis returns empty gets the existing lobby', async () => {
    const [a, b] = await two();
    const lobby = await a.ask('joinOrCreate');
    assert.equal(await b.ask('joinOrCreate'), lobby);
    await redis.kill();
    // Real time: longer than the interval at which the others' rooms are read.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await redis.start();
    await eventually(async () => (await b.ask('listed')).length > 0, HEALED_MS);
    assert.equal(await b.ask('joinOrCreate'), lobby);
    assert.deepEqual(await a.ask('listed'), [lobby]);
  });

  it('M8 a cut subscription opens no second lobby, and no process is taken for dead', async () => {
    const [a, b] = await two();
    const lobby = await a.ask('joinOrCreate');
    await settled();
    for (let n = 0; n < 5; n++) {
      await redis.cutPubSub();
      assert.equal(await within(SOON_MS, () => b.ask('joinOrCreate')), lobby);
      assert.deepEqual(await b.ask('listed'), [lobby]);
    }
    assert.equal(await redis.run('EXISTS', `swept:${a.processId}`), 0);
  });

  it('M9 a join avoids rooms of an unreachable process, and a look-up still sees them', async () => {
    const [a, b] = await two();
    const lobby = await a.ask('joinOrCreate');
    await b.ask('unreachable', a.processId);
    const own = await b.ask('joinOrCreate');
    assert.notEqual(own, lobby);
    assert.deepEqual((await b.ask('listed')).toSorted(), [lobby, own].toSorted());
    assert.equal(await b.ask('joinById', lobby), lobby);
  });

  it('M10 rooms of processes that died unnoticed are delisted', async () => {
    const [a, b] = await two();
    const rooms = [await a.ask('joinOrCreate'), await b.ask('create')];
    await Promise.all([a.kill(), b.kill()]);
    const [next] = await start(1);
    assert.ok(next);
    const lobby = await within(SOON_MS * 2, () => next.ask('joinOrCreate'));
    assert.ok(!rooms.includes(lobby));
    await eventually(async () => {
      assert.deepEqual(await next.ask('listed'), [lobby]);
      assert.deepEqual(await redis.run('HKEYS', 'roomcount'), [next.processId]);
      assert.deepEqual(await redis.run('HKEYS', 'foyer:recorded'), [next.processId]);
    }, 10_000);
  });

  for (const [how, away, back] of [
    ['there', async () => {}, async () => {}],
    ['killed', () => redis.kill(), () => redis.start()],
    ['frozen', async () => redis.freeze(), async () => redis.thaw()],
  ] as const) {
    it(`M11 a process shuts down in order with Redis ${how}`, async () => {
      const [a] = await start(1);
      await a?.ask('joinOrCreate');
      await away();
      try {
        await within(HEALED_MS, async () => a?.ask('shutDown'));
      } finally {
        await back();
      }
      if (how === 'there') assert.deepEqual(await redis.run('HKEYS', 'roomcaches'), []);
    });
  }
});
