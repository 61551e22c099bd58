import assert from 'node:assert/strict';
import { type Hub, MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { KEPT_MS, OperatorOrders } from '../../server/operators/OperatorOrders.ts';
import type { OrderWorld } from '../../server/operators/orders.ts';
import type { Bus, Store } from '../../server/ports.ts';
import { asPlayerId, asProcessId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import { MATCH_SEAT_MS } from '../../shared/limits.ts';
import { BAN } from '../support/admin.ts';
import { CutBus } from '../support/CutBus.ts';
import { settled } from '../support/fakeTime.ts';
import { memoryStore } from '../support/memoryStore.ts';
import { TestClock } from '../support/testClock.ts';

const ADA = asPlayerId('ada');
const BOB = asPlayerId('bob');

/** Processes with one store and one bus that record everything. */
async function world() {
  const store = memoryStore();
  for (const id of [ADA, BOB]) {
    await store.players.create({ id, name: id, nameKey: id, visibility: 'everyone', createdAt: 1 });
  }
  const clock = new TestClock();
  const hub: Hub = new Set();
  let started = 0;
  const start = (parts: { store?: object; bus?: Bus } = {}) => {
    const happened: string[] = [];
    const lines: string[] = [];
    const here = new Set([ADA, BOB]);
    const lobby = {
      localPlayers: { mute: (id: PlayerId, until: number) => void happened.push(`${id} muted ${until}`) },
      announce: (text: string) => void happened.push(`"${text}"`),
    } as never;
    const bus = new CutBus(new MemoryBus((error) => assert.fail(String(error)), hub));
    const log = {
      warn: (text: string) => void lines.push(text),
      error: (_facts: object, text: string) => void lines.push(text),
    } as never;
    const process = asProcessId(`p${++started}`);
    const world: Omit<OrderWorld, 'bar'> = {
      ...{ process, lobby, clock, store: { ...store, ...parts.store } as Store },
      endPlayer(id, why) {
        if (!here.delete(id)) return false;
        happened.push(`${id} ${why}`);
        return true;
      },
      isThere: (id) => /^p\d$/.test(id),
      deleteLines: (id, messageId = 'all') => void happened.push(`${id} said ${messageId}`),
      drain: (reason) => void happened.push(`drained: ${reason}`),
    };
    const given = new OperatorOrders(world, parts.bus ?? bus, log);
    const reason = 'spam';
    const orders = {
      kick: (playerId: PlayerId, minutes?: number) => given.give('kick', { playerId, reason, minutes }),
      ban: (playerId: PlayerId) => given.give('ban', { playerId, reason }),
      unban: (playerId: PlayerId) => given.give('unban', { playerId, reason }),
      mute: (playerId: PlayerId, minutes: number) => given.give('mute', { playerId, reason, minutes }),
      deleteMessages: (playerId: PlayerId, messageId?: string) =>
        given.give('deleteMessages', { playerId, reason, messageId }),
      announce: (text: string) => given.give('announce', { text }),
      drain: (why: string, processId?: ProcessId) => given.give('drain', { reason: why, processId }),
      barOf: (id: PlayerId) => given.barOf(id),
    };
    return { orders, process, bus, here, happened, lines };
  };
  return { store, clock, start };
}
const away = () => Promise.reject(new Error('connection refused'));

describe("operators' orders", () => {
  it('O1 a kick removes the player here at once and at every other process, and nobody else', async () => {
    const { store, start } = await world();
    const [one, other, third] = [start(), start(), start()];
    const kicked = one.orders.kick(ADA);
    assert.deepEqual(one.happened, ['ada kicked']);
    assert.deepEqual(await kicked, { isPartial: false });
    await settled();
    for (const { happened } of [one, other, third]) assert.deepEqual(happened, ['ada kicked']);
    assert.equal((await store.players.find(ADA))?.bannedAt, null);
  });

  it('O1 a kick reaches a player at another process, and does nothing to an offline one', async () => {
    const { start } = await world();
    const [one, other] = [start(), start()];
    one.here.clear();
    assert.deepEqual(await one.orders.kick(ADA), { isPartial: false });
    await settled();
    assert.deepEqual([one.happened, other.happened], [[], ['ada kicked']]);
    assert.deepEqual(await one.orders.kick(ADA), { isPartial: false });
    await settled();
    assert.deepEqual([one.happened, other.happened], [[], ['ada kicked']]);
  });

  it('O1 O2 an order for an unknown player is refused, and no process hears of it', async () => {
    const { start } = await world();
    const [one, other] = [start(), start()];
    const heard: unknown[] = [];
    other.bus.subscribe('orders', (message) => void heard.push(message));
    for (const order of ['kick', 'ban', 'unban'] as const) {
      assert.equal(await one.orders[order](asPlayerId('nobody')), 'player/unknown', order);
    }
    await settled();
    assert.deepEqual(heard, []);
  });

  it('O1 a returning player is not kicked by the order’s echo', async () => {
    const { start } = await world();
    const { orders, here, happened } = start();
    await orders.kick(ADA);
    here.add(ADA);
    await settled();
    assert.deepEqual(happened, ['ada kicked']);
  });

  it('O2 a ban is stored first with its time, and then removes the player everywhere', async () => {
    const { store, clock, start } = await world();
    const other = start();
    const seen: unknown[] = [];
    const { add } = store.bans;
    store.bans.add = (ban) => {
      seen.push(...one.happened);
      return add.call(store.bans, ban);
    };
    const one = start();
    assert.deepEqual(await one.orders.ban(ADA), { isPartial: false });
    await settled();
    assert.deepEqual(seen, []);
    for (const { happened } of [one, other]) assert.deepEqual(happened, ['ada banned']);
    assert.equal((await store.players.find(ADA))?.bannedAt, clock.wall());
    assert.equal((await store.players.find(BOB))?.bannedAt, null);
  });

  it('O2 an unban lifts the ban and removes nobody', async () => {
    const { store, start } = await world();
    const [one, other] = [start(), start()];
    await store.bans.add({ ...BAN, player: ADA, at: 5 });
    assert.deepEqual(await one.orders.unban(ADA), { isPartial: false });
    await settled();
    assert.equal((await store.players.find(ADA))?.bannedAt, null);
    assert.deepEqual([one.happened, other.happened], [[], []]);
  });

  it('O27 lines are deleted once at every process, of players who exist', async () => {
    const { start } = await world();
    const processes = [start(), start()];
    const [one] = processes;
    assert.deepEqual(await one?.orders.deleteMessages(ADA, 'm1'), { isPartial: false });
    assert.deepEqual(await one?.orders.deleteMessages(ADA), { isPartial: false });
    assert.equal(await one?.orders.deleteMessages('nobody' as PlayerId), 'player/unknown');
    await settled();
    for (const { happened } of processes) assert.deepEqual(happened, ['ada said m1', 'ada said all']);
  });

  it('O3 an announcement is shown once at every process', async () => {
    const { start } = await world();
    const processes = [start(), start(), start()];
    assert.deepEqual(await processes[0]?.orders.announce('Soon: a restart'), { isPartial: false });
    assert.deepEqual(processes[0]?.happened, ['"Soon: a restart"']);
    await settled();
    for (const { happened } of processes) assert.deepEqual(happened, ['"Soon: a restart"']);
    await processes[1]?.orders.announce('Soon: a restart');
    await settled();
    for (const { happened } of processes) assert.equal(happened.length, 2, 'said a second time, shown a second time');
  });

  it('O4 an order that is not understood changes nothing and is logged, and fields from newer versions are ignored', async () => {
    const { start } = await world();
    const [one, other] = [start(), start()];
    const bad: unknown[] = [
      null,
      7,
      'kick',
      [],
      {},
      { order: 'kick' },
      { from: 'x', order: 'kick', playerId: 7 },
      { from: 'x', order: 'kick', playerId: 'x'.repeat(65) },
      { from: 'x', order: 'drain' },
      { from: 'x', order: 'announce', text: null },
      { order: 'ban', playerId: 'ada' },
      { from: 'x', order: '__proto__', playerId: 'ada' },
    ];
    for (const message of bad) other.bus.publish('orders', message);
    await settled();
    assert.deepEqual(one.happened, []);
    assert.equal(one.lines.length, bad.length);
    other.bus.publish('orders', { from: 'x', order: 'kick', playerId: 'ada', byWhom: 'admin' });
    await settled();
    assert.deepEqual(one.happened, ['ada kicked']);
    assert.equal(one.lines.length, bad.length);
  });

  it('O5 orders during a bus outage are done here and reported as partial', async () => {
    const { store, start } = await world();
    const bus = { isUp: false, publish: () => {}, subscribe: () => {}, onBack: () => {}, close: async () => {} };
    const { orders, happened } = start({ bus });
    assert.deepEqual(await orders.kick(ADA), { isPartial: true });
    assert.deepEqual(await orders.ban(BOB), { isPartial: true });
    assert.deepEqual(await orders.announce('hello'), { isPartial: true });
    assert.deepEqual(happened, ['ada kicked', 'bob banned', '"hello"']);
    assert.deepEqual(await orders.unban(BOB), { isPartial: false }, 'it holds for all who look into the store');
    assert.equal((await store.players.find(BOB))?.bannedAt, null);
  });

  it('O11 a mute is stored with its end, and holds at every process until it is lifted', async () => {
    const { store, clock, start } = await world();
    const [one, other] = [start(), start()];
    const until = clock.wall() + 5 * 60_000;
    assert.deepEqual(await one.orders.mute(ADA, 5), { isPartial: false });
    await settled();
    assert.equal((await store.players.find(ADA))?.mutedUntil, until);
    assert.deepEqual([one.happened, other.happened], [[`ada muted ${until}`], [`ada muted ${until}`]]);
    assert.deepEqual(await other.orders.mute(ADA, 0), { isPartial: false });
    await settled();
    assert.equal((await store.players.find(ADA))?.mutedUntil, null);
    assert.deepEqual([one.happened.at(-1), other.happened.at(-1)], ['ada muted 0', 'ada muted 0']);
    assert.equal(await one.orders.mute('nobody' as typeof ADA, 5), 'player/unknown');
  });

  it('O16 a drain ends the process asked or the one named, and no other', async () => {
    const { start } = await world();
    const [one, other, third] = [start(), start(), start()];
    assert.deepEqual(await one.orders.drain('a bad disk'), { isPartial: false, processId: one.process });
    assert.deepEqual(one.happened, ['drained: a bad disk']);
    await settled();
    assert.deepEqual([other.happened, third.happened], [[], []]);
    assert.deepEqual(await third.orders.drain('a deploy', other.process), {
      isPartial: false,
      processId: other.process,
    });
    await settled();
    assert.deepEqual([one.happened.length, other.happened, third.happened], [1, ['drained: a deploy'], []]);
    assert.deepEqual(await third.orders.drain('a deploy', third.process), {
      isPartial: false,
      processId: third.process,
    });
    assert.deepEqual(third.happened, ['drained: a deploy'], 'by its own name');
  });

  it('O16 a missing process is unknown, and an unreachable one gets its order when messages get through', async () => {
    const { start } = await world();
    const [one, other] = [start(), start()];
    assert.equal(await one.orders.drain('a deploy', asProcessId('gone')), 'process/unknown');
    one.bus.isUp = false;
    assert.deepEqual(await one.orders.drain('a deploy', other.process), { isPartial: true, processId: other.process });
    await settled();
    assert.deepEqual(other.happened, []);
    one.bus.mend();
    await settled();
    assert.deepEqual([one.happened, other.happened], [[], ['drained: a deploy']]);
  });

  it('O15 a process gets each missed order once when it can hear again, for as long as orders are kept', async () => {
    const { clock, start } = await world();
    const [one, other, third] = [start(), start(), start()];
    const missed = async (ms: number) => {
      other.bus.isUp = false;
      await one.orders.kick(ADA);
      await one.orders.announce('hello');
      await settled();
      clock.advance(ms);
      other.bus.mend();
      await settled();
      await settled();
    };
    await missed(KEPT_MS - 1);
    for (const { happened } of [one, other, third]) assert.deepEqual(happened, ['ada kicked', '"hello"']);
    other.bus.mend();
    await settled();
    for (const { happened } of [one, other, third]) assert.equal(happened.length, 2, 'once');
    for (const { here } of [one, other, third]) here.add(ADA);
    await missed(KEPT_MS);
    assert.equal(other.happened.length, 2, 'it is too late for that');
    assert.equal(third.happened.length, 4);
  });

  it('O15 a process sends its orders once it can be heard again', async () => {
    const { start } = await world();
    const [one, other] = [start(), start()];
    one.bus.isUp = false;
    assert.deepEqual(await one.orders.kick(ADA), { isPartial: true });
    one.bus.mend();
    await settled();
    assert.deepEqual([one.happened, other.happened], [['ada kicked'], ['ada kicked']]);
  });

  it('O13 a recently banned player is barred at every process that has heard of it, until the ban is lifted', async () => {
    const { clock, start } = await world();
    const [one, other] = [start(), start()];
    const barred = () => [one, other].map(({ orders }) => orders.barOf(ADA));
    await one.orders.ban(ADA);
    await settled();
    assert.deepEqual(barred(), Array(2).fill('auth/banned'));
    assert.equal(other.orders.barOf(BOB), undefined);
    await other.orders.unban(ADA);
    await settled();
    assert.deepEqual(barred(), Array(2).fill(undefined));
    await one.orders.ban(ADA);
    await settled();
    clock.advance(KEPT_MS - 1);
    assert.deepEqual(barred(), Array(2).fill('auth/banned'));
    clock.advance(1);
    assert.deepEqual(barred(), Array(2).fill(undefined));
    assert.ok(KEPT_MS > 5_000 + MATCH_SEAT_MS, 'a seat from before is taken or over by then');
  });

  it('O21 a kicked player stays out for a minute, or the minutes of the order, at every process and in the store', async () => {
    const { clock, start, store } = await world();
    const [one, other] = [start(), start()];
    const barred = () => [one, other].map(({ orders }) => orders.barOf(ADA));
    for (const [minutes, ms] of [
      [undefined, 60_000],
      [5, 300_000],
    ] as const) {
      await one.orders.kick(ADA, minutes);
      await settled();
      assert.equal((await store.players.find(ADA))?.kickedUntil, clock.wall() + ms);
      clock.advance(ms - 1);
      assert.deepEqual(barred(), Array(2).fill('auth/kicked'));
      clock.advance(1);
      assert.deepEqual(barred(), Array(2).fill(undefined));
    }
    await one.orders.kick(ADA, 0);
    assert.deepEqual(barred(), Array(2).fill(undefined), 'may come back at once');
  });

  it('O25 each order that was carried out is stored with its operator, reason and details; a refused one is not', async () => {
    const { clock, start, store } = await world();
    const { orders, lines } = start();
    await orders.kick(ADA, 5);
    clock.advance(1_000);
    await orders.announce('hello');
    await orders.ban('nobody' as PlayerId);
    const stored = await store.orders.latest({ limit: 9 });
    assert.deepEqual(
      stored.map(({ id, at, ...order }) => ({ ...order, at: clock.wall() - at })),
      [
        {
          name: 'announce',
          player: null,
          playerName: undefined,
          operator: 'admin',
          reason: null,
          details: { text: 'hello' },
          at: 0,
        },
        {
          name: 'kick',
          player: ADA,
          playerName: 'ada',
          operator: 'admin',
          reason: 'spam',
          details: { minutes: 5 },
          at: 1_000,
        },
      ],
    );
    store.orders.add = away;
    assert.deepEqual(await orders.announce('hello'), { isPartial: false }, 'it was carried out');
    assert.deepEqual(lines, ['an order was not stored']);
  });

  it('O6 bans fail and remove nobody during a store outage, and a present player is still kicked everywhere', async () => {
    const { start } = await world();
    const other = start();
    const players = { find: away, setMuted: away, setKicked: away };
    const one = start({ store: { players, bans: { add: away, lift: away } } });
    await assert.rejects(one.orders.ban(ADA), /connection refused/);
    await assert.rejects(one.orders.unban(ADA), /connection refused/);
    await assert.rejects(one.orders.mute(ADA, 5), /connection refused/);
    await settled();
    assert.deepEqual([one.happened, other.happened], [[], []]);
    assert.deepEqual(await one.orders.kick(ADA), { isPartial: false });
    await settled();
    assert.deepEqual([one.happened, other.happened], [['ada kicked'], ['ada kicked']]);
    await assert.rejects(one.orders.kick(ADA), /connection refused/, 'is there such a player?');
  });
});
