import assert from 'node:assert/strict';
import { Client, type Room } from 'colyseus.js';
import type { Config } from '../../server/config.ts';
import { ADMIN, basic, PASSWORD } from '../support/admin.ts';
import { eventually, ownMs } from '../support/eventually.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

const OWN_PAGE = { 'Sec-Fetch-Site': 'same-origin' };

describe('the operators’ entry', () => {
  let server: TestServer;
  const start = async (config: Partial<Config>): Promise<void> => {
    server = await startHttp(config);
  };
  afterEach(() => server.stop());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { headers, redirect: 'manual' });
  const status = async (path: string, headers: Record<string, string> = {}): Promise<number> => {
    const response = await get(path, headers);
    await response.text();
    return response.status;
  };
  const call = (roomId: string, method: string, args: unknown, headers: Record<string, string> = OWN_PAGE) => {
    const query = new URLSearchParams({ roomId, method, args: JSON.stringify(args) });
    return get(`/monitor/api/room/call?${query}`, { ...ADMIN, ...headers });
  };
  const joined = async (): Promise<Room> => {
    const client = new Client(server.url);
    client.auth.token = (await server.tokens.issue(server.store.add('Ada').id, 'session')).token;
    return client.joinOrCreate('small');
  };

  it('H16 metrics require their token', async () => {
    await start({ METRICS_TOKEN: 'a metrics token' });
    assert.equal(await status('/metrics'), 401);
    for (const wrong of ['Bearer another', 'Bearer', basic('a', 'metrics token')]) {
      assert.equal(await status('/metrics', { Authorization: wrong }), 401, wrong);
    }
    assert.equal(await status('/metrics', { Authorization: 'Bearer a metrics token' }), 200);
  });

  it('H16 the operators’ password opens metrics too; in production with neither there are none', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    assert.match((await get('/metrics')).headers.get('www-authenticate') ?? '', /^Basic realm="Foyer"/);
    assert.equal(await status('/metrics', { Authorization: basic('root', PASSWORD) }), 401);
    assert.equal(await status('/metrics', ADMIN), 200);
    await server.stop();
    await start({ NODE_ENV: 'production' });
    assert.equal(await status('/metrics', ADMIN), 404);
  });

  it('H15 metrics hold the lobby’s numbers at the time of the scrape, and the counters', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    let players = 3;
    server.metrics.watchLobby(() => ({
      playersByStatus: { online: players, away: 1, queued: 0, playing: 0, reconnecting: 1, busy: 0 },
      sessions: 6,
      held: 1,
    }));
    server.metrics.joins.inc();
    server.metrics.leaves.inc({ reason: 'idle' });
    server.metrics.refused('name/taken');
    players = 4;
    const text = await (await get('/metrics', ADMIN)).text();
    for (const line of [
      'foyer_players{status="online"} 4',
      'foyer_players{status="busy"} 0',
      'foyer_sessions 6',
      'foyer_held_sessions 1',
      'foyer_joins_total 1',
      'foyer_leaves_total{reason="idle"} 1',
      'foyer_refusals_total{code="name/taken"} 1',
      'foyer_kicks_total 0',
      'foyer_resumes_total 0',
      'foyer_patches_total 0',
      'foyer_patch_bytes_total 0',
      'foyer_store_writes_total 0',
      'foyer_store_failures_total 0',
      'foyer_slow_readers_cut_total 0',
      'foyer_sweep_seconds_count 0',
    ]) {
      assert.ok(text.split('\n').includes(line), line);
    }
    for (const quantile of ['0.5', '0.99']) {
      assert.match(text, new RegExp(`^foyer_event_loop_delay_seconds{quantile="${quantile}"} \\d`, 'm'));
    }
    assert.match(text, /^process_resident_memory_bytes \d/m);
  });

  it('H17 the monitor requires the user admin and the password', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD, NODE_ENV: 'production' });
    for (const path of [
      '/monitor',
      '/monitor/',
      '/monitor/api',
      '/monitor/api/room?roomId=x',
      '/monitor/api/room/call',
      '/Monitor/API',
    ]) {
      const refused = await get(path);
      assert.equal(refused.status, 401, path);
      assert.match(refused.headers.get('www-authenticate') ?? '', /^Basic realm="Foyer"/);
    }
    for (const wrong of [
      basic('admin', 'wrong'),
      basic('root', PASSWORD),
      basic('', ''),
      `Bearer ${PASSWORD}`,
      'Basic !',
    ]) {
      assert.equal(await status('/monitor/', { Authorization: wrong }), 401, wrong);
    }
    assert.equal(await status('/monitor/', ADMIN), 200);
  });

  it('H17 in production without a password, there is no monitor', async () => {
    await start({ NODE_ENV: 'production' });
    assert.equal(await status('/monitor/'), 404);
    assert.equal(await status('/monitor/api', ADMIN), 404);
  });

  it('H18 the page, its files and its lists are served, and its policy allows them', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    assert.equal((await get('/monitor', ADMIN)).headers.get('location'), 'monitor/');
    const page = await get('/monitor/', ADMIN);
    const policy = page.headers.get('content-security-policy') ?? '';
    const html = await page.text();
    const own = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => file);
    assert.ok(own.length >= 2);
    for (const file of own) assert.equal(await status(`/monitor/${file}`, ADMIN), 200, file);
    assert.doesNotMatch(html, /(?:href|src)="(?:https?:)?\/\//, 'nothing is loaded from another site');
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/, 'an inline script would need another policy');
    assert.match(policy, /default-src 'self';style-src 'self' 'sha256-/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    const room = await joined();
    const { rooms } = (await (await get('/monitor/api', { ...ADMIN, ...OWN_PAGE })).json()) as {
      rooms: { roomId: string }[];
    };
    assert.deepEqual(
      rooms.map(({ roomId }) => roomId),
      [room.roomId],
    );
    const inspected = await get(`/monitor/api/room?roomId=${room.roomId}`, { ...ADMIN, ...OWN_PAGE });
    assert.equal(((await inspected.json()) as { clients: unknown[] }).clients.length, 1);
    await room.leave();
  });

  it('H18 a room with a lot of data is shown whole', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    const client = new Client(server.url);
    client.auth.token = (await server.tokens.issue(server.store.add('Ada').id, 'session')).token;
    const room = await client.joinOrCreate('small', { metadataLength: 1_000_000 });
    const answer = await get(`/monitor/api/room?roomId=${room.roomId}`, { ...ADMIN, ...OWN_PAGE });
    assert.equal(((await answer.json()) as { metadata: { text: string } }).metadata.text.length, 1_000_000);
    await room.leave();
  });

  it('H19 actions from the list are carried out, each with a log line', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    const room = await joined();
    const heard: unknown[] = [];
    room.onMessage('announced', (message) => void heard.push(message));
    assert.equal((await call(room.roomId, 'broadcast', ['announced', { text: 'to all' }])).status, 200);
    const { roomId, sessionId } = room;
    assert.equal(
      (await call(roomId, '_sendMessageToClient', [sessionId, 'announced', { text: 'to you' }])).status,
      200,
    );
    await eventually(() => assert.deepEqual(heard, [{ text: 'to all' }, { text: 'to you' }]));
    const left = new Promise((resolve) => room.onLeave(resolve));
    room.reconnection.enabled = false;
    assert.equal((await call(roomId, '_forceClientDisconnect', [sessionId])).status, 200);
    await left;
    const lines = server.logged.filter(({ msg }) => msg === 'monitor: action');
    const actions: [method: string, args: string[]][] = [
      ['broadcast', ['announced']],
      ['_sendMessageToClient', [sessionId, 'announced']],
      ['_forceClientDisconnect', [sessionId]],
    ];
    assert.deepEqual(
      lines.map(({ method, args, roomId: id, address }) => [method, args, id, address]),
      actions.map(([method, args]) => [method, args, roomId, '127.0.0.1']),
    );
  });

  it('H19 an operator can end a room', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    const room = await joined();
    const left = new Promise((resolve) => room.onLeave(resolve));
    assert.equal((await call(room.roomId, 'disconnect', [])).status, 200);
    await left;
  });

  it('H19 every other method, or other arguments, are refused and logged', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    const room = await joined();
    const refused: [string, unknown][] = [
      ['_editStateProperty', [['online'], 9]],
      ['_deleteStateProperty', [['online']]],
      ['constructor', []],
      ['__proto__', []],
      ['hasOwnProperty', ['x']],
      ['setState', [{}]],
      ['onJoin', []],
      ['disconnect', [1000]],
      ['disconnect', {}],
      ['broadcast', ['announced', {}, { except: [] }]],
      ['_forceClientDisconnect', [7]],
    ];
    for (const [method, args] of refused) {
      const answer = await call(room.roomId, method, args);
      assert.deepEqual(
        [answer.status, Reflect.get((await answer.json()) as object, 'error')],
        [403, 'request/notAllowed'],
        method,
      );
    }
    assert.equal(server.logged.filter(({ msg }) => msg === 'monitor: action refused').length, refused.length);
    const twice = `/monitor/api/room/call?roomId=${room.roomId}&args=[]&method=disconnect&method=_editStateProperty`;
    assert.equal(await status(twice, { ...ADMIN, ...OWN_PAGE }), 400);
    assert.equal(
      await status(`/monitor/api/room/call?roomId=x&method=disconnect&args=[`, { ...ADMIN, ...OWN_PAGE }),
      400,
    );
    await room.leave();
  });

  it('H20 an action must come from the monitor’s own page', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    const room = await joined();
    const act = async (headers: Record<string, string>): Promise<number> =>
      (await call(room.roomId, 'broadcast', ['announced', {}], headers)).status;
    const { url } = server;
    for (const site of ['cross-site', 'same-site', 'none']) {
      assert.equal(await act({ 'Sec-Fetch-Site': site }), 403, site);
      assert.equal(
        await act({ 'Sec-Fetch-Site': site, Referer: `${url}/monitor/`, 'Sec-Fetch-Dest': 'document' }),
        403,
        site,
      );
    }
    assert.equal(await act({}), 403, 'nothing says where it comes from');
    assert.equal(await act({ Referer: 'https://evil.test/monitor/' }), 403);
    assert.equal(await act({ Referer: `https://evil.test/?${url}` }), 403);
    assert.equal(await act({ Origin: 'https://evil.test' }), 403);
    assert.equal(await act({ Referer: `${url}/monitor/` }), 200, 'a browser without Sec-Fetch-Site');
    assert.equal(await act(OWN_PAGE), 200);
    await room.leave();
  });

  it('H20 pages of other sites are shown nothing, but may link here', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    for (const site of ['cross-site', 'same-site']) {
      for (const path of ['/monitor/', '/monitor/api'])
        assert.equal(await status(path, { ...ADMIN, 'Sec-Fetch-Site': site }), 403);
    }
    assert.equal(
      await status('/monitor/', { ...ADMIN, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'document' }),
      200,
    );
    assert.equal(await status('/monitor/', { ...ADMIN, 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Dest': 'document' }), 200);
  });

  it('G15 wrong passwords of a network are slowed down after ten in a minute, and refused while ten are waiting', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD, TRUSTED_PROXIES: ['127.0.0.1'] });
    const guess = (n: number, address = `203.0.113.${n}`) =>
      status('/monitor/', { 'X-Forwarded-For': address, Authorization: basic('admin', `guess ${n}`) });
    const free = Array.from({ length: 10 }, (_, n) => guess(n));
    assert.deepEqual(await Promise.all(free), Array(10).fill(401));
    const slowed = Array.from({ length: 12 }, (_, n) => guess(n));
    const answers = await Promise.all(slowed);
    assert.deepEqual(answers.toSorted(), [...Array(10).fill(401), 429, 429]);
    const sentAt = performance.now();
    await guess(1);
    assert.ok(performance.now() - sentAt > 990, 'of the same IPv4 /24');
    const atOnce = [
      () => guess(1, '203.0.114.1'),
      () => status('/monitor/', { ...ADMIN, 'X-Forwarded-For': '203.0.113.1' }),
    ];
    for (const ask of atOnce) assert.ok((await ownMs(ask)) < 900, String(ask));
    server.clock.advance(60_000);
    assert.ok((await ownMs(() => guess(1))) < 900, 'a minute later');
  });

  it('G15 a flood of requests from the operators’ own network does not keep them out', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD, LIMITS: 'on' });
    const reads = await Promise.all(Array.from({ length: 620 }, () => status('/api/stats')));
    assert.ok(reads.includes(429));
    assert.equal(await status('/api/admin/reports', ADMIN), 200);
  });

  it('G15 a browser’s first request without a password is not a failed login', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD });
    for (let i = 0; i < 20; i++) assert.equal(await status('/monitor/'), 401);
    assert.equal(await status('/monitor/', ADMIN), 200);
  });
});
