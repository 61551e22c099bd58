/**
 * The parts of the matchmaking over Redis, each by itself. Several drivers in this process each stand for a process.
 */
import assert from 'node:assert/strict';
import { type IRoomCache, initializeRoomCache } from '@colyseus/core';
import { type Redis, startRedis } from '../../scripts/services/redis.ts';
import { ListingDriver } from '../../server/redis/ListingDriver.ts';
import { openCluster } from '../../server/redis/openCluster.ts';
import { COMMAND_LIMIT_MS, RedisConnection } from '../../server/redis/RedisConnection.ts';
import { RoomBus } from '../../server/redis/RoomBus.ts';
import { RoomRecord } from '../../server/redis/RoomRecord.ts';
import { RoomsElsewhere } from '../../server/redis/RoomsElsewhere.ts';
import { eventually, ownMs } from '../support/eventually.ts';
import { memoryStore } from '../support/memoryStore.ts';
import { TestClock } from '../support/testClock.ts';

const room = (processId: string, roomId: string, more: Partial<IRoomCache> = {}): IRoomCache =>
  initializeRoomCache({ name: 'lobby', processId, maxClients: 10, roomId, ...more });
const idsOf = (rooms: IRoomCache[]) => rooms.map(({ roomId }) => roomId).toSorted();

describe('rooms at other processes', () => {
  const lobby = room('b', 'lobby');
  const all = (...processes: string[]) => new Set(processes);

  it('M7 a missing room is kept until its process has recorded its rooms again, or for 5 s', () => {
    const elsewhere = new RoomsElsewhere();
    assert.deepEqual(elsewhere.update({ listings: [lobby], recorded: all('b') }, 'a', 0), [lobby]);
    assert.deepEqual(elsewhere.update({ listings: [], recorded: all('a') }, 'a', 60_000), [lobby], 'emptied');
    assert.deepEqual(elsewhere.update({ listings: [], recorded: all('a') }, 'a', 64_999), [lobby]);
    assert.deepEqual(elsewhere.update({ listings: [], recorded: all('a') }, 'a', 65_000), []);
    elsewhere.update({ listings: [lobby], recorded: all('b') }, 'a', 70_000);
    assert.deepEqual(elsewhere.update({ listings: [], recorded: all('b') }, 'a', 70_001), [], 'closed');
  });

  it('M7 a room that returned may go missing again, and own rooms and those of a dead process are left out', () => {
    const elsewhere = new RoomsElsewhere();
    const read = { listings: [lobby, room('a', 'own')], recorded: all() };
    assert.deepEqual(elsewhere.update(read, 'a', 0), [lobby]);
    elsewhere.update({ listings: [], recorded: all() }, 'a', 4_000);
    elsewhere.update({ listings: [lobby], recorded: all() }, 'a', 8_000);
    assert.deepEqual(elsewhere.update({ listings: [], recorded: all() }, 'a', 12_000), [lobby]);
    elsewhere.forget('b');
    assert.deepEqual(elsewhere.update({ listings: [], recorded: all() }, 'a', 12_001), []);
  });
});

describe('matchmaking over Redis', () => {
  let redis: Redis;
  let connections: RedisConnection[];
  let buses: RoomBus[];
  let failures: string[];
  let connection: RedisConnection;
  before(async () => {
    redis = await startRedis();
  });
  after(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    [connections, buses, failures] = [[], [], []];
    connection = await connect();
  });
  afterEach(() => {
    for (const bus of buses) bus.shutdown();
    for (const one of connections) one.close();
  });

  const connect = async () => {
    const made = new RedisConnection(redis.url);
    connections.push(made);
    await eventually(() => made.isUp);
    return made;
  };
  const driverOf = (processId: string, record = new RoomRecord(connection)) =>
    new ListingDriver({
      record,
      processId: () => processId,
      isReachable: () => true,
      isSettled: () => false,
      doubted: () => {},
      now: () => performance.now(),
    });
  const newBus = async () => {
    const bus = new RoomBus(await connect(), (error, where) => failures.push(`${where}: ${(error as Error).message}`));
    buses.push(bus);
    await eventually(() => bus.channels().then(() => true));
    return bus;
  };
  const recorded = async () => ((await redis.run('HKEYS', 'roomcaches')) as string[]).toSorted();

  it('M4 the first of two rooms with one id is kept', async () => {
    const [a, b] = [driverOf('a'), driverOf('b')];
    assert.equal(await a.insert(room('a', 'one')), true);
    assert.equal(await b.insert(room('b', 'one')), false);
    assert.equal((await b.findOne({ roomId: 'one' })).processId, 'a');
    assert.equal(await a.insert(room('a', 'one')), true, 'its own is no twin');
    assert.deepEqual(await b.query({ processId: 'b' }), []);
  });

  it('M4 a room whose id is being requested neither overwrites the existing one nor is removed', async () => {
    const keepsFirst = new (class extends RoomRecord {
      override async add(listing: IRoomCache) {
        await b.keep();
        return super.add(listing);
      }
    })(connection);
    const keepsThen = new (class extends RoomRecord {
      override async add(listing: IRoomCache) {
        const isAdded = await super.add(listing);
        await c.keep();
        return isAdded;
      }
    })(connection);
    const [a, b, c] = [driverOf('a'), driverOf('b', keepsFirst), driverOf('c', keepsThen)];
    await a.insert(room('a', 'one'));
    assert.equal(await b.insert(room('b', 'one')), false, 'a twin');
    assert.equal((await b.findOne({ roomId: 'one' })).processId, 'a');
    assert.equal(await c.insert(room('c', 'two')), true);
    assert.deepEqual(await recorded(), ['one', 'two']);
  });

  it('M6 upkeep writes missing and stale listings, removes leftovers, and then has nothing to do', async () => {
    const written: string[] = [];
    const record = new (class extends RoomRecord {
      override async put(listings: readonly IRoomCache[]) {
        written.push(...listings.map(({ roomId }) => roomId));
        await super.put(listings);
      }
    })(connection);
    const driver = driverOf('a', record);
    const rooms = [room('a', 'missing'), room('a', 'stale'), room('a', 'right'), room('a', 'endless')];
    for (const one of rooms) await driver.insert(one);
    await driver.update(rooms[3] as IRoomCache, { $set: { maxClients: Number.POSITIVE_INFINITY } });
    await driverOf('b').insert(room('b', 'others'));
    await redis.run('HDEL', 'roomcaches', 'missing');
    await redis.run('HSET', 'roomcaches', 'stale', JSON.stringify(room('a', 'stale', { clients: 7 })));
    await redis.run('HSET', 'roomcaches', 'left', JSON.stringify(room('a', 'left')));
    written.length = 0;
    assert.deepEqual(await driver.keep(), new Set(['a', 'b']));
    assert.deepEqual(written.toSorted(), ['missing', 'stale']);
    assert.deepEqual(await recorded(), ['endless', 'missing', 'others', 'right', 'stale']);
    assert.deepEqual(await redis.run('HKEYS', 'foyer:recorded'), ['a']);
    await driver.keep();
    assert.equal(written.length, 2);
    assert.deepEqual(await driverOf('c').query({ maxClients: Number.POSITIVE_INFINITY }), [rooms[3]]);
  });

  it('M1 rooms are chosen and sorted as by Colyseus, with own rooms among the others', async () => {
    const [a, b] = [driverOf('a'), driverOf('b')];
    await a.insert(room('a', 'one', { clients: 1 }));
    await a.insert(room('a', 'three', { clients: 3, metadata: { mode: 'duel' } }));
    await b.insert(room('b', 'two', { clients: 2 }));
    await b.insert(room('b', 'four', { clients: 4, locked: true }));
    for (const driver of [a, b, driverOf('c')]) {
      const sorted = await driver.query({ name: 'lobby' }, { clients: -1 });
      assert.deepEqual(idsOf(sorted), ['four', 'one', 'three', 'two']);
      assert.deepEqual(
        sorted.map(({ clients }) => clients),
        [4, 3, 2, 1],
      );
      assert.equal((await driver.findOne({ locked: false, name: 'lobby' }, { clients: -1 })).roomId, 'three');
      assert.equal((await driver.findOne({ mode: 'duel' } as Partial<IRoomCache>)).roomId, 'three');
      assert.equal(await driver.findOne({ name: 'other' }), undefined);
      assert.deepEqual([await driver.has('two'), await driver.has('five')], [true, false]);
    }
    await b.keep();
    await b.remove('two');
    assert.equal(await a.findOne({ roomId: 'two' }), undefined);
    await a.cleanup('b');
    assert.deepEqual(await recorded(), ['one', 'three']);
  });

  it('M9 a look-up by id uses the last read rooms of others while Redis is away, and a join does not', async () => {
    const [a, b] = [driverOf('a'), driverOf('b')];
    await a.insert(room('a', 'one'));
    assert.equal((await b.findOne({ name: 'lobby' })).roomId, 'one');
    await redis.kill();
    try {
      assert.equal((await b.findOne({ roomId: 'one' })).processId, 'a');
      assert.equal(await b.findOne({ roomId: 'two' }), undefined);
      assert.equal(await b.findOne({ name: 'lobby' }), undefined);
    } finally {
      await redis.start();
    }
    await eventually(() => connection.isUp);
    await a.keep();
    await a.remove('one');
    assert.equal(await b.findOne({ roomId: 'one' }), undefined, 'closed');
  });

  it("M7 an idle process still knows the others' rooms when Redis is emptied", async () => {
    const [a, b] = [driverOf('a'), driverOf('b')];
    await a.insert(room('a', 'one'));
    await b.keep();
    await redis.flush();
    assert.equal((await b.findOne({ name: 'lobby' })).roomId, 'one');
  });

  it('M14 an entry of the record that is no listing is ignored', async () => {
    const driver = driverOf('a');
    await driver.insert(room('a', 'one'));
    for (const [id, text] of Object.entries({ text: 'no JSON', nothing: 'null', list: '[1]', number: '7' })) {
      await redis.run('HSET', 'roomcaches', id, text);
    }
    for (const one of [driver, driverOf('b')]) {
      assert.deepEqual(idsOf(await one.query({})), ['one']);
      assert.equal(await one.findOne({ roomId: 'list' }), undefined);
    }
    assert.ok(await driver.keep());
  });

  it('M3 a request without a listener is answered at once, and one with a listener waits for it', async () => {
    const [a, b] = [await newBus(), await newBus()];
    const heard: unknown[] = [];
    await b.subscribe('$there', (message: unknown) => heard.push(message));
    const answers: unknown[] = [];
    for (const id of ['one', 'two', 'three']) {
      await a.subscribe(`ipc:${id}`, (answer: unknown) => answers.push([id, answer]));
    }
    await eventually(() => a.isSettled);
    const took = ownMs(() => eventually(() => answers.length === 2));
    a.publish('$gone', ['method', 'one', []]);
    a.publish('p:gone', [null, 'two', []]);
    a.publish('$there', ['method', 'three', []]);
    a.publish('news', ['of', 'nobody', 'to nobody']);
    assert.ok((await took) < COMMAND_LIMIT_MS, 'at once');
    assert.deepEqual(answers.toSorted(), [
      ['one', [1, 'ipc_timeout']],
      ['two', [1, 'ipc_timeout']],
    ]);
    assert.deepEqual(heard, [['method', 'three', []]]);
  });

  it('M8 an answer reaches a process whose subscriptions were cut just before', async () => {
    const [a, b] = [await newBus(), await newBus()];
    const heard: unknown[] = [];
    await b.subscribe('ipc:one', (message: unknown) => heard.push(message));
    for (let n = 1; n <= 5; n++) {
      await redis.cutPubSub();
      await a.publish('ipc:one', [0, n]);
      await eventually(() => assert.equal(heard.length, n), 1_000);
    }
  });

  it('M5 messages and counters work within the process while Redis is away, and every call answers', async () => {
    const bus = await newBus();
    const heard: unknown[] = [];
    await bus.subscribe('topic', (message: unknown) => heard.push(message));
    assert.equal(await bus.hincrbyex('ch', 'x', 1, 60), 1);
    await redis.kill();
    try {
      await eventually(async () => (await bus.channels()).length === 0);
      await bus.subscribe('later', (message: unknown) => heard.push(message));
      await bus.publish('topic', { n: 1 });
      await bus.publish('later', undefined);
      await eventually(() => heard.length === 2);
      assert.deepEqual(heard, [{ n: 1 }, false]);
      assert.deepEqual(
        [await bus.hincrbyex('ch', 'x', 1, 60), await bus.hincrbyex('ch', 'y', 1, 60)],
        [2, 1],
        'who began before is still at it',
      );
      for (const field of ['x', 'x', 'y']) await bus.hincrbyex('ch', field, -1, 60);
      assert.equal(await bus.hincrbyex('ch', 'x', 1, 60), 1);
      await bus.hincrbyex('ch', 'x', -1, 60);
      const answers = [bus.hset('a', 'b', 'c'), bus.hdel('a', 'b'), bus.exists('a'), bus.hgetall('a')];
      assert.deepEqual(await Promise.all(answers), [false, false, false, {}]);
      await Promise.all([bus.setex('a', 'b', 1), bus.del('a'), bus.unsubscribe('topic'), bus.expire('a', 1)]);
    } finally {
      await redis.start();
    }
    await eventually(async () => (await bus.channels()).includes('later'));
    await (await newBus()).publish('later', 'heard');
    await eventually(() => (heard as unknown[]).includes('heard'));
    assert.equal(await bus.hincrbyex('ch', 'x', 1, 60), 1);
    assert.deepEqual(failures, []);
  });

  it('M13 a listener that throws is logged, and the others still hear', async () => {
    const bus = await newBus();
    const heard: unknown[] = [];
    await bus.subscribe('p:here', () => {
      throw new Error('of the test');
    });
    await bus.subscribe('p:here', (message: unknown) => heard.push(message));
    await bus.publish('p:here', 'word');
    await redis.run('PUBLISH', 'p:here', 'no JSON');
    await eventually(() => failures.length === 3);
    assert.deepEqual(heard, ['word']);
    assert.equal(failures[0], 'rooms: p: of the test');
  });

  it('M1 a blocking command has its own connection and may take its time', async () => {
    const bus = await newBus();
    const popped = bus.brpop('list', 5);
    // Real time: longer than any other command may take.
    await new Promise((resolve) => setTimeout(resolve, COMMAND_LIMIT_MS + 400));
    await bus.rpush('list', 'one');
    assert.deepEqual(await popped, ['list', 'one']);
  });

  it('J18 an outage of Redis is logged once with the reason and no password, and its return once', async () => {
    const said: string[] = [];
    const say = (...line: unknown[]) => void said.push(line.map((part) => JSON.stringify(part)).join(' '));
    await redis.run('CONFIG', 'SET', 'requirepass', 'right');
    const parts = openCluster(redis.url.replace('//', '//:s3cret-wrong@'), {
      clock: new TestClock(),
      ownPlayStore: memoryStore().play,
      log: { info: say, warn: say } as never,
      failed: (error) => failures.push(String(error)),
      isReachable: () => true,
    });
    await eventually(() => said.length === 1);
    // Real time: several more tries are refused meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const admin = new RedisConnection(redis.url.replace('//', '//:right@'));
    await eventually(() => admin.isUp);
    await admin.config('SET', 'requirepass', 's3cret-wrong');
    await eventually(() => parts.bus.isUp);
    await admin.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await eventually(() => said.length === 4);
    await parts.close();
    await admin.config('SET', 'requirepass', '');
    admin.close();
    // Real time: a loss would be logged by then.
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(said.length, 4, 'an orderly end is no loss');
    const away = (reason: string) => new RegExp(`reason":"[^"]*${reason}.*Redis is away`);
    const [refused = '', there, lost = '', back] = said;
    assert.match(refused, away('WRONGPASS'));
    assert.match(lost, away('closed'));
    assert.deepEqual([there, back], Array(2).fill('"Redis is there"'));
    assert.doesNotMatch(said.join(), /s3cret/);
    assert.deepEqual(failures, []);
  });

  it('M12 the same parts work in memory without Redis', async () => {
    const parts = openCluster(undefined, {
      clock: new TestClock(),
      ownPlayStore: memoryStore().play,
      log: { info: () => {}, warn: () => {} } as never,
      failed: (error) => failures.push(String(error)),
      isReachable: () => true,
    });
    parts.start();
    const heard: unknown[] = [];
    parts.bus.subscribe('topic', (message) => heard.push(message));
    parts.bus.publish('topic', 1);
    await eventually(() => heard.length === 1);
    assert.ok(await parts.leases.acquire('a', 1_000));
    await parts.driver.insert?.(room('a', 'one'));
    assert.equal((await parts.driver.findOne({ name: 'lobby' })).roomId, 'one');
    assert.equal(await parts.presence.hincrbyex('ch', 'x', 1, 1), 1);
    await parts.close();
    assert.deepEqual(failures, []);
  });
});
