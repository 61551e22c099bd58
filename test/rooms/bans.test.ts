import assert from 'node:assert/strict';
import { NETWORKS_KEPT_MS } from '../../server/domain/operators/ban.ts';
import type { Why } from '../../server/domain/operators/why.ts';
import { ADMIN } from '../support/admin.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';
import { memoryStore } from '../support/memoryStore.ts';

/** Players come through a proxy whose word counts, each from the address that the test says. */
describe('what operators order, holds', () => {
  const store = memoryStore();
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start({ TRUSTED_PROXIES: '127.0.0.1' }, { store });
  });
  after(() => server.stop());

  const HOME = '2001:db8:1:2::7';
  const SAME_HOME = '2001:db8:1:2:ffff::1';
  const ELSEWHERE = '2001:db8:1:3::7';
  const post = async (path: string, address: string, token?: string) => {
    const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': address };
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { ...headers, ...(token && { Authorization: `Bearer ${token}` }) },
      body: '{}',
    });
    const body = (await response.json()) as { error?: string; token: string; user: { id: string } };
    return { ...body, code: body.error ?? 'ok' };
  };
  const signIn = (address: string, token?: string) => post('/auth/anonymous', address, token);
  const enter = async (address: string, token: string) =>
    (await post('/matchmake/joinOrCreate/lobby', address, token)).code;
  const closeOf = ({ room }: Joined): Promise<number> =>
    new Promise((resolve) => {
      room.reconnection.enabled = false;
      room.onLeave(resolve);
    });

  it('O21 a kicked player is refused until the cool-down is over, and comes back then', async () => {
    const ada = await server.join();
    const closed = closeOf(ada);
    await server.order('kick', { playerId: ada.id, reason: 'spam', minutes: 2 });
    assert.equal(await closed, 4102);
    assert.equal(await enter(HOME, ada.token), 'auth/kicked');
    server.clock.advance(119_000);
    assert.equal(await enter(HOME, ada.token), 'auth/kicked');
    server.clock.advance(1_000);
    assert.equal(await enter(HOME, ada.token), 'ok');
  });

  it('O22 a ban ends when it should, with sign-in and lobby open again', async () => {
    const { token, user } = await signIn(ELSEWHERE);
    await server.order('ban', { playerId: user.id, reason: 'insults', minutes: 10, operator: 'Grace' });
    assert.deepEqual(
      [(await signIn(ELSEWHERE, token)).code, await enter(ELSEWHERE, token)],
      ['auth/banned', 'auth/banned'],
    );
    const { stored, shown } = await server.adminGet<Why>(`/api/admin/why/${user.id}`);
    const { atS, untilS, ...ban } = stored?.ban ?? assert.fail();
    assert.deepEqual(ban, { reason: 'insults', operator: 'Grace', ofNetworks: false });
    assert.deepEqual([untilS && untilS - atS, shown.status, shown.rule], [600, null, 'banned']);
    assert.deepEqual([stored?.lastOrder?.name, stored?.lastOrder?.operator], ['ban', 'Grace']);
    server.clock.advance(600_000);
    assert.equal((await signIn(ELSEWHERE, token)).code, 'ok');
    assert.equal(await enter(ELSEWHERE, token), 'ok');
  });

  it('O24 with the network, a banned guest who makes a new one there is refused; others of it and elsewhere stay', async () => {
    const neighbour = await signIn(SAME_HOME);
    server.clock.advance(NETWORKS_KEPT_MS + 1_000);
    const [first, spare] = [await signIn(HOME), await signIn(SAME_HOME)];
    assert.equal(await enter(HOME, first.token), 'ok');
    await server.order('ban', { playerId: first.user.id, reason: 'insults', network: true });
    assert.equal((await signIn(HOME)).code, 'auth/banned', 'a new guest');
    assert.equal((await signIn(SAME_HOME)).code, 'auth/banned', 'of the same /64');
    assert.equal(await enter(HOME, spare.token), 'auth/banned', 'one that was kept ready');
    const renewed = (await signIn(SAME_HOME, neighbour.token)).token;
    assert.equal(await enter(SAME_HOME, renewed), 'ok', 'the neighbour of long ago');
    const elsewhere = await signIn(ELSEWHERE);
    assert.deepEqual([elsewhere.code, await enter(ELSEWHERE, elsewhere.token)], ['ok', 'ok']);
    await server.order('unban', { playerId: first.user.id, reason: 'appealed' });
    assert.equal((await signIn(HOME)).code, 'ok');
    assert.equal(await enter(HOME, spare.token), 'ok');
  });

  it('O24 networks are kept as keyed hashes: no address stands in the store', async () => {
    const ada = await signIn(HOME);
    assert.equal(await enter(HOME, ada.token), 'ok');
    await server.order('ban', { playerId: ada.user.id, reason: 'insults', network: true });
    const networks = store.run('select network from player_networks union all select network from ban_networks');
    assert.ok(networks.length >= 2);
    for (const { network } of networks) assert.match(String(network), /^[\w-]{27}$/);
    const dump = JSON.stringify([
      ...['players', 'player_networks', 'ban_networks', 'bans', 'orders'].map((table) =>
        store.run(`select * from ${table}`),
      ),
      await server.adminGet('/api/admin/bans'),
      await server.adminGet('/api/admin/orders'),
      await server.adminGet(`/api/admin/why/${ada.user.id}`),
    ]);
    assert.doesNotMatch(dump, /2001:0?db8/i);
    await server.order('unban', { playerId: ada.user.id, reason: 'enough' });
  });

  it('O26 bans, orders and all players are listed for operators alone, page by page', async () => {
    const ada = await server.join('Ada');
    await ada.room.request('setVisibility', { visibility: 'nobody' });
    const gone = await server.signIn('Adam');
    await server.order('ban', { playerId: gone.user.id, reason: 'insults', minutes: 5 });
    const { bans } = await server.adminGet<{ bans: { player: object; reason: string }[] }>('/api/admin/bans?limit=1');
    assert.deepEqual([bans[0]?.player, bans[0]?.reason], [{ id: gone.user.id, name: 'Adam' }, 'insults']);
    const { orders, nextCursor } = await server.adminGet<{ orders: Record<string, unknown>[]; nextCursor: string }>(
      '/api/admin/orders?limit=1',
    );
    const { atS: _, ...order } = orders[0] ?? {};
    assert.deepEqual(order, {
      ...{ order: 'ban', player: { id: gone.user.id, name: 'Adam' }, operator: 'admin', reason: 'insults' },
      details: { minutes: 5 },
    });
    const next = await server.adminGet<{ orders: { order: string }[] }>(`/api/admin/orders?cursor=${nextCursor}`);
    assert.equal(next.orders[0]?.order, 'unban');
    const found = async (q: string) =>
      (await server.adminGet<{ players: Record<string, unknown>[] }>(`/api/admin/players?q=${q}`)).players;
    await eventually(async () => {
      const shown = (await found('ada')).map(({ name, status, bannedAtS }) => [name, status, bannedAtS !== null]);
      assert.deepEqual(shown.toSorted(), [
        ['Ada', 'online', false],
        ['Adam', null, true],
      ]);
    });
    assert.deepEqual(
      (await found(gone.user.id)).map(({ name }) => name),
      ['Adam'],
    );
    for (const list of ['bans', 'orders', 'players']) {
      const ask = async (query: string, headers: Record<string, string>) =>
        (await fetch(`${server.url}/api/admin/${list}${query}`, { headers })).status;
      assert.deepEqual(
        [await ask('', {}), await ask('?limit=0', ADMIN), await ask('?cursor=x', ADMIN)],
        [401, 400, 200],
      );
    }
  });
});
