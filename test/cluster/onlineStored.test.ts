import assert from 'node:assert/strict';
import { asPlayerId, asSessionId } from '../../shared/ids.ts';
import { ClusterWorld, LEASE_MS, type WorldProcess } from '../support/clusterWorld.ts';

const ADA = asPlayerId('ada');
const FOLLOWS_MS = 2_000;

describe('is_online, written by several processes', () => {
  let world: ClusterWorld;
  let [a, b, c]: WorldProcess[] = [];
  beforeEach(async () => {
    world = new ClusterWorld();
    [a, b, c] = [await world.start('a'), await world.start('b'), await world.start('c')];
  });
  afterEach(async () => {
    for (const process of world.processes) await process.bus.close();
  });

  const isStored = () => world.stored.get(ADA)?.isOnline ?? false;
  const follows = async (isOnline: boolean, why: string, withinMs = FOLLOWS_MS) => {
    await world.pass(withinMs);
    assert.equal((c as WorldProcess).lobby.find(ADA, ADA) !== undefined, isOnline, `roster: ${why}`);
    assert.equal(isStored(), isOnline, why);
  };

  for (const visibility of ['everyone', 'nobody'] as const)
    it(`S38 C14 it follows within 2 s wherever the tabs of a player with visibility ${visibility} come and go`, async () => {
      const [at, bt] = [a as WorldProcess, b as WorldProcess];
      const join = (process: WorldProcess) => process.join('ada', { visibility });
      join(at);
      await follows(true, 'joined at a');
      join(bt);
      at.leave('ada');
      await follows(true, 'moved to b');
      bt.leave('ada');
      await follows(false, 'left b');
      join(at);
      await follows(true, 'back at a, which had written it lately');
      join(bt);
      await follows(true, 'a tab at each');
      at.leave('ada');
      bt.leave('ada');
      await follows(false, 'both left at once');
      join(bt);
      await follows(true, 'back at b');
      at.join('ada', { visibility }, 'second');
      bt.drop('ada');
      await follows(true, 'one dropped, one live');
      at.lobby.localPlayers.remove(asSessionId('second'), 'kicked');
      bt.lobby.localPlayers.remove(asSessionId('ada@b'), 'dropped');
      await follows(false, 'both gone');
    });

  it('S38 a player whose process died is stored as offline, and as online when back, however lately they were written', async () => {
    const [at, bt, ct] = [a, b, c] as [WorldProcess, WorldProcess, WorldProcess];
    for (const process of [bt, ct, at]) {
      process.join('ada');
      await follows(true, `at ${process.id}`);
      if (process !== at) process.leave('ada');
      await follows(process === at, `left ${process.id}`);
    }
    at.kill();
    await follows(false, 'a died', 5 * LEASE_MS);
    bt.join('ada');
    await follows(true, 'back at b');
  });

  it('C31 a player whose match is at another process is playing everywhere, in the shard where they were', async () => {
    const [at, bt, ct] = [a, b, c] as [WorldProcess, WorldProcess, WorldProcess];
    at.join('ada');
    await world.pass(150);
    const profile = {
      id: ADA,
      name: 'ada',
      visibility: 'nobody',
      rating: 0,
      emblem: 0,
      chosenStatus: 'online',
    } as const;
    bt.lobby.localPlayers.join({ ...profile, chosenAt: -1, mutedUntil: 0 }, asSessionId('match'), null, true);
    at.leave('ada');
    await world.pass(FOLLOWS_MS);
    for (const process of [at, bt, ct]) {
      assert.deepEqual(process.list(), ['ada playing']);
      assert.equal(process.lobby.stats().playing, 1);
      assert.equal(process.lobby.find(ADA)?.shard, at.shard);
    }
    assert.equal(isStored(), true);
    bt.lobby.localPlayers.drop(asSessionId('match'));
    await world.pass(150);
    assert.deepEqual(ct.list(), ['ada reconnecting']);
    at.join('ada');
    await world.pass(150);
    assert.deepEqual(ct.list(), ['ada playing']);
    at.lobby.localPlayers.choose(ADA, { visibility: 'nobody' });
    at.leave('ada');
    await world.pass(FOLLOWS_MS);
    assert.deepEqual([at.list(), bt.list(), ct.list()], [[], [], []]);
  });
});
