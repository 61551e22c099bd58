import assert from 'node:assert/strict';
import { asPlayerId } from '../../shared/ids.ts';
import { eventually } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { LobbyServer } from '../support/lobbyServer.ts';

describe('moving beside a player', () => {
  let server: LobbyServer;
  const clients: FollowedClient[] = [];
  beforeEach(async () => {
    server = await LobbyServer.start({ SHARD_CAPACITY: '3', LEAVE_DAMPING_MS: '800' });
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map(({ client }) => client.leave()));
    await server.stop();
  });

  async function come(name: string): Promise<FollowedClient> {
    const followed = new FollowedClient(server.url, { name });
    clients.push(followed);
    followed.client.start();
    await eventually(() => followed.count('welcomed') === 1);
    return followed;
  }
  const shardOf = ({ events }: FollowedClient): string | undefined =>
    events.flatMap((event) => (event.type === 'welcomed' ? [event.payload.shard] : [])).at(-1);

  /**
   * Ada is alone in one shard; Dee, Eda and Fay fill the other. If one of them left, a newcomer would be placed there.
   */
  async function twoShards() {
    const [ada, bo, cy] = [await come('Ada'), await come('Bob'), await come('Cyd')];
    const [dee, eda, fay] = [await come('Dee'), await come('Eda'), await come('Fay')];
    assert.equal(new Set([ada, bo, cy, dee, eda, fay].map(shardOf)).size, 2);
    await Promise.all([bo.client.leave(), cy.client.leave()]);
    await eventually(() => assert.deepEqual([...ada.rows.keys()], [ada.id]));
    await eventually(() => assert.equal(dee.rows.size, 3));
    return { ada, dee, eda, fay };
  }

  it('L27 the player reaches the other shard with the same id and status, and the online count never drops', async () => {
    const { ada, dee, eda } = await twoShards();
    assert.equal((await eda.client.request('setStatus', { status: 'busy' })).ok, true);
    await eventually(() => dee.rows.get(eda.id)?.status === 'busy');
    const from = dee.events.length;
    const { id } = eda;
    eda.client.moveBeside(ada.id);
    await eventually(() => eda.count('welcomed') === 2);
    assert.equal(shardOf(eda), shardOf(ada));
    assert.equal(eda.id, id);
    await eventually(() => ada.rows.get(id)?.status === 'busy');
    await eventually(() => assert.deepEqual(eda.rows, ada.rows));
    await eventually(() => assert.ok(!dee.rows.has(id), 'no longer in the shard that was left'));
    const counts = dee.events.slice(from).flatMap((event) => (event.type === 'onlineChanged' ? [event.online] : []));
    assert.deepEqual(
      counts.filter((online) => online !== 4),
      [],
      'nobody counts less meanwhile',
    );
    const kinds = eda.events.flatMap((event) => (event.type === 'linkChanged' ? [event.link.kind] : []));
    assert.deepEqual(kinds, ['connecting', 'online', 'connecting', 'online']);
  });

  it('L27 a move beside a hidden or unknown player, or into a full shard, leads to the usual shard', async () => {
    const { ada, dee, eda, fay } = await twoShards();
    assert.equal((await ada.client.request('setVisibility', { visibility: 'nobody' })).ok, true);
    await eventually(() => assert.equal(server.app.lobby.find(asPlayerId(ada.id)), undefined));
    eda.client.moveBeside(ada.id);
    await eventually(() => eda.count('welcomed') === 2);
    assert.equal(shardOf(eda), shardOf(dee), 'hidden');
    eda.client.moveBeside('nobody-at-all');
    await eventually(() => eda.count('welcomed') === 3);
    assert.equal(shardOf(eda), shardOf(dee), 'unknown');
    ada.client.moveBeside(fay.id);
    await eventually(() => ada.count('welcomed') === 2);
    assert.notEqual(shardOf(ada), shardOf(fay), 'full');
  });
});
