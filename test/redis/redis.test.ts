/** Bus and leases over a Redis that is killed, emptied, cut or frozen. */
import assert from 'node:assert/strict';
import { type Redis, startRedis } from '../../scripts/services/redis.ts';
import type { Lease } from '../../server/ports.ts';
import { RedisBus } from '../../server/redis/RedisBus.ts';
import { COMMAND_LIMIT_MS, isRedisAway, RedisConnection } from '../../server/redis/RedisConnection.ts';
import { RedisLeases } from '../../server/redis/RedisLeases.ts';
import { eventually, ownMs } from '../support/eventually.ts';

const LONG_MS = 60_000;
const HEALED_MS = 5_000;
/** In this process' own time. */
const FAST_MS = 1_000;

describe('faults of Redis', () => {
  let redis: Redis;
  let connection: RedisConnection;
  let bus: RedisBus;
  let leases: RedisLeases;
  let heard: unknown[];
  let backs: number;
  const failures: unknown[] = [];
  const onRejection = (error: unknown) => failures.push(error);

  before(async () => {
    redis = await startRedis();
    // Mocha's own listeners would end the run at the first rejection, without naming the test.
    for (const listener of process.listeners('unhandledRejection')) process.off('unhandledRejection', listener);
    process.on('unhandledRejection', onRejection);
  });
  after(async () => {
    process.off('unhandledRejection', onRejection);
    await redis.stop();
  });
  beforeEach(async () => {
    await redis.flush();
    failures.length = 0;
    backs = 0;
    heard = [];
    connection = new RedisConnection(redis.url);
    bus = new RedisBus(connection, (error) => failures.push(error));
    leases = new RedisLeases(connection);
    bus.subscribe('topic', (word) => heard.push(word));
    bus.onBack(() => {
      backs++;
      bus.publish('topic', `back ${backs}`);
    });
    await eventually(() => bus.isUp && heard.length === 1);
  });
  afterEach(async () => {
    await bus.close();
    connection.close();
    assert.deepEqual(failures, []);
  });

  const acquired = (): Promise<Lease> =>
    eventually(async () => {
      const lease = await leases.acquire('a', LONG_MS);
      assert.ok(lease, 'nobody else holds it');
      return lease;
    }, HEALED_MS);
  const tookMs = (call: () => Promise<unknown>): Promise<number> => ownMs(() => assert.rejects(call, isRedisAway));
  /** Resolves when another connection try has failed or was cut. */
  const triedAgain = (tries = connection) => new Promise((resolve) => tries.once('reconnecting', resolve));
  const everyCall = (lease: Lease) => [
    () => leases.acquire('b', LONG_MS),
    () => leases.renew(lease, LONG_MS),
    () => leases.release(lease),
    () => leases.list(''),
  ];

  it('J12 after a kill calls reject at once, messages are lost, and both connections return by themselves', async () => {
    const lease = await acquired();
    await redis.kill();
    await eventually(() => !bus.isUp, 1_000);
    for (const call of everyCall(lease)) assert.ok((await tookMs(call)) < COMMAND_LIMIT_MS, 'at once');
    bus.publish('topic', 'lost');
    bus.subscribe('meanwhile', (word) => heard.push(word));
    for (let n = 0; n < 5; n++) await triedAgain();
    await redis.start();
    await eventually(() => bus.isUp && heard.includes('back 2'), HEALED_MS);
    bus.publish('meanwhile', 'heard');
    await eventually(() => heard.length === 3);
    assert.deepEqual(heard, ['back 1', 'back 2', 'heard']);
    assert.equal(await leases.renew(lease, LONG_MS), false, 'its leases went with it');
    assert.ok((await acquired()).fence > lease.fence);
  });

  it('J13 a freeze is noticed within 3 s, no call takes more than a second, and the connection returns by itself', async () => {
    const lease = await acquired();
    redis.freeze();
    try {
      const calls = everyCall(lease);
      const noticedAfter = await ownMs(async () => {
        for (const took of await Promise.all(calls.map(tookMs))) assert.ok(took < FAST_MS, String(took));
        await eventually(() => !bus.isUp, 3_000);
      });
      assert.ok(noticedAfter < 3_000, String(noticedAfter));
      for (const call of calls) assert.ok((await tookMs(call)) < FAST_MS);
      for (let n = 0; n < 2; n++) await triedAgain();
      assert.equal(bus.isUp, false, 'a frozen Redis takes connections, which is no sign of life');
    } finally {
      redis.thaw();
    }
    await eventually(() => bus.isUp && heard.includes('back 2'), HEALED_MS);
    // Whether the lost command took effect is unknown, but the lease can be acquired again.
    assert.ok((await acquired()).fence >= lease.fence);
  });

  it('J14 a cut subscription returns within moments, and is reported once it stands', async () => {
    for (let n = 2; n < 6; n++) {
      await redis.cutPubSub();
      await eventually(() => heard.length === n, HEALED_MS);
    }
    assert.deepEqual(
      heard,
      [1, 2, 3, 4, 5].map((n) => `back ${n}`),
      'each was heard: the subscription stood',
    );
    assert.ok(await acquired(), 'the leases had no part in it');
  });

  it('J8 fences still grow after data loss, and the old lease is gone', async () => {
    let last = await acquired();
    for (let n = 0; n < 3; n++) {
      await redis.flush();
      assert.equal(await leases.renew(last, LONG_MS), false);
      // Real time: without its counter a fence is Redis' time in ms.
      await new Promise((resolve) => setTimeout(resolve, 2));
      const next = await acquired();
      assert.ok(next.fence > last.fence, `${next.fence} after ${last.fence}`);
      last = next;
    }
    bus.publish('topic', 'still heard');
    await eventually(() => heard.includes('still heard'));
  });

  it('J8 a Redis clock set back does not lower fences', async () => {
    const ahead = Date.now() + 3_600_000;
    await redis.run('SET', 'foyer:leases:fence', String(ahead));
    assert.equal((await acquired()).fence, ahead + 1);
    await redis.flush();
  });

  it('J15 an acquisition without an answer is found by the next try', async () => {
    redis.freeze();
    await assert.rejects(leases.acquire('a', LONG_MS));
    redis.thaw();
    await eventually(async () => (await redis.run('EXISTS', 'foyer:lease:a')) === 1);
    const lease = await acquired();
    assert.equal(await leases.renew(lease, LONG_MS), true);
    assert.equal(await leases.acquire('a', LONG_MS), undefined, 'it is held now');
  });

  it('J16 a process that stood still does not treat an answered command as failed', async () => {
    let downs = 0;
    connection.on('down', () => downs++);
    const lease = await acquired();
    for (let n = 0; n < 3; n++) {
      const renewed = leases.renew(lease, LONG_MS);
      await new Promise((resolve) => setImmediate(resolve));
      const until = performance.now() + COMMAND_LIMIT_MS + 500;
      while (performance.now() < until);
      assert.equal(await renewed, true);
    }
    assert.equal(downs, 0);
    assert.equal(bus.isUp, true);
  });

  it('J19 a failing call is told apart from an outage', async () => {
    await connection.set('text', 'of the test');
    for (const bug of [connection.hget('text', 'field'), connection.call('NOSUCHCOMMAND')])
      await assert.rejects(bug, (error) => !isRedisAway(error));
    assert.equal(isRedisAway(new TypeError('a bug')), false);
    const starting = Object.assign(new Error('LOADING Redis is loading the dataset in memory'), { name: 'ReplyError' });
    assert.equal(isRedisAway(starting), true);
    const closed = new RedisConnection(redis.url);
    closed.close();
    await assert.rejects(closed.get('text'), isRedisAway);
  });

  it('J17 closing ends at once and leaves nothing open, with Redis up, frozen or gone', async () => {
    const close = async (made: RedisConnection, on: RedisBus) => {
      const took = await ownMs(async () => {
        await on.close();
        made.close();
      });
      assert.ok(took < COMMAND_LIMIT_MS, 'at once');
    };
    const open = () => {
      const made = new RedisConnection(redis.url);
      return [made, new RedisBus(made, (error) => failures.push(error))] as const;
    };
    const there = open();
    await eventually(() => there[1].isUp);
    const frozen = open();
    await eventually(() => frozen[1].isUp);
    const tooLate = open();
    await close(...there);
    redis.freeze();
    await close(...frozen);
    redis.thaw();
    await close(...tooLate);
    await redis.kill();
    const gone = open();
    await triedAgain(gone[0]);
    await close(...gone);
    await redis.start();
    // Only the two of the connection from beforeEach, each with its name.
    await eventually(async () => {
      const clients = String(await redis.run('CLIENT', 'LIST'));
      return clients.match(/name=foyer /g)?.length === 2;
    }, HEALED_MS);
  });
});
