import assert from 'node:assert/strict';
import { HTTP_LIMITS, Limits } from '../../server/http/limits.ts';
import { rawRequest, startHttp, statusOf, type TestServer } from '../support/httpServer.ts';
import { TestClock } from '../support/testClock.ts';

describe('limits of HTTP', () => {
  it('G10 500 players at one address sign in, join and connect within 30 s', () => {
    const clock = new TestClock();
    const limits = new Limits(clock.now, true);
    for (let i = 0; i < 500; i++) {
      for (const kind of ['signIn', 'newGuest', 'join', 'upgrade', 'read'] as const) {
        assert.equal(limits.take(kind, 'a'), 0, `${kind}, player ${i}`);
      }
      assert.equal(limits.take('joinOfPlayer', `${i}`), 0);
      clock.advance(60);
    }
  });

  it('G8 each kind and each caller has its own budget, which refills', () => {
    const clock = new TestClock();
    const limits = new Limits(clock.now, true);
    const { burst, perMinute } = HTTP_LIMITS.joinOfPlayer;
    for (let i = 0; i < burst; i++) assert.equal(limits.take('joinOfPlayer', 'a'), 0);
    const waitS = limits.take('joinOfPlayer', 'a');
    assert.equal(waitS, 60 / perMinute);
    assert.equal(limits.take('joinOfPlayer', 'b'), 0);
    assert.equal(limits.take('join', 'a'), 0);
    clock.advance(waitS * 1000);
    assert.equal(limits.take('joinOfPlayer', 'a'), 0);
    assert.notEqual(limits.take('joinOfPlayer', 'a'), 0);
  });

  it('G8 the number of remembered callers is bounded, and the latest ones stay', () => {
    const limits = new Limits(new TestClock().now, true);
    const { burst } = HTTP_LIMITS.joinOfPlayer;
    for (let i = 0; i < burst; i++) limits.take('joinOfPlayer', 'eve');
    for (let i = 0; i < 49_999; i++) limits.take('joinOfPlayer', `${i}`);
    assert.notEqual(limits.take('joinOfPlayer', 'eve'), 0);
    for (let i = 50_000; i < 100_000; i++) limits.take('joinOfPlayer', `${i}`);
    assert.equal(limits.take('joinOfPlayer', 'eve'), 0);
  });
});

describe('limits on the wire', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp({ LIMITS: 'on', TRUSTED_PROXIES: ['127.0.0.1'] });
  });
  afterEach(() => server.stop());

  const ask = async (method: string, path: string, address: string, token?: string) => {
    const headers: Record<string, string> = { 'X-Forwarded-For': address };
    if (token) headers.Authorization = `Bearer ${token}`;
    const response = await fetch(server.url + path, { method, headers });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() };
  };
  const exhaust = async (times: number, method: string, path: string, address: string): Promise<void> => {
    for (let done = 0; done < times; done += 50) {
      const batch = Array.from({ length: Math.min(50, times - done) }, () => ask(method, path, address));
      for (const { status } of await Promise.all(batch)) assert.notEqual(status, 429);
    }
  };

  it('G8 reads, sign-ins and reservations of one address end in 429 with Retry-After, other addresses go on', async () => {
    const cases = [
      ['GET', '/api/stats', HTTP_LIMITS.read.burst],
      ['GET', '/auth/userdata', HTTP_LIMITS.signIn.burst],
      ['POST', '/matchmake/joinOrCreate/small', HTTP_LIMITS.join.burst],
      ['POST', '/matchmake/reconnect/aRoom', HTTP_LIMITS.resume.burst],
    ] as const;
    for (const [method, path, burst] of cases) {
      await exhaust(burst, method, path, '2001:db8::1');
      const refused = await ask(method, path, '2001:db8::2');
      assert.deepEqual([refused.status, Reflect.get(refused.body as object, 'error')], [429, 'request/tooMany'], path);
      assert.ok(Number(refused.retryAfter) >= 1);
      assert.notEqual((await ask(method, path, '203.0.113.2')).status, 429);
    }
  });

  it('G8 upgrades end in 429 too', async () => {
    const upgrade =
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 12\r\nX-Forwarded-For: 203.0.113.7\r\n';
    const open = () => rawRequest(server.port, `GET /a/b HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`);
    for (let i = 0; i < HTTP_LIMITS.upgrade.burst; i += 50) await Promise.all(Array.from({ length: 50 }, open));
    const answer = await open();
    assert.equal(statusOf(answer), 429);
    assert.match(answer, /\r\nRetry-After: 1\r\n/);
  });

  it('G9 a player’s reservations are counted across addresses, by verified tokens alone', async () => {
    const ada = server.store.add('Ada');
    const { token } = await server.tokens.issue(ada.id, 'session');
    const forged = token.replace(/\.[^.]*$/, '.AAAA');
    const seat = (bearer: string, i: number) => ask('POST', '/matchmake/joinById/nowhere', `203.0.113.${i}`, bearer);
    for (let i = 0; i < HTTP_LIMITS.joinOfPlayer.burst * 2; i++) assert.equal((await seat(forged, i)).status, 522);
    for (let i = 0; i < HTTP_LIMITS.joinOfPlayer.burst; i++) assert.equal((await seat(token, i)).status, 522);
    const refused = await seat(token, 99);
    assert.deepEqual(refused.body, { error: 'request/tooMany', message: 'request/tooMany' });
    assert.equal(refused.status, 429);
  });

  it('G8 new guests from one address are limited, even at a slow rate', async () => {
    const { burst, perMinute } = HTTP_LIMITS.newGuest;
    const signIn = () => ask('POST', '/auth/anonymous', '203.0.113.8');
    for (let i = 0; i < burst; i += 50) {
      for (const { status } of await Promise.all(Array.from({ length: 50 }, signIn))) assert.equal(status, 200);
      server.clock.monotonic += (60_000 * 50) / HTTP_LIMITS.signIn.perMinute;
    }
    const gained = Math.ceil((burst / HTTP_LIMITS.signIn.perMinute) * perMinute);
    const statuses = await Promise.all(Array.from({ length: gained + 1 }, signIn));
    assert.equal(statuses.at(-1)?.status, 429);
    assert.ok(Number(statuses.at(-1)?.retryAfter) >= 1);
  });

  it('G8 too many failed resumes do not block a new reservation', async () => {
    await exhaust(HTTP_LIMITS.resume.burst, 'POST', '/matchmake/reconnect/aRoom', '203.0.113.9');
    assert.equal((await ask('POST', '/matchmake/reconnect/aRoom', '203.0.113.9')).status, 429);
    assert.notEqual((await ask('POST', '/matchmake/joinOrCreate/small', '203.0.113.9')).status, 429);
  });

  it('G12 a draining process gives no reservation', async () => {
    server.reasons.push('server/draining');
    const refused = await ask('POST', '/matchmake/joinOrCreate/small', '203.0.113.1');
    assert.deepEqual([refused.status, Reflect.get(refused.body as object, 'error')], [503, 'server/draining']);
    assert.equal(refused.retryAfter, '2');
    assert.equal((await ask('GET', '/api/stats', '203.0.113.1')).status, 200);
  });
});

describe('LIMITS=off', () => {
  it('G8 LIMITS=off lifts the limits', async () => {
    const limits = new Limits(new TestClock().now, false);
    for (let i = 0; i < 10_000; i++) assert.equal(limits.take('signIn', 'a'), 0);
  });
});
