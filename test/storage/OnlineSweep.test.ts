import assert from 'node:assert/strict';
import { MemoryLeases } from '../../server/cluster/MemoryLeases.ts';
import type { PresenceWrite } from '../../server/domain/storage/writeQueue.ts';
import type { Players } from '../../server/ports.ts';
import { OnlineSweep, type OnlineSweepDeps } from '../../server/storage/OnlineSweep.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { FakeTime, settled } from '../support/fakeTime.ts';
import { memoryStore } from '../support/memoryStore.ts';

const FIVE_MINUTES = 300_000;
const T0 = 1_790_000_000_000;
const player = (n: number): PlayerId => asPlayerId(`p${String(n).padStart(5, '0')}`);

/** Processes with one clock, one store and one set of leases. */
function world(parts: Partial<OnlineSweepDeps> = {}) {
  const time = new FakeTime();
  const clock = { now: () => time.now, wall: () => T0 + time.now };
  const leases = new MemoryLeases(clock);
  const stored = new Set<PlayerId>();
  const here = new Set<PlayerId>();
  const written: PresenceWrite[] = [];
  const asked: { limit: number; after: PlayerId | undefined }[] = [];
  const failures: unknown[] = [];
  const lines: object[] = [];
  const store = {
    isAway: false,
    async online(limit: number, after?: PlayerId): Promise<PlayerId[]> {
      if (store.isAway) throw new Error('connection refused');
      asked.push({ limit, after });
      return [...stored]
        .sort()
        .filter((id) => after === undefined || id > after)
        .slice(0, limit);
    },
  };
  const process = (own: Partial<OnlineSweepDeps> = {}) =>
    new OnlineSweep({
      players: store as object as Players,
      isHere: (id) => here.has(id),
      present: () => here,
      isPartial: () => false,
      put: (write) => {
        written.push(write);
        stored.delete(write.id);
      },
      ...{ clock, leases, timers: time.timers },
      log: { warn: (facts: object) => void lines.push(facts) } as never,
      failed: (error) => void failures.push(error),
      ...parts,
      ...own,
    });
  /** Lets time pass and running sweeps finish. */
  const pass = async (ms: number): Promise<void> => {
    await time.pass(ms);
    for (let turn = 0; turn < 20; turn++) await settled();
  };
  const offline = () => written.splice(0).map(({ id }) => id);
  return { time, clock, leases, stored, here, written, asked, failures, lines, store, process, pass, offline };
}

describe('the online sweep', () => {
  it('S35 a present player stored as offline is put online by the second look that finds them', async () => {
    const { process, here, stored, written } = world();
    const sweep = process();
    here.add(player(1)).add(player(2));
    stored.add(player(2));
    await sweep.run(true);
    assert.deepEqual(written, []);
    await sweep.run();
    assert.deepEqual(
      written.map(({ id, isOnline }) => [id, isOnline]),
      [[player(1), true]],
    );
    here.clear();
    written.length = 0;
    stored.clear();
    await sweep.run();
    await sweep.run();
    assert.deepEqual(written, []);
  });

  it('S30 a final look puts absent players offline, and nobody present', async () => {
    const { stored, here, written, lines, clock, process } = world();
    for (let n = 0; n < 6; n++) stored.add(player(n));
    for (let n = 0; n < 6; n += 2) here.add(player(n));
    assert.equal(await process().run(true), 3);
    assert.deepEqual(
      written,
      [1, 3, 5].map((n) => ({ id: player(n), isOnline: false, lastActiveAt: 0, at: clock.wall() })),
    );
    assert.deepEqual(lines, [{ players: 3 }]);
  });

  it('S30 a later look needs two findings in a row, and a player seen in between starts over', async () => {
    const { stored, here, process, offline, lines } = world();
    const sweep = process();
    stored.add(player(1)).add(player(2));
    assert.equal(await sweep.run(), 0);
    here.add(player(1));
    assert.equal(await sweep.run(), 1);
    assert.deepEqual(offline(), [player(2)]);
    here.clear();
    assert.equal(await sweep.run(), 0);
    assert.equal(await sweep.run(), 1);
    assert.deepEqual(offline(), [player(1)]);
    assert.equal(await sweep.run(), 0);
    assert.equal(lines.length, 2);
  });

  it('S31 a real store puts absent players offline, and a newer fact wins in either order of writes', async () => {
    const store = memoryStore();
    for (let n = 0; n < 5; n++) {
      const [id, name] = [player(n), `player ${n}`];
      await store.players.create({ id, name, nameKey: name, visibility: 'everyone', createdAt: T0 });
    }
    const online = (n: number, at: number) => ({ id: player(n), isOnline: true, lastActiveAt: at, at });
    await store.players.writePresence([0, 1, 2, 3].map((n) => online(n, T0 + 1)));
    let now = T0 + 10;
    const written: PresenceWrite[] = [];
    const { online: onlinePlayers } = store.players;
    // Player 3 joins another process during the query, and that process writes first.
    store.players.online = async (...args) => {
      const ids = await onlinePlayers(...args);
      now += 5;
      await store.players.writePresence([online(3, now)]);
      return ids;
    };
    const { process } = world({
      clock: { now: () => 0, wall: () => now },
      isHere: (id) => id === player(0),
      put: (write) => void written.push(write),
      players: store.players,
    });
    assert.equal(await process().run(true), 3);
    store.players.online = onlinePlayers;
    await store.players.writePresence([online(2, now + 1)]);
    await store.players.writePresence(written);
    assert.deepEqual(await store.players.online(10), [player(0), player(2), player(3)]);
    const gone = await store.players.find(player(1));
    assert.deepEqual([gone?.isOnline, gone?.lastActiveAt], [false, T0 + 1]);
    await store.close();
  });

  it('S32 the sweep starts with a final look on request, looks every five minutes, and checks the missing again after ten seconds', async () => {
    const { stored, process, pass, offline, asked } = world();
    stored.add(player(1));
    const sweep = process();
    sweep.start(15_000);
    await pass(14_999);
    assert.equal(asked.length, 0);
    await pass(1);
    assert.deepEqual(offline(), [player(1)]);
    stored.add(player(2));
    await pass(FIVE_MINUTES);
    assert.deepEqual([offline(), asked.length], [[], 2]);
    await pass(10_000);
    assert.deepEqual([offline(), asked.length], [[player(2)], 3]);
    await pass(FIVE_MINUTES - 1);
    assert.equal(asked.length, 3);
    await pass(1);
    assert.equal(asked.length, 4);
    sweep.stop();
  });

  it('S32 one of several processes sweeps, another follows when it stops, and each takes its own first look', async () => {
    const { stored, process, pass, asked, offline, time } = world();
    const sweeps = [process(), process(), process()] as const;
    for (const sweep of sweeps) sweep.start(0);
    await pass(0);
    assert.equal(asked.length, 3);
    await pass(3 * FIVE_MINUTES);
    assert.equal(asked.length, 6);
    sweeps[0].stop();
    stored.add(player(1));
    await pass(FIVE_MINUTES + 10_000);
    assert.deepEqual(offline(), [player(1)]);
    sweeps[1].stop();
    sweeps[2].stop();
    await pass(0);
    assert.equal(time.pending, 0);
  });

  it('S32 another process follows a dead holder once its lease has lapsed', async () => {
    const { stored, leases, process, pass, offline } = world();
    await leases.acquire('sweep', 2 * FIVE_MINUTES);
    const sweep = process();
    sweep.start(0);
    await pass(0);
    stored.add(player(1));
    await pass(FIVE_MINUTES + 10_000);
    assert.deepEqual(offline(), []);
    await pass(FIVE_MINUTES + 10_000);
    assert.deepEqual(offline(), [player(1)]);
    sweep.stop();
  });

  it('S32 a process that lost and regained the lease needs two new looks', async () => {
    const { stored, leases, process, pass, offline, time } = world();
    const sweep = process();
    sweep.start(0);
    await pass(0);
    stored.add(player(1));
    await pass(FIVE_MINUTES);
    time.sleep(2 * FIVE_MINUTES);
    const other = await leases.acquire('sweep', FIVE_MINUTES);
    assert.ok(other);
    await pass(0);
    await leases.release(other);
    await pass(FIVE_MINUTES);
    assert.deepEqual(offline(), []);
    await pass(10_000);
    assert.deepEqual(offline(), [player(1)]);
    sweep.stop();
  });

  it('S33 a failed look is retried during a store outage, and two looks are needed after it', async () => {
    const { stored, store, process, pass, offline, failures } = world();
    stored.add(player(1));
    store.isAway = true;
    await assert.rejects(process().run(), /connection refused/);
    const sweep = process();
    sweep.start(0);
    await pass(25_000);
    assert.equal(failures.length, 3);
    store.isAway = false;
    await pass(5_000);
    assert.deepEqual(offline(), []);
    await pass(10_000);
    assert.deepEqual(offline(), [player(1)]);
    sweep.stop();
  });

  it('S33 a process without access to the leases looks for nobody, because it may be isolated', async () => {
    const { stored, clock, leases, process, pass, offline, asked, failures } = world();
    let areAway = true;
    const acquire = (name: string, ttlMs: number) =>
      areAway ? Promise.reject(new Error('away')) : leases.acquire(name, ttlMs);
    const renew = leases.renew.bind(leases);
    const release = () => Promise.reject(new Error('away'));
    const sweep = process({ leases: Object.assign(new MemoryLeases(clock), { acquire, renew, release }) });
    stored.add(player(1));
    sweep.start(0);
    await pass(60_000);
    assert.deepEqual([asked.length, failures.length], [0, 0]);
    areAway = false;
    await pass(10_000);
    assert.deepEqual(offline(), []);
    await pass(10_000);
    assert.deepEqual(offline(), [player(1)]);
    sweep.stop();
  });

  it('S33 nobody is put offline while other processes are unreachable, even in the middle of a look', async () => {
    let isPartial = true;
    const { stored, store, process, pass, offline, asked } = world({ isPartial: () => isPartial });
    for (let n = 0; n < 4_500; n++) stored.add(player(n));
    const sweep = process();
    sweep.start(0);
    await pass(60_000);
    assert.deepEqual([offline(), asked.length], [[], 0]);
    isPartial = false;
    await pass(10_000);
    assert.deepEqual([offline(), asked.length], [[], 3]);
    const { online } = store;
    store.online = async (...args) => {
      isPartial = args[1] !== undefined;
      return online(...args);
    };
    await pass(10_000);
    assert.equal(offline().length, 2_000, 'the page that was read before');
    store.online = online;
    isPartial = false;
    await pass(FIVE_MINUTES);
    assert.deepEqual(offline(), [], 'seen as missing in one look only');
    await pass(10_000);
    assert.equal(offline().length, 2_500);
    sweep.stop();
  });

  it('S34 a large look goes page by page, and lets other work run in between', async () => {
    const { stored, here, asked, process } = world();
    for (let n = 0; n < 4_500; n++) {
      stored.add(player(n));
      if (n % 3) here.add(player(n));
    }
    let turns = 0;
    let isLooking = true;
    const count = () => {
      turns += 1;
      if (isLooking) setImmediate(count);
    };
    setImmediate(count);
    assert.equal(await process().run(true), 1_500);
    isLooking = false;
    assert.ok(turns >= 2, `${turns} turns`);
    assert.deepEqual(asked, [
      { limit: 2_000, after: undefined },
      { limit: 2_000, after: player(1_999) },
      { limit: 2_000, after: player(3_999) },
    ]);
  });

  it('S34 stopping cancels a look in progress', async () => {
    const { stored, asked, process } = world();
    for (let n = 0; n < 4_500; n++) stored.add(player(n));
    const sweep = process();
    const looked = sweep.run();
    sweep.stop();
    assert.equal(await looked, 0);
    assert.equal(asked.length, 1);
  });
});
