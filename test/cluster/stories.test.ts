import assert from 'node:assert/strict';
import { asPlayerId, asSessionId } from '../../shared/ids.ts';
import { ClusterWorld, LEASE_MS, type WorldProcess } from '../support/clusterWorld.ts';
import { TIMING } from '../support/presenceWorld.ts';

const ADA = asPlayerId('ada');
/** A change is everywhere after this: one batch and its delivery. */
const SOON_MS = 150;

describe('one lobby over several processes', () => {
  let world: ClusterWorld;
  let a: WorldProcess;
  let b: WorldProcess;
  let c: WorldProcess;
  beforeEach(async () => {
    world = new ClusterWorld();
    a = await world.start('a');
    b = await world.start('b');
    c = await world.start('c');
  });
  afterEach(async () => {
    for (const process of world.processes) {
      assert.deepEqual(process.errors, []);
      await process.bus.close();
    }
  });

  const everywhere = (list: string[], but: WorldProcess[] = []) => {
    for (const process of world.processes) {
      if (process.isRunning && !but.includes(process)) assert.deepEqual(process.list(), list, `at ${process.id}`);
    }
  };

  it('C13 every process has everybody in its list, count, search and look-up', async () => {
    a.join('ada');
    b.join('bob');
    c.join('eve', { visibility: 'nobody' });
    await world.pass(SOON_MS);
    everywhere(['ada online', 'bob online']);
    for (const { lobby } of world.processes) {
      assert.equal(lobby.online, 2);
      assert.deepEqual(lobby.stats(), { online: 2, queued: 0, playing: 0, shards: 3, processes: 3 });
      assert.deepEqual(
        lobby.page({ limit: 9, q: 'BO' }).players.map(({ id, shard }) => [id, shard]),
        [['bob', b.shard]],
      );
      assert.equal(lobby.find(asPlayerId('eve')), undefined);
      assert.equal(lobby.find(asPlayerId('eve'), asPlayerId('eve'))?.name, 'eve');
    }
    a.lobby.localPlayers.choose(ADA, { chosenStatus: 'busy' });
    await world.pass(SOON_MS);
    everywhere(['ada busy', 'bob online']);
  });

  it('C14 tabs at two processes are one player, stored as online until the last one ends', async () => {
    a.join('ada');
    b.join('ada');
    await world.pass(SOON_MS);
    everywhere(['ada online']);
    a.remove('ada');
    await world.pass(SOON_MS);
    everywhere(['ada online']);
    assert.deepEqual([a.stored('ada'), b.stored('ada')], [true, true]);
    b.remove('ada');
    await world.pass(SOON_MS);
    everywhere([]);
    assert.equal(b.stored('ada'), false);
  });

  it('C14 two tabs that end at the same moment leave nobody stored as online', async () => {
    a.join('ada');
    b.join('ada');
    await world.pass(SOON_MS);
    a.remove('ada');
    b.remove('ada');
    await world.pass(SOON_MS);
    everywhere([]);
    assert.deepEqual([a.stored('ada'), b.stored('ada')], [false, false]);
  });

  it('C14 a tab that comes and goes before other processes hear of it takes nobody offline', async () => {
    b.join('ada');
    a.join('ada');
    a.remove('ada');
    assert.equal(world.stored.get(ADA)?.isOnline, false, 'as far as the process of that tab knows');
    await world.pass(SOON_MS);
    everywhere(['ada online']);
    assert.equal(world.stored.get(ADA)?.isOnline, true);
  });

  it('C17 a player who moves while the processes cannot hear each other is stored as online once they can', async () => {
    a.join('ada');
    await world.pass(SOON_MS);
    b.cut();
    b.join('ada');
    await world.pass(SOON_MS);
    a.remove('ada');
    await world.pass(LEASE_MS);
    assert.equal(world.stored.get(ADA)?.isOnline, false);
    b.mend();
    await world.pass(SOON_MS);
    everywhere(['ada online']);
    assert.equal(world.stored.get(ADA)?.isOnline, true);
  });

  it('C26 an isolated process stores as offline only players known to be nowhere, and does so once it knows', async () => {
    for (const player of ['ada', 'amy', 'bob']) a.join(player);
    await world.pass(SOON_MS);
    b.join('ada');
    await world.pass(SOON_MS);
    a.remove('ada');
    a.cut();
    await world.pass(2 * LEASE_MS);
    b.join('amy');
    await world.pass(SOON_MS);
    for (const player of ['amy', 'bob']) a.remove(player);
    await world.pass(SOON_MS);
    assert.deepEqual(a.list(), [], 'it shows its own players, of whom there are none any more');
    const stored = () => ['ada', 'amy', 'bob'].map((player) => world.stored.get(asPlayerId(player))?.isOnline);
    assert.deepEqual(
      a.writes.filter(({ isOnline }) => !isOnline),
      [],
    );
    assert.deepEqual(stored().slice(0, 2), [true, true]);
    a.mend();
    await world.pass(LEASE_MS);
    everywhere(['ada online', 'amy online']);
    assert.deepEqual([stored(), a.stored('bob')], [[true, true, false], false]);
  });

  it('C26 a shutting-down process stores its players as offline, even if it is isolated', async () => {
    a.join('ada');
    await world.pass(SOON_MS);
    a.cut();
    await world.pass(2 * LEASE_MS);
    await a.end();
    assert.equal(world.stored.get(ADA)?.isOnline, false);
  });

  it('C27 a death reported by another process is believed at once, even without access to the leases', async () => {
    a.join('ada');
    await world.pass(SOON_MS);
    c.leases.isUp = false;
    a.kill();
    await world.pass(LEASE_MS * 0.9);
    assert.deepEqual(c.list(), ['ada online']);
    await world.pass(LEASE_MS * 0.2);
    assert.deepEqual([b.list(), c.list()], [[], []]);
    assert.deepEqual([c.lobby.stats().processes, c.removed], [2, []], 'hidden it would be only later');
  });

  it('C14 a reload that lands at another process is silent', async () => {
    a.join('ada');
    await world.pass(SOON_MS);
    a.leave('ada');
    await world.pass(100);
    everywhere(['ada online']);
    b.join('ada');
    for (let ms = 0; ms < 2 * TIMING.leaveDampingMs; ms += 50) {
      await world.pass(50);
      everywhere(['ada online']);
    }
    assert.deepEqual([a.lobby.selfOf(ADA)?.status, b.stored('ada')], ['online', true]);
  });

  for (const visibility of ['nobody', 'friends'] as const) {
    it(`V3 visible to ${visibility} at one process: at every process the row goes with that of a leaver`, async () => {
      a.join('ada');
      a.join('bob');
      await world.pass(SOON_MS);
      a.lobby.localPlayers.choose(ADA, { visibility });
      a.leave('bob');
      const seen = new Set<string>();
      for (let ms = 0; ms < 2 * TIMING.leaveDampingMs; ms += 50) {
        await world.pass(50);
        a.lobby.localPlayers.choose(ADA, { chosenStatus: ms % 100 === 0 ? 'busy' : 'online' });
        for (const { lobby } of world.processes) {
          const names = lobby.page({ limit: 9 }).players.map(({ name, status }) => `${name} ${status}`);
          seen.add(names.join(', '));
          assert.equal(lobby.online, names.length);
        }
      }
      assert.deepEqual([...seen], ['ada online, bob online', '']);
      assert.equal(a.lobby.find(ADA, ADA)?.name, 'ada');
      a.lobby.localPlayers.choose(ADA, { visibility: 'everyone', chosenStatus: 'online' });
      await world.pass(SOON_MS);
      everywhere(['ada online']);
    });
  }

  it('S66 activity is stored for those who could see it when it happened', async () => {
    const stored = () => {
      const { lastActiveAt, publicAt, friendsAt } = a.writes.findLast(({ id }) => id === ADA) ?? assert.fail();
      return [publicAt, friendsAt].map((at) => at === lastActiveAt);
    };
    a.join('ada');
    assert.deepEqual(stored(), [true, true]);
    for (const [visibility, expected] of [
      ['friends', [false, true]],
      ['nobody', [false, false]],
      ['everyone', [true, true]],
    ] as const) {
      a.lobby.localPlayers.choose(ADA, { visibility });
      await world.pass(50);
      a.beat('ada');
      assert.deepEqual(stored(), expected, visibility);
    }
    a.lobby.localPlayers.choose(ADA, { visibility: 'nobody' });
    a.leave('ada');
    await world.pass(2 * TIMING.leaveDampingMs);
    assert.deepEqual([a.stored('ada'), ...stored()], [false, false, false]);
  });

  it('C11 a status chosen at one process holds at all, and every tab learns of it', async () => {
    a.join('ada');
    b.join('ada');
    await world.pass(SOON_MS);
    b.pushes.length = 0;
    a.lobby.localPlayers.choose(ADA, { name: 'Ada Lovelace' });
    await world.pass(SOON_MS);
    a.lobby.localPlayers.choose(ADA, { visibility: 'nobody' });
    a.lobby.localPlayers.choose(ADA, { chosenStatus: 'busy' });
    await world.pass(SOON_MS);
    everywhere(['Ada Lovelace online']);
    await world.pass(TIMING.leaveDampingMs);
    everywhere([]);
    const told = b.pushes.at(-1);
    assert.equal(told?.type, 'selfUpdated');
    assert.deepEqual(
      { name: 'Ada Lovelace', visibility: 'nobody', status: 'busy', ...(told?.payload as object) },
      told?.payload,
    );
    a.remove('ada');
    b.lobby.localPlayers.choose(ADA, { visibility: 'everyone' });
    await world.pass(SOON_MS);
    everywhere(['Ada Lovelace busy']);
  });

  it('C11 a fast clock at one process does not undo a later choice at another', async () => {
    a.join('ada');
    b.join('ada');
    await world.pass(SOON_MS);
    world.clock.epoch += 3_600_000;
    a.lobby.localPlayers.choose(ADA, { chosenStatus: 'busy' });
    world.clock.epoch -= 3_600_000;
    await world.pass(SOON_MS);
    b.lobby.localPlayers.choose(ADA, { chosenStatus: 'away' });
    await world.pass(SOON_MS);
    everywhere(['ada away']);
    c.join('ada', { name: 'An old name' });
    await world.pass(SOON_MS);
    everywhere(['ada away']);
  });

  it('C10 a player active at one process is active at all, and is not kicked elsewhere', async () => {
    a.join('ada');
    b.join('ada');
    a.beat('ada', false);
    await world.pass(SOON_MS);
    everywhere(['ada online']);
    for (let ms = 0; ms < TIMING.kickAfterMs * 1.2; ms += 1_000) {
      b.beat('ada');
      a.beat('ada', false);
      await world.pass(1_000);
    }
    everywhere(['ada online']);
    assert.deepEqual(a.closed, []);
    b.beat('ada', false);
    await world.pass(SOON_MS);
    everywhere(['ada away']);
  });

  it('C15 the players of a killed process disappear everywhere in time, and are stored as offline', async () => {
    a.join('ada');
    a.join('amy');
    b.join('bob');
    await world.pass(SOON_MS);
    a.kill();
    b.join('amy');
    await world.pass(LEASE_MS * 0.7);
    everywhere(['ada online', 'amy online', 'bob online']);
    await world.pass(LEASE_MS * 0.4 + 50);
    everywhere(['amy online', 'bob online']);
    assert.deepEqual([b.stored('ada') ?? c.stored('ada'), b.stored('amy'), c.stored('amy')], [false, true, undefined]);
    assert.deepEqual([...b.removed, ...c.removed], ['a'], 'by one of those who noticed');
    assert.equal(b.lobby.stats().processes, 2);
    const written = [...b.writes, ...c.writes].findLast(({ id }) => id === 'ada');
    const diedAt = world.clock.wall() - LEASE_MS * 1.1;
    assert.ok(written && written.at > diedAt - 300 && written.at < diedAt + 300, 'as of its death');
  });

  it('C16 a brief standstill goes unnoticed, and a process declared dead returns when it wakes', async () => {
    a.join('ada');
    await world.pass(SOON_MS);
    a.freeze();
    await world.pass(LEASE_MS * 0.8);
    a.thaw();
    await world.pass(SOON_MS);
    everywhere(['ada online']);
    a.freeze();
    await world.pass(LEASE_MS * 1.2);
    everywhere([], [a]);
    b.join('ada');
    world.clock.advance(LEASE_MS);
    assert.equal(a.lease.mayWrite(), false);
    a.thaw();
    await world.pass(LEASE_MS * 0.2);
    assert.equal(a.lease.mayWrite(), true);
    everywhere(['ada online']);
    b.remove('ada');
    await world.pass(SOON_MS);
    everywhere(['ada online']);
    a.remove('ada');
    await world.pass(SOON_MS);
    everywhere([]);
    assert.ok([a.stored('ada'), b.stored('ada')].includes(false));
  });

  it('S37 what another process stored of a player is corrected soon, however lately this one stored them', async () => {
    const isStoredOnline = () => world.stored.get(ADA)?.isOnline;
    a.join('ada');
    await world.pass(SOON_MS);
    a.freeze();
    await world.pass(LEASE_MS * 1.5);
    assert.equal(isStoredOnline(), false, 'declared dead');
    a.thaw();
    await world.pass(SOON_MS);
    assert.equal(isStoredOnline(), true, 'awake again');

    a.remove('ada');
    b.join('ada');
    await world.pass(SOON_MS);
    assert.equal(isStoredOnline(), true, 'at another process');
    b.kill();
    await world.pass(LEASE_MS * 1.5);
    assert.equal(isStoredOnline(), false, 'that is dead');
    a.join('ada');
    c.join('ada');
    await world.pass(SOON_MS);
    c.kill();
    await world.pass(LEASE_MS * 1.5);
    assert.equal(isStoredOnline(), true, 'with a tab at a dead process');
  });

  it('C12 a process whose lease may have lapsed does not write, except while the leases are away', async () => {
    assert.equal(a.lease.mayWrite(), true);
    world.clock.advance(LEASE_MS + 1);
    assert.equal(a.lease.mayWrite(), false);
    a.leases.isUp = false;
    await world.pass(SOON_MS);
    assert.equal(a.lease.mayWrite(), true);
  });

  it('C17 isolated processes go on alone and report it, and all is one again afterwards', async () => {
    a.join('ada');
    b.join('bob');
    await world.pass(SOON_MS);
    for (const process of [a, b, c]) process.bus.isUp = process.leases.isUp = false;
    await world.pass(LEASE_MS * 0.5);
    for (const { cluster } of [a, b, c]) assert.deepEqual([cluster.isCutOff, cluster.isPartial], [true, true]);
    everywhere(['ada online', 'bob online']);
    await world.pass(LEASE_MS);
    assert.deepEqual([a.list(), b.list(), c.list()], [['ada online'], ['bob online'], []]);
    a.join('amy');
    b.lobby.localPlayers.choose(asPlayerId('bob'), { chosenStatus: 'busy' });
    await world.pass(10 * LEASE_MS);
    assert.deepEqual(a.list(), ['ada online', 'amy online']);
    const before = [a, b, c].map(({ removed }) => removed.length);
    for (const process of [a, b, c]) {
      process.leases.isUp = true;
      process.bus.mend();
      await world.pass(SOON_MS);
    }
    await world.pass(SOON_MS);
    everywhere(['ada online', 'amy online', 'bob busy']);
    for (let ms = 0; ms < 2 * LEASE_MS; ms += 50) {
      await world.pass(50);
      everywhere(['ada online', 'amy online', 'bob busy']);
    }
    for (const { cluster } of [a, b, c]) assert.equal(cluster.isPartial, false);
    assert.deepEqual(
      [a, b, c].map(({ removed }) => removed.length),
      before,
      'nobody was declared dead',
    );
    assert.deepEqual([a.stored('ada'), b.stored('bob')], [true, true]);
  });

  it('C17 an unreachable process is hidden from the others, and they are not cut off themselves', async () => {
    a.join('ada');
    await world.pass(SOON_MS);
    a.bus.isUp = false;
    await world.pass(LEASE_MS * 1.5);
    assert.deepEqual([b.list(), b.cluster.isPartial, b.cluster.isCutOff], [[], true, false]);
    a.bus.mend();
    await world.pass(SOON_MS);
    assert.deepEqual([b.list(), b.cluster.isPartial], [['ada online'], false]);
    assert.deepEqual(b.removed, []);
  });

  it('C18 lost messages are made up for', async () => {
    b.bus.isUp = false;
    a.join('ada');
    await world.pass(SOON_MS);
    b.bus.isUp = true;
    await world.pass(LEASE_MS * 0.1 + SOON_MS);
    everywhere(['ada online']);
    b.bus.isUp = false;
    a.join('amy');
    await world.pass(SOON_MS);
    b.bus.isUp = true;
    a.join('art');
    await world.pass(SOON_MS + 500);
    everywhere(['ada online', 'amy online', 'art online']);
  });

  it('C19 an orderly shutdown removes nobody who is back elsewhere', async () => {
    a.join('ada');
    a.join('amy');
    a.join('bob', { chosenStatus: 'busy' });
    await world.pass(SOON_MS);
    await a.end();
    assert.deepEqual([a.stored('ada'), a.stored('bob')], [false, false]);
    await world.pass(TIMING.leaveDampingMs / 2);
    everywhere(['ada online', 'amy online', 'bob busy']);
    b.join('ada');
    c.join('bob');
    for (let ms = 0; ms < TIMING.leaveDampingMs; ms += 50) {
      await world.pass(50);
      for (const process of [b, c]) assert.deepEqual(process.list().slice(-1), ['bob busy']);
    }
    everywhere(['ada online', 'bob busy']);
    assert.equal(b.lobby.stats().processes, 2);
  });

  it('C20 a starting process knows everybody when it opens', async () => {
    for (let n = 0; n < 50; n++) a.join(`player${n}`);
    b.join('bob');
    const d = await world.start('d');
    assert.equal(d.lobby.online, 51);
    assert.equal(d.lobby.stats().processes, 4);
  });

  it('C20 a process that catches up also learns that players left with a process that has shut down', async () => {
    b.join('bob');
    await world.pass(SOON_MS);
    c.bus.isUp = false;
    const d = await world.start('d');
    d.join('ada');
    await world.pass(SOON_MS);
    await d.end();
    await world.pass(SOON_MS);
    c.bus.mend();
    await world.pass(SOON_MS);
    await a.end();
    await b.end();
    assert.deepEqual(c.list(), ['ada online', 'bob online']);
    c.join('bob');
    await world.pass(TIMING.leaveDampingMs);
    assert.deepEqual(c.list(), ['bob online']);
  });

  it('C21 losing all leases at once removes nobody', async () => {
    a.join('ada');
    b.join('bob');
    await world.pass(SOON_MS);
    for (const lease of await world.leases.list('')) await world.leases.release(lease);
    for (let ms = 0; ms < 3 * LEASE_MS; ms += 50) {
      await world.pass(50);
      everywhere(['ada online', 'bob online']);
    }
    assert.equal((await world.leases.list('process:')).length, 3);
    assert.deepEqual([...a.removed, ...b.removed, ...c.removed], []);
  });

  it('C7 a new room goes to the process with the fewest players that is neither draining nor silent', async () => {
    a.join('ada');
    a.join('amy');
    b.join('bob');
    await world.pass(SOON_MS);
    for (const { cluster } of [a, b, c]) assert.equal(cluster.leastLoaded(), 'c');
    c.cluster.setOpen(false);
    await world.pass(SOON_MS);
    for (const { cluster } of [a, b, c]) assert.equal(cluster.leastLoaded(), 'b');
    b.kill();
    await world.pass(LEASE_MS * 0.3);
    assert.equal(a.cluster.leastLoaded(), 'a');
  });

  it('C14 a kick ends the player’s sessions at every process', async () => {
    a.join('ada');
    b.join('ada');
    await world.pass(SOON_MS);
    assert.equal(c.lobby.localPlayers.end(ADA, 'banned'), false);
    assert.equal(a.lobby.localPlayers.end(ADA, 'banned'), true);
    assert.equal(b.lobby.localPlayers.end(ADA, 'banned'), true);
    await world.pass(SOON_MS);
    everywhere([]);
    assert.deepEqual([a.closed, b.closed], [['ada@a banned'], ['ada@b banned']]);
    a.lobby.localPlayers.resume(asSessionId('ada@a'));
    everywhere([]);
  });
});
