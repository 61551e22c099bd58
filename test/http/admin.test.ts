import assert from 'node:assert/strict';
import type { Config } from '../../server/config.ts';
import { ADMIN, basic, PASSWORD } from '../support/admin.ts';
import { OTHER, OWN, startHttp, type TestServer } from '../support/httpServer.ts';

const ORDERS = ['kick', 'ban', 'unban', 'mute', 'announce', 'drain'];
const HELLO = { text: 'Hello, everybody' };

describe('/api/admin', () => {
  let server: TestServer;
  const start = async (config: Partial<Config> = { ADMIN_PASSWORD: PASSWORD }): Promise<void> => {
    server = await startHttp(config);
  };
  afterEach(() => server.stop());

  const post = async (order: string, body: unknown, headers: Record<string, string> = ADMIN) => {
    const response = await fetch(`${server.url}/api/admin/${order}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as unknown };
  };
  const done = (isPartial: boolean) => ({ ok: true, isPartial });
  const errorOf = ({ status, body }: Awaited<ReturnType<typeof post>>) => [
    status,
    Reflect.get(body as object, 'error'),
  ];
  /** A player who is online at this process. */
  const online = (name: string) => {
    const { id } = server.store.add(name, { isOnline: true });
    server.lobby.rows.push({
      id,
      name,
      status: 'online',
      lastActiveAtS: 1_700_000_000,
      shard: 'shard',
      rating: 0,
      emblem: 0,
    });
    return id;
  };
  const untouched = (): void => {
    const { ended, announced, drained } = server.lobby;
    assert.deepEqual([ended, announced, drained, server.bus.told], [[], [], [], []]);
    assert.deepEqual(server.store.run('select id from players where banned_at is not null'), []);
  };

  it('O1 O2 O3 an operator kicks, bans, unbans and announces', async () => {
    await start();
    const [ada, bob] = [online('Ada'), online('Bob')];
    const kicked = await post('kick', { playerId: ada, reason: 'spam' });
    assert.deepEqual([kicked.status, kicked.body], [200, done(false)]);
    assert.equal(kicked.headers.get('cache-control'), 'no-store');
    assert.deepEqual((await post('ban', { playerId: bob, reason: 'spam' })).body, done(false));
    assert.equal((await server.store.players.find(bob))?.bannedAt, server.clock.wall());
    assert.deepEqual(server.lobby.ended, [
      { id: ada, why: 'kicked' },
      { id: bob, why: 'banned' },
    ]);
    assert.deepEqual((await post('unban', { playerId: bob, reason: 'appealed' })).body, done(false));
    assert.equal((await server.store.players.find(bob))?.bannedAt, null);
    assert.deepEqual((await post('announce', HELLO)).body, done(false));
    assert.deepEqual(server.lobby.announced, [HELLO.text]);
    assert.equal(server.bus.told.length, 4);
  });

  it('O11 an operator mutes for a number of minutes and lifts the mute; a mute without minutes is refused', async () => {
    await start();
    const ada = online('Ada');
    const until = server.clock.wall() + 10 * 60_000;
    assert.deepEqual((await post('mute', { playerId: ada, reason: 'spam', minutes: 10 })).body, done(false));
    assert.equal((await server.store.players.find(ada))?.mutedUntil, until);
    assert.deepEqual((await post('mute', { playerId: ada, reason: 'sorry', minutes: 0 })).body, done(false));
    assert.equal((await server.store.players.find(ada))?.mutedUntil, null);
    assert.deepEqual(server.lobby.muted, [
      { id: ada, until },
      { id: ada, until: 0 },
    ]);
    for (const minutes of [undefined, -1, 1.5, 1e9, '5'])
      assert.deepEqual(errorOf(await post('mute', { playerId: ada, reason: 'spam', minutes })), [
        400,
        'request/invalid',
      ]);
    assert.equal(server.lobby.muted.length, 2);
  });

  it('O16 a drain order drains the process that answers, or is forwarded to the named one; the reply says which', async () => {
    await start();
    const drained = await post('drain', { reason: 'a bad disk' });
    assert.deepEqual([drained.status, drained.body], [200, { ...done(false), processId: OWN }]);
    assert.deepEqual([server.lobby.drained, server.bus.told], [['a bad disk'], []]);
    const told = await post('drain', { reason: 'a deploy', processId: OTHER });
    assert.deepEqual([told.status, told.body], [200, { ...done(false), processId: OTHER }]);
    assert.deepEqual([server.lobby.drained.length, server.bus.told.length], [1, 1]);
    assert.deepEqual(errorOf(await post('drain', { reason: 'a deploy', processId: 'gone' })), [404, 'process/unknown']);
    const lines = server.logged.filter(({ msg }) => msg === 'operator: order');
    assert.deepEqual(
      lines.map(({ order, reason, processId, outcome }) => ({ order, reason, processId, outcome })),
      [
        { order: 'drain', reason: 'a bad disk', processId: undefined, outcome: { isPartial: false, processId: OWN } },
        { order: 'drain', reason: 'a deploy', processId: OTHER, outcome: { isPartial: false, processId: OTHER } },
        { order: 'drain', reason: 'a deploy', processId: 'gone', outcome: 'process/unknown' },
      ],
    );
  });

  it('H37 operators alone can list reports, latest first, page after page', async () => {
    await start();
    const [ada, bob] = [online('Ada'), online('Bob')];
    for (const [reporter, player, at] of [
      [ada, bob, 1_000],
      [bob, ada, 2_000],
    ] as const)
      await server.store.reports.add({ reporter, player, reason: 'chat', text: 'rude', at, evidence: [] });
    const page = async (query: string, headers: Record<string, string> = ADMIN) => {
      const response = await fetch(`${server.url}/api/admin/reports${query}`, { headers });
      return { status: response.status, body: (await response.json()) as { reports: object[]; nextCursor: string } };
    };
    const first = (await page('?limit=1')).body;
    assert.deepEqual(first.reports, [
      {
        player: { id: ada, name: 'Ada' },
        reporter: { id: bob, name: 'Bob' },
        reason: 'chat',
        text: 'rude',
        atS: 2,
        evidence: [],
      },
    ]);
    const { body } = await page(`?cursor=${first.nextCursor}`);
    assert.deepEqual([body.reports.length, body.nextCursor], [1, null]);
    assert.equal((await page('?limit=0')).status, 400);
    assert.equal((await page('', {})).status, 401);
  });

  it('O1 an unknown player is 404 player/unknown', async () => {
    await start();
    for (const order of ['kick', 'ban', 'unban']) {
      for (const playerId of ['nobody', '%', "' or 1=1"]) {
        assert.deepEqual(errorOf(await post(order, { playerId, reason: 'spam' })), [404, 'player/unknown'], order);
      }
    }
    untouched();
  });

  it('O5 the reply says when other processes could not be told', async () => {
    await start();
    server.bus.isUp = false;
    const ada = online('Ada');
    assert.deepEqual((await post('kick', { playerId: ada, reason: 'spam' })).body, done(true));
    assert.deepEqual((await post('ban', { playerId: ada, reason: 'spam' })).body, done(true));
    assert.deepEqual((await post('announce', HELLO)).body, done(true));
    assert.deepEqual((await post('unban', { playerId: ada, reason: 'spam' })).body, done(false));
  });

  it('O6 without the store the API answers 503 without driver details, and still kicks players who are here', async () => {
    await start();
    const [ada, bob] = [online('Ada'), server.store.add('Bob').id];
    server.store.isAway = true;
    for (const [order, playerId] of [['ban', ada] as const, ['unban', ada] as const, ['kick', bob] as const]) {
      const refused = await post(order, { playerId, reason: 'spam' });
      assert.deepEqual(errorOf(refused), [503, 'store/away']);
      assert.equal(refused.headers.get('retry-after'), '2');
      assert.doesNotMatch(JSON.stringify(refused.body), /hunter2|:5432|ECONN/);
    }
    untouched();
    assert.deepEqual((await post('kick', { playerId: ada, reason: 'spam' })).body, done(false));
    assert.equal(server.lobby.ended.length, 1);
  });

  it('O7 the API requires the user admin and the password', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD, NODE_ENV: 'production' });
    const ada = online('Ada');
    const bodyOf = (order: string) =>
      order === 'announce'
        ? HELLO
        : order === 'drain'
          ? { reason: 'a deploy' }
          : { playerId: ada, reason: 'spam', ...(order === 'mute' && { minutes: 5 }) };
    for (const order of ORDERS) {
      const refused = await post(order, bodyOf(order), {});
      assert.deepEqual(errorOf(refused), [401, 'auth/required']);
      assert.match(refused.headers.get('www-authenticate') ?? '', /^Basic realm="Foyer"/);
      for (const wrong of [basic('admin', 'wrong'), basic('root', PASSWORD), `Bearer ${PASSWORD}`]) {
        assert.deepEqual(errorOf(await post(order, bodyOf(order), { Authorization: wrong })), [401, 'auth/invalid']);
      }
      // Otherwise the later ones would be slowed down.
      server.clock.advance(60_000);
    }
    assert.equal((await fetch(`${server.url}/api/admin/kick`)).status, 401, 'a GET too');
    assert.equal((await fetch(`${server.url}/api/admin`)).status, 401);
    untouched();
    assert.equal((await post('kick', bodyOf('kick'))).status, 200);
  });

  it('O7 in production without a password, every request is refused', async () => {
    await start({ NODE_ENV: 'production' });
    for (const order of ORDERS) assert.deepEqual(errorOf(await post(order, HELLO)), [404, 'request/unknown']);
    untouched();
  });

  it('O8 pages of other origins are refused; this server’s own pages and programs are not', async () => {
    await start();
    const { url } = server;
    const refused: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
      { 'Sec-Fetch-Site': 'cross-site', Origin: url },
      { Origin: 'https://evil.test' },
      { Origin: 'null' },
      { Origin: 'https://play.example.com' },
      { Referer: 'https://play.example.com/' },
    ];
    for (const headers of refused) {
      const answer = await post('announce', HELLO, { ...ADMIN, ...headers });
      assert.deepEqual(errorOf(answer), [403, 'request/notAllowed'], JSON.stringify(headers));
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    }
    untouched();
    const admitted: Record<string, string>[] = [
      {},
      { 'Sec-Fetch-Site': 'same-origin', Origin: url },
      { Origin: url },
      { Referer: url },
    ];
    for (const headers of admitted) {
      assert.equal((await post('announce', HELLO, { ...ADMIN, ...headers })).status, 200, JSON.stringify(headers));
    }
  });

  it('O8 orders must use POST', async () => {
    await start();
    for (const order of ORDERS) {
      const query = new URLSearchParams({ playerId: online('Ada'), reason: 'spam', text: 'x' });
      const answer = await fetch(`${server.url}/api/admin/${order}?${query}`, { headers: ADMIN });
      assert.equal(answer.status, 404);
    }
    assert.deepEqual(errorOf(await post('fire', HELLO)), [404, 'request/unknown']);
    untouched();
  });

  it('O9 a body that does not match the order exactly is refused', async () => {
    await start();
    const playerId = online('Ada');
    const reason = 'spam';
    const bad: [order: string, body: unknown][] = [
      ['kick', {}],
      ['kick', { playerId }],
      ['kick', { reason }],
      ['kick', { playerId, reason: '' }],
      ['kick', { playerId, reason: '   ' }],
      ['kick', { playerId, reason: 'x'.repeat(201) }],
      ['kick', { playerId, reason: 7 }],
      ['kick', { playerId: '', reason }],
      ['kick', { playerId: 'x'.repeat(65), reason }],
      ['kick', { playerId: [playerId], reason }],
      ['kick', { playerId, reason, until: 5 }],
      ['ban', { playerId }],
      ['ban', { playerId, reason, isOnline: false }],
      ['unban', { playerId }],
      ['kick', [playerId, reason]],
      ['kick', 'text'],
      ['kick', null],
      ['announce', {}],
      ['announce', { text: ' ' }],
      ['announce', { text: 'x'.repeat(281) }],
      ['announce', { text: 7 }],
      ['announce', { text: 'x', reason }],
      ['deleteMessages', { playerId }],
      ['deleteMessages', { messageId: 'm', reason }],
      ['deleteMessages', { playerId, reason, messageId: '' }],
      ['drain', {}],
      ['drain', { reason: ' ' }],
      ['drain', { reason, processId: '' }],
      ['drain', { reason, processId: 7 }],
      ['drain', { reason, playerId }],
    ];
    for (const [order, body] of bad) {
      assert.deepEqual(errorOf(await post(order, body)), [400, 'request/invalid'], `${order} ${JSON.stringify(body)}`);
    }
    const empty = await fetch(`${server.url}/api/admin/kick`, { method: 'POST', headers: ADMIN });
    assert.equal(empty.status, 400);
    untouched();
    assert.equal((await post('kick', { playerId, reason: 'x'.repeat(200) })).status, 200);
    assert.equal((await post('announce', { text: ' hello ' })).status, 200);
    assert.deepEqual(server.lobby.announced, ['hello']);
  });

  it('O10 every order logs one line: caller, order, target, reason and outcome', async () => {
    await start({ ADMIN_PASSWORD: PASSWORD, TRUSTED_PROXIES: ['127.0.0.1'] });
    const playerId = online('Ada');
    const from = { ...ADMIN, 'X-Forwarded-For': '203.0.113.7' };
    const reason = 'spam\nand {"msg":"forged"}';
    await post('kick', { playerId, reason }, from);
    await post('ban', { playerId: 'nobody', reason }, from);
    await post('announce', HELLO, from);
    server.store.isAway = true;
    await post('unban', { playerId, reason }, from);
    await post('kick', {}, from);
    await post('kick', { playerId, reason }, { 'X-Forwarded-For': '203.0.113.7' });
    const lines = server.logged.filter(({ msg }) => msg === 'operator: order');
    const address = '203.0.113.7';
    assert.deepEqual(
      lines.map(({ level: _, time: __, msg: ___, ...facts }) => facts),
      [
        { order: 'kick', playerId, reason, address, outcome: { isPartial: false } },
        { order: 'ban', playerId: 'nobody', reason, address, outcome: 'player/unknown' },
        { order: 'announce', ...HELLO, address, outcome: { isPartial: false } },
        { order: 'unban', playerId, reason, address, outcome: 'failed' },
      ],
    );
    assert.doesNotMatch(JSON.stringify(server.logged), new RegExp(PASSWORD));
  });
});
