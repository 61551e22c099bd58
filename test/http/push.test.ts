import assert from 'node:assert/strict';
import type { PlayerId } from '../../shared/ids.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';
import { Browser } from '../support/pushService.ts';

describe('subscribing to notifications', () => {
  let server: TestServer;
  let ada: PlayerId;
  let bob: PlayerId;
  beforeEach(async () => {
    server = await startHttp({ LIMITS: 'on' });
    [ada, bob] = [server.store.add('Ada').id, server.store.add('Bob').id];
  });
  afterEach(() => server.stop());

  const ask = async (path: string, player?: PlayerId, body?: unknown) => {
    const { token } = player ? await server.tokens.issue(player, 'session') : { token: '' };
    const headers = { ...(token && { Authorization: `Bearer ${token}` }), 'Content-Type': 'application/json' };
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(server.url + path, { headers, ...sent });
    return { status: response.status, body: (await response.json()) as { error?: string }, headers: response.headers };
  };
  const subscription = (path = 'a') => new Browser(`https://push.test/${path}`, 'de').subscription;
  const of = async (id: PlayerId) => (await server.store.subscriptions.of([id])).get(id) ?? [];

  it('WP1 a player gets the key, subscribes, changes the subscription and ends it', async () => {
    assert.deepEqual((await ask('/api/push', ada)).body, { key: 'a public key' });
    const first = subscription();
    const quiet = { from: 1_320, to: 480, timeZone: 'America/Argentina/Buenos_Aires' };
    assert.deepEqual(await ask('/api/push', ada, first).then(({ status, body }) => [status, body]), [200, {}]);
    assert.equal((await ask('/api/push', ada, { ...first, language: 'ja', quiet })).status, 200);
    assert.deepEqual(await of(ada), [{ ...first, language: 'ja', quiet }]);
    assert.equal((await ask('/api/push/end', bob, { endpoint: first.endpoint })).status, 200);
    assert.equal((await of(ada)).length, 1, 'of another');
    assert.equal((await ask('/api/push/end', ada, { endpoint: first.endpoint })).status, 200);
    assert.deepEqual(await of(ada), []);
  });

  it('WP1 strangers are told to sign in, and one who is no player any more, too', async () => {
    for (const [path, body] of [
      ['/api/push', undefined],
      ['/api/push', subscription()],
      ['/api/push/end', { endpoint: 'https://push.test/a' }],
    ] as const) {
      const { status, body: answer } = await ask(path, undefined, body);
      assert.deepEqual([status, answer.error], [401, 'auth/required'], path);
    }
    const gone = await ask('/api/push', 'nobody' as PlayerId, subscription());
    assert.deepEqual([gone.status, gone.body.error], [401, 'auth/invalid']);
  });

  it('WP1 what no browser makes is refused and changes nothing', async () => {
    const good = subscription();
    const quiet = { from: 0, to: 60, timeZone: 'UTC' };
    for (const bad of [
      ...[null, [], 'text', {}, { ...good, more: 1 }, { ...good, endpoint: 'http://push.test/a' }],
      ...[
        { ...good, endpoint: 'https://127.0.0.1/a' },
        { ...good, endpoint: `https://push.test/${'x'.repeat(1_100)}` },
      ],
      ...[
        { ...good, p256dh: good.auth },
        { ...good, p256dh: `A${good.p256dh.slice(1)}` },
        { ...good, auth: 'short' },
      ],
      ...[
        { ...good, language: 'German' },
        { ...good, language: 'x\0' },
        { ...good, quiet: { ...quiet, from: 1_440 } },
      ],
      ...[
        { ...good, quiet: { ...quiet, to: 1.5 } },
        { ...good, quiet: { ...quiet, timeZone: 'Mars/Olympus' } },
      ],
    ]) {
      const { status, body } = await ask('/api/push', ada, bad);
      assert.deepEqual([status, body.error], [400, 'request/invalid'], JSON.stringify(bad));
    }
    for (const bad of [{}, { endpoint: 1 }, { endpoint: 'a\0' }, { endpoint: 'x'.repeat(2_000) }])
      assert.equal((await ask('/api/push/end', ada, bad)).status, 400);
    assert.deepEqual(await of(ada), []);
  });

  it('WP1 a player who subscribes on and on has to wait, and others do not', async () => {
    let last = await ask('/api/push', ada, subscription());
    for (let n = 0; last.status === 200 && n < 100; n++) last = await ask('/api/push', ada, subscription());
    assert.deepEqual([last.status, last.body.error], [429, 'request/tooMany']);
    assert.ok(Number(last.headers.get('Retry-After')) > 0);
    assert.equal((await ask('/api/push', bob, subscription('b'))).status, 200);
  });

  it('WP1 while the store is away it says so', async () => {
    server.store.isAway = true;
    const { status, body } = await ask('/api/push', ada, subscription());
    assert.deepEqual([status, body.error], [503, 'store/away']);
    server.store.isAway = false;
  });
});
