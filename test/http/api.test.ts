import assert from 'node:assert/strict';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import { PATCH_MS } from '../../shared/limits.ts';
import { MODES } from '../../shared/modes.ts';
import type { PlayerRow } from '../../shared/playerRow.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

describe('the API', () => {
  let server: TestServer;
  before(async () => {
    server = await startHttp();
  });
  after(() => server.stop());
  beforeEach(() => {
    server.store.run('delete from players');
    server.store.isAway = false;
    server.reasons.length = 0;
    server.lobby.rows.length = 0;
    server.lobby.hidden.length = 0;
    server.lobby.asked.length = 0;
    server.clock.advance(10_000);
  });

  const get = async (path: string, viewer?: PlayerId, token?: string) => {
    const bearer = token ?? (viewer && (await server.tokens.issue(viewer, 'session')).token);
    const headers: Record<string, string> = bearer ? { Authorization: `Bearer ${bearer}` } : {};
    const response = await fetch(server.url + path, { headers });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text), headers: response.headers };
  };
  const isError = (answer: { status: number; body: object }, status: number, error: string): void => {
    assert.deepEqual(
      [answer.status, Object.keys(answer.body), Reflect.get(answer.body, 'error')],
      [status, ['error', 'message'], error],
    );
  };
  /** Adds the player to store and lobby. */
  const online = (name: string, list: PlayerRow[] = server.lobby.rows): PlayerRow => {
    const visibility = list === server.lobby.hidden ? 'nobody' : 'everyone';
    const { id } = server.store.add(name, { visibility, isOnline: true });
    const row: PlayerRow = {
      id,
      name,
      status: 'online',
      lastActiveAtS: 1_699_999_990,
      shard: 's1',
      rating: 1000,
      emblem: 551,
    };
    list.push(row);
    return row;
  };

  it('H1 the health checks report a live process, and readiness while nothing stands against it', async () => {
    assert.deepEqual((await get('/readyz')).status, 200);
    server.reasons.push('server/draining', 'store/away');
    isError(await get('/readyz'), 503, 'server/draining');
    assert.match((await get('/readyz')).body.message, /going away.*store is away/);
    assert.deepEqual((await get('/healthz')).status, 200);
  });

  it('H2 players are listed page by page, selected by parameters', async () => {
    const rows = [online('Ada'), online('Grace')];
    const page = await get('/api/players');
    assert.deepEqual(page.body, { players: rows, total: 2, nextCursor: null });
    assert.equal(page.headers.get('cache-control'), 'no-store');
    await get('/api/players?limit=7&cursor=abc&q=ad%20a&status=away&other=1');
    assert.deepEqual(server.lobby.asked, [
      { query: { limit: 50 }, viewer: undefined },
      { query: { limit: 7, cursor: 'abc', q: 'ad a', status: 'away' }, viewer: undefined },
    ]);
  });

  it('H3 a bad parameter is refused with an error that names it', async () => {
    const bad = [
      'limit=0',
      'limit=101',
      'limit=-1',
      'limit=1e1',
      'limit=',
      'limit=5&limit=6',
      'status=asleep',
      'status=4',
    ];
    for (const query of [...bad, `q=${'x'.repeat(65)}`, `cursor=${'x'.repeat(1025)}`]) {
      const answer = await get(`/api/players?${query}`);
      isError(answer, 400, 'request/invalid');
      assert.match(answer.body.message, new RegExp(`^${query.split('=')[0]} takes `));
    }
    assert.deepEqual(server.lobby.asked, []);
  });

  it('H4 a bearer token identifies the viewer, and a bad one does not count as anonymous', async () => {
    const ada = online('Ada', server.lobby.hidden);
    assert.equal((await get('/api/players')).body.total, 0);
    assert.deepEqual((await get('/api/players', ada.id as PlayerId)).body.players, [ada]);
    for (const path of ['/api/players', `/api/players/${ada.id}`])
      isError(await get(path, undefined, 'x.y.z'), 401, 'auth/invalid');
    const { token } = await server.tokens.issue(ada.id as PlayerId, 'session');
    server.clock.advance(3_600_000);
    isError(await get('/api/players', undefined, token), 401, 'auth/expired');
  });

  it('H5 an online player and an offline one are both found', async () => {
    const { id, name, emblem, status, lastActiveAtS } = online('Ada');
    const shown = { id, name, emblem, isOnline: true, status, lastActiveAtS };
    assert.deepEqual((await get(`/api/players/${id}`)).body, shown);
    const grace = server.store.add('Grace', { lastActiveAt: 1_650_000_000_999 });
    const offline = {
      id: grace.id,
      name: 'Grace',
      emblem: grace.emblem,
      isOnline: false,
      status: null,
      lastActiveAtS: 1_650_000_000,
    };
    assert.deepEqual((await get(`/api/players/${grace.id}`)).body, offline);
  });

  it('H5 a player who hides is found as they last were in public, by others and online or not', async () => {
    const rows = [online('Ada', server.lobby.hidden), online('Bea', server.lobby.hidden)];
    const setTo = 'update players set public_name = ?, public_active_at = ?, hidden_at = 1 where id = ?';
    for (const { id } of rows) server.store.run(setTo, 'Before', 1_650_000_000_999, id);
    server.lobby.hidden.splice(1);
    const offline = { name: 'Before', isOnline: false, status: null, lastActiveAtS: 1_650_000_000 };
    for (const { id } of rows) {
      assert.deepEqual((await get(`/api/players/${id}`)).body, { id, emblem: emblemFromId(id), ...offline });
      assert.notEqual((await get(`/api/players/${id}`, id as PlayerId)).body.name, 'Before');
    }
  });

  it('H6 a player who was never public does not exist for anyone but themself', async () => {
    const hidden = online('Hidden', server.lobby.hidden);
    const offline = server.store.add('Offline', { visibility: 'nobody' });
    const friendly = server.store.add('Friendly', { visibility: 'friends' });
    const nobody = await get(`/api/players/${'n'.repeat(20)}`);
    isError(nobody, 404, 'player/unknown');
    const shown = (answer: typeof nobody) => {
      const { date, ...headers } = Object.fromEntries(answer.headers);
      assert.ok(date);
      return { status: answer.status, text: answer.text, headers };
    };
    for (const { id } of [hidden, offline, friendly]) {
      assert.deepEqual(shown(await get(`/api/players/${id}`)), shown(nobody));
      assert.equal((await get(`/api/players/${id}`, id as PlayerId)).body.id, id);
    }
  });

  it('H6 the store is queried even for a player found in memory, so that timing reveals nothing', async () => {
    const asked: string[] = [];
    const { find } = server.store.players;
    server.store.players.find = (id) => {
      asked.push(id);
      return find(id);
    };
    try {
      const ids = [online('Ada').id, online('Hidden', server.lobby.hidden).id, 'n'.repeat(20)];
      for (const id of ids) await get(`/api/players/${id}`);
      assert.deepEqual(asked, ids);
    } finally {
      server.store.players.find = find;
    }
  });

  it('H7 the bootstrap shows an anonymous view to every caller', async () => {
    const ada = online('Ada');
    const hidden = online('Hidden', server.lobby.hidden);
    const answer = await get('/api/bootstrap', hidden.id as PlayerId);
    const nowS = Math.floor(server.clock.wall() / 1000);
    assert.deepEqual(answer.body, { online: 1, players: [ada], nowS, matches: [], modes: MODES });
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=1');
    assert.equal((await get('/api/bootstrap', undefined, 'x.y.z')).text, answer.text);
  });

  it('H7 the bootstrap is computed at most once per 200 ms', async () => {
    online('Ada');
    for (let i = 0; i < 5; i++) await get('/api/bootstrap');
    assert.equal(server.lobby.asked.length, 1);
    server.lobby.rows.length = 0;
    server.clock.advance(PATCH_MS - 1);
    assert.equal((await get('/api/bootstrap')).body.online, 1);
    server.clock.advance(1);
    assert.deepEqual((await get('/api/bootstrap')).body.players, []);
  });

  it('H8 the API reports the lobby’s numbers', async () => {
    online('Ada');
    assert.deepEqual((await get('/api/stats')).body, { online: 1, queued: 0, playing: 0, shards: 1, processes: 1 });
  });

  it('H9 an unknown path is refused in the same shape everywhere', async () => {
    for (const path of ['/api', '/api/nothing', '/auth/google', '/auth', '/nothing', '/api/players/a/b']) {
      isError(await get(path), 404, 'request/unknown');
    }
    const response = await fetch(`${server.url}/api/players`, { method: 'POST' });
    isError({ status: response.status, body: (await response.json()) as object }, 404, 'request/unknown');
    const broken = await fetch(`${server.url}/auth/anonymous`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"name":',
    });
    isError({ status: broken.status, body: (await broken.json()) as object }, 400, 'request/invalid');
  });

  it('H10 without the store the lobby still shows, and a player is 503', async () => {
    const ada = online('Ada');
    server.store.isAway = true;
    assert.equal((await get('/api/players')).body.total, 1);
    const answer = await get(`/api/players/${ada.id}`);
    isError(answer, 503, 'store/away');
    assert.equal(answer.headers.get('retry-after'), '2');
    assert.doesNotMatch(answer.text, /hunter2|ECONN/);
  });

  it('G13 an error in a route is answered without its text, logged and counted, and the server goes on', async () => {
    const { page } = server.lobby;
    server.lobby.page = () => {
      throw new Error('secret detail');
    };
    try {
      const answer = await get('/api/players');
      isError(answer, 500, 'server/error');
      assert.doesNotMatch(answer.text, /secret/);
    } finally {
      server.lobby.page = page;
    }
    const counted = (await server.metrics.errors.get()).values.map(({ labels, value }) => [labels.where, value]);
    assert.deepEqual(counted, [['http', 1]]);
    assert.ok(server.logged.some(({ msg }) => msg === 'a route failed'));
    assert.equal((await get('/api/players')).status, 200);
  });

  it('H14 a long list is compressed, a short answer is not', async () => {
    for (let i = 0; i < 50; i++) online(`Player${i}`);
    assert.equal((await get('/api/players')).headers.get('content-encoding'), 'gzip');
    assert.equal((await get('/api/stats')).headers.get('content-encoding'), null);
  });
});
