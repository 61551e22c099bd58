import assert from 'node:assert/strict';
import type { Config } from '../../server/config.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer } from '../support/lobbyServer.ts';
import { type Browser, PushService, vapidOf } from '../support/pushService.ts';

const DUEL = 'cycles-duel';

describe('web push', () => {
  let service: PushService;
  let server: LobbyServer;
  beforeEach(async () => {
    service = await PushService.start();
  });
  afterEach(async () => {
    await server.stop();
    await service.stop();
  });

  const start = async (env: Partial<Record<keyof Config, string>> = {}) => {
    server = await LobbyServer.start(env, { push: service.world });
  };
  const subscribe = async (player: Joined, more: object = {}, language = 'en'): Promise<Browser> => {
    const browser = service.browser('push.test', language);
    await ask('/api/push', player, { ...browser.subscription, ...more });
    return browser;
  };
  const ask = async (path: string, { token }: Joined, body?: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const response = await fetch(server.url + path, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    assert.equal(response.status, 200, await response.clone().text());
    return response.json();
  };
  const hide = ({ room }: Joined) => room.request('heartbeat', { active: true, isHidden: true });
  const show = ({ room }: Joined) => room.request('heartbeat', { active: true });
  const befriend = async (one: Joined, other: Joined) => {
    await one.room.request('addFriend', { playerId: other.id });
    await other.room.request('addFriend', { playerId: one.id });
  };
  const notesOf = (browser: Browser): unknown[] =>
    service.delivered.filter(({ path }) => path === browser.path).map(({ body }) => JSON.parse(browser.read(body)));
  const heard = <Type extends keyof PlayPushes>({ heard }: Joined, type: Type): Promise<PlayPushes[Type]> =>
    eventually(() => {
      const push = heard.findLast((one) => one.type === type);
      assert.ok(push, `${type} was heard`);
      return push.payload as PlayPushes[Type];
    });

  it('WP3 a found match is sent to every browser of a player with a hidden page, in its language, and not to one who looks', async () => {
    await start();
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    const [phone, desktop, bobs] = [await subscribe(ada), await subscribe(ada, {}, 'ja'), await subscribe(bob)];
    await hide(ada);
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: DUEL });
    await eventually(() => service.delivered.length === 2);
    assert.deepEqual(notesOf(phone), [{ kind: 'match', mode: DUEL, language: 'en' }]);
    assert.deepEqual(notesOf(desktop), [{ kind: 'match', mode: DUEL, language: 'ja' }]);
    assert.deepEqual(notesOf(bobs), []);
    const { headers } = service.delivered[0] ?? assert.fail();
    assert.ok(Number(headers.ttl) > 10 && Number(headers.ttl) <= 20, `${headers.ttl} s`);
    const { key } = (await ask('/api/push', ada)) as { key: string };
    const vapid = vapidOf(headers.authorization);
    assert.deepEqual([vapid.key, vapid.isSigned], [key, true]);
  });

  it('WP3 a player whose connection is lost while a check waits for them is told, too', async () => {
    await start();
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    const browser = await subscribe(ada);
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: DUEL });
    const { proposalId } = await heard(bob, 'matchProposed');
    ada.room.reconnection.enabled = false;
    cut(ada.room);
    await eventually(() => server.app.lobby.find(asPlayerId(ada.id))?.status === 'reconnecting');
    await bob.room.request('acceptMatch', { proposalId });
    await eventually(() => notesOf(browser).length === 1);
  });

  it('WP3 another tab that shows the lobby is enough', async () => {
    await start();
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    const tab = await server.join(undefined, ada.token);
    const browser = await subscribe(ada);
    await hide(ada);
    await befriend(ada, bob);
    await bob.room.request('inviteToParty', { playerId: ada.id });
    await heard(ada, 'invited');
    await hide(tab);
    await bob.room.request('challenge', { playerId: ada.id, mode: DUEL });
    await eventually(() => notesOf(browser).length === 1);
    assert.deepEqual((notesOf(browser)[0] as { invite: string }).invite, 'challenge');
  });

  it('WP3 a friend’s invite is sent with their name, and a stranger’s is not', async () => {
    await start();
    const [ada, bob, carl] = [await server.join('Ada'), await server.join('Bob'), await server.join('Carl')];
    const browser = await subscribe(ada);
    await befriend(ada, bob);
    await hide(ada);
    await carl.room.request('inviteToParty', { playerId: ada.id });
    const stranger = await heard(ada, 'invited');
    await bob.room.request('inviteToParty', { playerId: ada.id });
    await eventually(() => notesOf(browser).length === 1);
    const friend = await heard(ada, 'invited');
    assert.deepEqual(notesOf(browser), [
      { kind: 'invite', inviteId: friend.inviteId, invite: 'party', from: 'Bob', language: 'en' },
    ]);
    assert.notEqual(friend.inviteId, stranger.inviteId);
  });

  it('WP4 one of a kind a minute: the second waits, a found match comes meanwhile', async () => {
    await start();
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    const browser = await subscribe(ada);
    await befriend(ada, bob);
    await hide(ada);
    const kinds = () => notesOf(browser).map((note) => (note as { kind: string }).kind);
    await bob.room.request('inviteToParty', { playerId: ada.id });
    await eventually(() => kinds().length === 1);
    await bob.room.request('challenge', { playerId: ada.id, mode: DUEL });
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: DUEL });
    await eventually(() => kinds().length === 2);
    assert.deepEqual(kinds(), ['invite', 'match']);
  });

  it('WP4 nothing is sent in quiet hours, to browsers that want them', async () => {
    await start();
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    const now = new Date(server.clock.wall());
    const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
    const quiet = { from: (minute + 1_380) % 1_440, to: (minute + 60) % 1_440, timeZone: 'UTC' };
    const [asleep, awake] = [await subscribe(ada, { quiet }), await subscribe(ada)];
    await hide(ada);
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: DUEL });
    await eventually(() => notesOf(awake).length === 1);
    assert.deepEqual(notesOf(asleep), []);
  });

  it('WP4 a check that was answered is sent no more, and one that was seen and not answered is', async () => {
    await start();
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    const [adas, bobs] = [await subscribe(ada), await subscribe(bob)];
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: DUEL });
    const { proposalId } = await heard(ada, 'matchProposed');
    await hide(bob);
    await ada.room.request('acceptMatch', { proposalId });
    await hide(ada);
    await eventually(() => notesOf(bobs).length === 1);
    assert.deepEqual(notesOf(adas), []);
    await show(ada);
  });

  it('WP9 a browser that its service calls gone is told nothing more', async () => {
    await start();
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    await subscribe(ada);
    service.answer = (_req, res) => void res.writeHead(410).end();
    await hide(ada);
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: DUEL });
    await eventually(
      async () => !(await server.app.store.subscriptions.of([asPlayerId(ada.id)])).has(asPlayerId(ada.id)),
    );
  });

  it('WP11 with WEB_PUSH=off there is no key, and nobody is subscribed', async () => {
    await start({ WEB_PUSH: 'off' });
    const ada = await server.join('Ada');
    assert.deepEqual(await ask('/api/push', ada), { key: null });
    const headers = { Authorization: `Bearer ${ada.token}`, 'Content-Type': 'application/json' };
    const body = JSON.stringify(service.browser().subscription);
    const response = await fetch(`${server.url}/api/push`, { method: 'POST', headers, body });
    assert.equal(response.status, 404);
  });
});
