import assert from 'node:assert/strict';
import fc from 'fast-check';
import { latestOf, type PresenceWrite, WriteQueue } from '../../server/domain/storage/writeQueue.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { checked } from '../support/property.ts';

const EVERY_MS = 60;
/** By default the time of the last activity. */
const write = (id: string, lastActiveAt: number, isOnline = true, at = lastActiveAt): PresenceWrite => ({
  ...{ id: asPlayerId(id), isOnline, lastActiveAt, at },
});

describe('the write queue', () => {
  it('S20 a player without a recent write is due at once', () => {
    const queue = new WriteQueue(EVERY_MS);
    queue.put(write('a', 1));
    assert.deepEqual(queue.take(0, 10), [write('a', 1)]);
    assert.deepEqual(queue.take(EVERY_MS, 10), []);
    queue.put(write('a', 2));
    assert.deepEqual(queue.take(EVERY_MS, 10), [write('a', 2)]);
  });

  it('S21 a player rests after a write while the last value waits', () => {
    const queue = new WriteQueue(EVERY_MS);
    queue.put(write('a', 1));
    queue.take(0, 10);
    queue.put(write('a', 5));
    queue.put(write('a', 3, true, 6));
    assert.equal(queue.pending, 1);
    assert.deepEqual(queue.take(EVERY_MS - 1, 10), []);
    assert.deepEqual(queue.take(EVERY_MS, 10), [write('a', 5, true, 6)]);
  });

  it('S36 a change of isOnline is due at once, and an older fact is none', () => {
    const queue = new WriteQueue(EVERY_MS);
    queue.put(write('a', 1, false));
    queue.take(0, 10);
    queue.put(write('a', 3, false));
    queue.put(write('a', 2, true));
    assert.deepEqual(queue.take(1, 10), []);
    queue.put(write('a', 4, true));
    assert.deepEqual(queue.take(1, 10), [write('a', 4, true)]);
    queue.put(write('a', 5, true));
    assert.deepEqual(queue.take(2, 10), [], 'and the rest begins again');
    assert.equal(queue.pending, 1);
  });

  it('S37 a value that another process may have stored differently is due at once', () => {
    const queue = new WriteQueue(EVERY_MS);
    queue.put(write('a', 1));
    queue.take(0, 10);
    queue.put(write('a', 2), true);
    assert.deepEqual(queue.take(1, 10), [write('a', 2)]);
    queue.put(write('a', 3));
    assert.deepEqual(queue.take(2, 10), []);
    queue.put(write('a', 1), true);
    assert.deepEqual(queue.take(2, 10), [write('a', 3)], 'an older one brings the latest');
  });

  it('S21 the latest fact and the latest activity count, whichever is put first', () => {
    assert.deepEqual(latestOf(undefined, write('a', 1)), write('a', 1));
    const [online, offline] = [write('a', 5, true, 7), write('a', 4, false, 8)];
    assert.deepEqual(latestOf(online, offline), write('a', 5, false, 8));
    assert.deepEqual(latestOf(offline, online), write('a', 5, false, 8));
    assert.deepEqual(latestOf(write('a', 1, true, 9), write('a', 1, false, 9)), write('a', 1, false, 9));
    const queue = new WriteQueue(EVERY_MS);
    queue.put(offline);
    queue.put(online);
    assert.deepEqual(queue.take(0, 10), [write('a', 5, false, 8)]);
  });

  it('S23 a returned value is due again behind the others, and a newer value wins', () => {
    const queue = new WriteQueue(EVERY_MS);
    for (const id of ['a', 'b', 'c']) queue.put(write(id, 1));
    const batch = queue.take(0, 2);
    queue.put(write('a', 2, false));
    queue.requeue(batch);
    assert.deepEqual(queue.take(0, 10), [write('c', 1), write('a', 2, false), write('b', 1)]);
  });

  it('S25 everything pending is due in a hurry', () => {
    const queue = new WriteQueue(EVERY_MS);
    queue.put(write('a', 1));
    queue.take(0, 10);
    queue.put(write('a', 2));
    queue.hurry();
    assert.deepEqual(queue.take(1, 10), [write('a', 2)]);
  });

  it('S26 players are forgotten once their rest is over', () => {
    const queue = new WriteQueue(EVERY_MS);
    for (let i = 0; i < 1_000; i++) queue.put(write(`player ${i}`, i));
    assert.equal(queue.take(0, 1_000).length, 1_000);
    assert.equal(queue.remembered, 1_000);
    queue.take(EVERY_MS, 1_000);
    assert.equal(queue.remembered, 0);
  });

  it('S26 taking skips resting players, and is as quick with 100,000 of them as with 1,000', () => {
    const takingBeside = (atRest: number): number => {
      const queue = new WriteQueue(EVERY_MS);
      for (let i = 0; i < atRest; i++) queue.put(write(`player ${i}`, i));
      queue.take(0, atRest);
      // CPU time, so the machine's other work does not count.
      const start = process.threadCpuUsage();
      for (let i = 0; i < 1_000_000; i++) queue.take(1, 500);
      // Counted in ticks of some ms: so many takes are many of those.
      const { user, system } = process.threadCpuUsage(start);
      return user + system;
    };
    takingBeside(1_000);
    // Walking all players would take 100 times as long.
    const ratio = takingBeside(100_000) / takingBeside(1_000);
    assert.ok(ratio < 20, `${ratio} times as long`);
  });

  it('S27 the queue agrees with a model that walks through everybody', () => {
    const command = fc.oneof(
      fc.record({
        do: fc.constant('put' as const),
        player: fc.integer({ min: 0, max: 4 }),
        isOnline: fc.boolean(),
        lastActiveAt: fc.integer({ min: 0, max: 9 }),
        at: fc.integer({ min: 0, max: 9 }),
      }),
      fc.record({ do: fc.constant('take' as const), max: fc.integer({ min: 0, max: 4 }) }),
      fc.record({ do: fc.constant('store' as const), succeeds: fc.boolean() }),
      fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: EVERY_MS }) }),
      fc.record({ do: fc.constant('hurry' as const) }),
    );
    checked(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const queue = new WriteQueue(EVERY_MS);
        let now = 0;
        let batch: PresenceWrite[] = [];
        /** The expected content of the store, its actual content, and the start of each player's rest. */
        const wanted = new Map<PlayerId, PresenceWrite>();
        const stored = new Map<PlayerId, PresenceWrite>();
        const restsSince = new Map<PlayerId, number>();
        /** What was taken of each player last, and what was put since. */
        const taken = new Map<PlayerId, PresenceWrite>();
        const putSince = new Map<PlayerId, PresenceWrite>();
        const told = (
          before: PresenceWrite | undefined,
          { id, isOnline, lastActiveAt, at }: PresenceWrite,
        ): PresenceWrite => ({
          ...{ id, isOnline, lastActiveAt, at },
          ...(before && before.at > at ? { isOnline: before.isOnline, at: before.at } : {}),
          ...(before && before.lastActiveAt > lastActiveAt ? { lastActiveAt: before.lastActiveAt } : {}),
        });
        const isUnstored = ({ id }: PresenceWrite) => JSON.stringify(wanted.get(id)) !== JSON.stringify(stored.get(id));

        const take = (max: number) => {
          batch = queue.take(now, max);
          assert.ok(batch.length <= max);
          assert.equal(new Set(batch.map(({ id }) => id)).size, batch.length, 'nobody twice');
          for (const each of batch) {
            const { id } = each;
            assert.ok(now - (restsSince.get(id) ?? -EVERY_MS) >= EVERY_MS, 'nobody before the rest is over');
            restsSince.set(id, now);
            taken.set(id, each);
            putSince.delete(id);
          }
          if (batch.length === max) return;
          for (const id of putSince.keys())
            assert.ok(now - (restsSince.get(id) ?? -EVERY_MS) < EVERY_MS, 'nobody who is due is left behind');
        };
        const store = (succeeds: boolean) => {
          if (!succeeds) {
            queue.requeue(batch);
            for (const { id } of batch) restsSince.delete(id);
          } else
            for (const each of batch) {
              stored.set(each.id, told(stored.get(each.id), each));
            }
          batch = [];
        };

        for (const each of commands) {
          if (each.do === 'put') {
            const put = write(`p${each.player}`, each.lastActiveAt, each.isOnline, each.at);
            wanted.set(put.id, told(wanted.get(put.id), put));
            queue.put(put);
            const next = told(putSince.get(put.id), put);
            putSince.set(put.id, next);
            if (next.isOnline !== taken.get(put.id)?.isOnline) restsSince.delete(put.id);
          } else if (each.do === 'take' && batch.length === 0) take(each.max);
          else if (each.do === 'store') store(each.succeeds);
          else if (each.do === 'pass') now += each.ms;
          else if (each.do === 'hurry') {
            queue.hurry();
            restsSince.clear();
          }
          const onTheWay = new Set(batch.map(({ id }) => id));
          for (const each of wanted.values()) {
            if (isUnstored(each)) assert.ok(queue.isPending(each.id) || onTheWay.has(each.id), 'nothing is lost');
          }
        }

        store(true);
        now += EVERY_MS;
        take(Number.POSITIVE_INFINITY);
        store(true);
        assert.deepEqual(Object.fromEntries(stored), Object.fromEntries(wanted));
        assert.equal(queue.pending, 0);
        queue.take(now + EVERY_MS, 1);
        assert.equal(queue.remembered, 0);
      }),
      10_000,
    );
  });
});
