import assert from 'node:assert/strict';
import type { LobbyClientDeps } from '../../client/net/LobbyClient.ts';
import { PATCH_MAX_MS, PATCH_MIN_MS } from '../../shared/limits.ts';
import { eventually, ownMs } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { LobbyServer } from '../support/lobbyServer.ts';
import { NetworkProxy } from '../support/proxy.ts';

/** For tests that must notice a black hole. Other tests keep the real patience, because the machine may be busy. */
const QUICK = { timing: { probeEveryMs: 500, probeTimeoutMs: 250, connectTimeoutMs: 250 } };

describe('the link over a real network', () => {
  let server: LobbyServer;
  let proxy: NetworkProxy;
  let clients: FollowedClient[];

  before(async () => {
    server = await LobbyServer.start({ RECONNECT_WINDOW_MS: '2000' });
  });
  after(() => server.stop());
  beforeEach(async () => {
    proxy = await NetworkProxy.to(server.app.port);
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(clients.map(({ client }) => client.leave()));
    await proxy.close();
  });

  async function online(url: string, deps: Partial<LobbyClientDeps> = {}): Promise<FollowedClient> {
    const followed = new FollowedClient(url, deps);
    clients.push(followed);
    followed.client.start();
    await eventually(() => followed.count('welcomed') === 1);
    return followed;
  }

  const resumed = (followed: FollowedClient) =>
    eventually(() => followed.client.link.kind === 'online' && followed.count('welcomed') === 2);
  const sameRows = (a: FollowedClient, b: FollowedClient) =>
    eventually(() => {
      assert.ok(a.rows.size > 0);
      assert.deepEqual(a.rows, b.rows);
    });

  it('L1 the whole roster arrives before the welcome, and once', async () => {
    const ada = await online(server.url, { name: 'Ada' });
    await eventually(() => ada.rows.get(ada.id)?.name === 'Ada');
    const bo = await online(server.url, { name: 'Bo Diddley' });
    await eventually(() => ada.rows.has(bo.id));
    const types = bo.events.map((event) => (event.type === 'linkChanged' ? event.link.kind : event.type));
    assert.deepEqual(types.slice(0, 7), [
      'connecting',
      'online',
      'rosterReset',
      'onlineChanged',
      'paceChanged',
      'partialChanged',
      'welcomed',
    ]);
    assert.equal(bo.count('rosterReset'), 1);
    await sameRows(ada, bo);
  });

  it('L2 the player is the same on the next visit', async () => {
    const ada = await online(server.url);
    const { id } = ada;
    await ada.client.leave();
    ada.client.retryNow();
    await eventually(() => ada.count('welcomed') === 2);
    assert.equal(ada.id, id);
  });

  it('L19 the server’s replies and refusals arrive as values', async () => {
    const ada = await online(server.url);
    assert.deepEqual(await ada.client.request('setStatus', { status: 'busy' }), { ok: true, status: 'busy' });
    assert.deepEqual(await ada.client.request('setName', { name: 'x' }), { ok: false, refusal: 'name/tooShort' });
  });

  it('L24 a black hole is noticed, and after healing the session resumes with equal rows', async () => {
    const watcher = await online(server.url);
    const ada = await online(proxy.url, QUICK);
    await eventually(() => watcher.rows.get(ada.id)?.status === 'online');
    proxy.blackHole();
    // Probe interval plus timeout: 7.5 s of real times, a tenth of it here.
    assert.ok((await ownMs(() => eventually(() => ada.client.link.kind === 'reconnecting'))) < 1_500);
    await watcher.client.request('setStatus', { status: 'busy' });
    proxy.heal();
    await resumed(ada);
    await sameRows(ada, watcher);
    assert.equal(ada.rows.get(watcher.id)?.status, 'busy');
    assert.equal(watcher.count('rosterReset'), 1);
    const ends = watcher.events.filter((event) => event.type === 'rosterChanged' && event.removed.includes(ada.id));
    assert.deepEqual(ends, [], 'others never saw the player go');
  });

  it('L25 a cut connection resumes at once in the same session', async () => {
    const watcher = await online(server.url);
    const ada = await online(proxy.url);
    const sessions = () => server.app.lobby.localPlayers.numbers();
    await eventually(() => sessions().sessions === 2);
    proxy.cut();
    await resumed(ada);
    assert.ok(ada.events.some((event) => event.type === 'linkChanged' && event.link.kind === 'reconnecting'));
    const { sessions: count, held } = sessions();
    assert.deepEqual({ count, held }, { count: 2, held: 0 }, 'no second session, none left behind');
    await sameRows(ada, watcher);
  });

  it('L25 a slow and uneven network delays messages but drops none', async () => {
    proxy.delayMs = 30;
    proxy.jitterMs = 40;
    const ada = await online(proxy.url, {
      timing: { probeEveryMs: 100, probeTimeoutMs: 1_000, connectTimeoutMs: 2_500 },
    });
    const watcher = await online(server.url);
    for (const status of ['busy', 'online', 'busy'] as const) await watcher.client.request('setStatus', { status });
    await sameRows(ada, watcher);
    await eventually(() => ada.count('probed') >= 3);
    const trips = ada.events.flatMap((event) => (event.type === 'probed' ? [event.ms] : []));
    assert.ok(Math.min(...trips) >= 60, `${trips}`);
    assert.equal(ada.count('welcomed'), 1);
  });

  it('L8 after the window the player joins anew, as the same player', async () => {
    const ada = await online(proxy.url, QUICK);
    const { id } = ada;
    proxy.blackHole();
    const link = await eventually(() => {
      assert.ok(ada.client.link.kind === 'reconnecting');
      return ada.client.link;
    });
    assert.equal(Math.round(link.heldUntilAt - link.sinceAt), 2_000, "the server's own window");
    await eventually(() => ada.client.link.kind === 'connecting' || ada.client.link.kind === 'waiting');
    assert.ok(performance.now() >= link.heldUntilAt - 1);
    proxy.heal();
    ada.client.networkOnline();
    await resumed(ada);
    assert.equal(ada.id, id);
  });

  it('L7 a join cancelled after the server has accepted it leaves no session behind', async () => {
    await eventually(() => server.app.lobby.localPlayers.numbers().sessions === 0);
    proxy.delayMs = 60;
    const ada = new FollowedClient(proxy.url);
    ada.client.start();
    await eventually(() => server.app.lobby.localPlayers.numbers().sessions === 1, 5_000, 1);
    assert.equal(ada.client.link.kind, 'connecting', 'seated at the server, and not told of it yet');
    await ada.client.leave();
    // Less than the window of 2 s, so no session is held.
    await eventually(() => server.app.lobby.localPlayers.numbers().sessions === 0, 1_500);
  });

  it('L26 a client without a roster decodes none, and can do everything else', async () => {
    const watcher = await online(server.url);
    const ada = await online(proxy.url, { roster: false });
    assert.deepEqual(await ada.client.request('setStatus', { status: 'busy' }), { ok: true, status: 'busy' });
    await eventually(() => watcher.rows.get(ada.id)?.status === 'busy');
    proxy.cut();
    await resumed(ada);
    await eventually(() => watcher.rows.get(ada.id)?.status === 'busy');
    const ofRoster = ['rosterReset', 'rosterChanged', 'onlineChanged', 'paceChanged', 'partialChanged'] as const;
    assert.deepEqual(
      ofRoster.map((type) => ada.count(type)),
      [0, 0, 0, 0, 0],
    );
    const pace = watcher.events.find((event) => event.type === 'paceChanged');
    assert.ok(pace && pace.patchMs >= PATCH_MIN_MS && pace.patchMs <= PATCH_MAX_MS, 'who shows a roster is told');
  });
});
