import assert from 'node:assert/strict';
import type { ClusterProcess } from '../../scripts/cluster/ClusterProcess.ts';
import { type LocalCluster, startCluster } from '../../scripts/cluster/startCluster.ts';
import type { Why } from '../../server/domain/operators/why.ts';
import { CLOSE } from '../../shared/protocol.ts';
import { getJson } from '../chaos/lists.ts';
import { type Player, Players } from '../chaos/Players.ts';
import { ADMIN, giveOrder, PASSWORD } from '../support/admin.ts';
import { eventually } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { runSql } from '../support/postgres.ts';

const WAIT_MS = 10_000;

describe('an operator of two processes', () => {
  let cluster: LocalCluster;
  let players: Players;
  let here: ClusterProcess;
  let there: ClusterProcess;
  const watchers: FollowedClient[] = [];
  before(async () => {
    // A shard has one place, so the next goes to the emptier process.
    cluster = await startCluster({
      processes: 2,
      env: { LIMITS: 'off', LOG_LEVEL: 'warn', SHARD_CAPACITY: '1', ADMIN_PASSWORD: PASSWORD },
    });
    players = new Players(cluster.url, 'Ada');
    [here, there] = cluster.processes as [ClusterProcess, ClusterProcess];
  });
  after(async () => {
    await Promise.all([players?.stop(), ...watchers.map(({ client }) => client.leave())]);
    await cluster?.stop();
  });

  const shardOf = ({ events }: FollowedClient) =>
    events.findLast((event) => event.type === 'welcomed')?.payload.shard ?? '';
  const roomsAt = async ({ url }: ClusterProcess) =>
    (await getJson<{ rooms: { roomId: string; name: string; processId: string }[] }>(`${url}/monitor/api`, ADMIN))
      .rooms;
  const processOf = async (shard: string) => (await roomsAt(here)).find(({ roomId }) => roomId === shard)?.processId;
  const closesOf = ({ closes }: Player) => closes.map(({ code }) => code);
  /** Adds newcomers until one is placed at the process. */
  const playerAt = async ({ name }: ClusterProcess): Promise<Player> => {
    for (let n = 0; n < 6; n++) {
      const [player] = (await players.arrive(1, 100)) as [Player];
      if (player.process !== name) continue;
      await eventually(() => assert.ok(player.shard), WAIT_MS);
      return player;
    }
    return assert.fail(`nobody is seated at ${name}`);
  };
  const order = (what: string, body: object) => giveOrder<{ isPartial: boolean }>(here.url, what, body);

  it('X19 every process’ monitor shows the rooms of all', async () => {
    const rooms = new Set<string | undefined>();
    for (const process of [here, there]) rooms.add((await playerAt(process)).shard);
    assert.equal(rooms.size, 2);
    for (const process of [here, there]) {
      await eventually(async () => {
        const ids = (await roomsAt(process)).filter(({ name }) => name === 'lobby').map(({ roomId }) => roomId);
        for (const room of rooms) assert.ok(ids.includes(room ?? ''), `${process.name} lists ${room} among ${ids}`);
      }, WAIT_MS);
    }
    assert.notEqual(...((await Promise.all([...rooms].map((room) => processOf(room ?? '')))) as [string, string]));
  });

  it('C28 the count in every shard’s state is that of the whole cluster', async () => {
    for (const process of [here, there]) await playerAt(process);
    // Adds watchers until each process has one.
    for (const processes = new Set<string | undefined>(); processes.size < 2; ) {
      assert.ok(watchers.length < 6, 'a newcomer goes where fewer are');
      const watcher = new FollowedClient(cluster.url);
      watchers.push(watcher);
      watcher.client.start();
      await eventually(() => assert.ok(shardOf(watcher)), WAIT_MS);
      processes.add(await processOf(shardOf(watcher)));
    }
    const online = ({ events }: FollowedClient) => events.findLast((event) => event.type === 'onlineChanged')?.online;
    await eventually(() => {
      const count = players.online.length + watchers.length;
      for (const watcher of watchers) assert.equal(online(watcher), count);
    }, WAIT_MS);
  });

  it('O11 an order reaches a process that missed it', async () => {
    const [kicked, banned] = [await playerAt(there), await playerAt(there)];
    // The process stands still with its subscriptions cut, so it never receives these orders.
    there.kill('SIGSTOP');
    try {
      await cluster.redis.cutPubSub();
      const reason = 'of the test';
      await eventually(
        async () => assert.equal((await order('announce', { text: 'hello' })).isPartial, false),
        WAIT_MS,
      );
      await order('kick', { playerId: kicked.id, reason });
      await order('ban', { playerId: banned.id, reason });
    } finally {
      there.kill('SIGCONT');
    }
    await eventually(
      () => assert.deepEqual([closesOf(kicked), closesOf(banned)], [[CLOSE.kicked], [CLOSE.banned]]),
      WAIT_MS,
    );
  });

  it('O12 a player banned without a message is removed once messages may have been lost', async () => {
    const player = await playerAt(there);
    await runSql(cluster.postgresUrl, 'update players set banned_at = 1 where id = $1', [player.id]);
    await cluster.redis.cutPubSub();
    await eventually(() => assert.deepEqual(closesOf(player), [CLOSE.banned]), WAIT_MS);
  });

  it('O18 any process shows what the player’s own process knows', async () => {
    const player = await playerAt(there);
    const asked = () => getJson<Why>(`${here.url}/api/admin/why/${player.id}`, ADMIN);
    // The other process may not know of the player yet.
    const why = await eventually(async () => {
      const told = await asked();
      assert.deepEqual([told.missing, told.isPartial, told.shown.status], [[], false, 'online']);
      return told;
    }, WAIT_MS);
    assert.deepEqual([why.shown.shard, why.sessions.live], [player.shard, 1]);
    assert.deepEqual(
      why.places.map(({ process, isAsked, presence }) => [process, isAsked, presence?.status]),
      [[await processOf(player.shard ?? ''), false, 'online']],
    );
    there.kill('SIGSTOP');
    try {
      const { missing, isPartial, shown } = await asked();
      assert.deepEqual([missing.length > 0, isPartial, shown.status], [true, true, 'online']);
    } finally {
      there.kill('SIGCONT');
    }
  });

  it('O16 a process drained through another exits with 0, and its players go on elsewhere', async () => {
    const player = await playerAt(there);
    const processId = await processOf(player.shard ?? '');
    await order('drain', { reason: 'of the test', processId });
    assert.equal((await there.exited).code, 0);
    await eventually(() => assert.deepEqual([player.isOnline, player.process], [true, here.name]), WAIT_MS);
    assert.deepEqual(closesOf(player), [CLOSE.shutdown]);
    assert.equal((await fetch(`${here.url}/readyz`)).status, 200);
  });
});
