import assert from 'node:assert/strict';
import { Client } from 'colyseus.js';
import { startHttp, type TestServer } from '../support/httpServer.ts';

describe('matchmaking over HTTP', () => {
  let server: TestServer;
  let token: string;
  before(async () => {
    server = await startHttp();
  });
  after(() => server.stop());
  beforeEach(async () => {
    token = (await server.tokens.issue(server.store.add('Ada').id, 'session')).token;
  });

  const ask = async (path: string, options: unknown = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/matchmake/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
      body: typeof options === 'string' ? options : JSON.stringify(options),
    });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) as Record<string, unknown> };
  };

  it('G11 three methods are open, and no other name', async () => {
    for (const method of [
      'create',
      'join',
      'query',
      'createRoom',
      'gracefullyShutdown',
      'remoteRoomCall',
      '__proto__',
      'constructor',
    ]) {
      const answer = await ask(`${method}/small`);
      assert.deepEqual([answer.status, answer.body.error], [403, 'request/notAllowed'], method);
    }
    const seat = await ask('joinOrCreate/small');
    assert.equal(seat.status, 200);
    assert.equal((await ask(`joinById/${seat.body.roomId}`)).status, 200);
    assert.equal((await ask(`reconnect/${seat.body.roomId}`, { reconnectionToken: 'x' })).status, 524);
  });

  it('G11 a failure says one of our codes, whatever it was', async () => {
    const cases: [string, unknown, number, string][] = [
      ['joinOrCreate/small', { fail: 'bug' }, 523, 'server/error'],
      ['joinOrCreate/small', { fail: 'false' }, 525, 'auth/invalid'],
      ['joinOrCreate/small', { fail: 'driver' }, 523, 'server/error'],
      ['joinOrCreate/unknown', {}, 520, 'request/unknown'],
      ['joinById/unknown', {}, 522, 'request/unknown'],
      ['reconnect/unknown', {}, 522, 'request/unknown'],
      ['joinOrCreate/small', '[]', 400, 'request/invalid'],
      ['joinOrCreate/small', 'null', 400, 'request/invalid'],
      ['joinOrCreate/small', '{"a":', 400, 'request/invalid'],
    ];
    for (const [path, options, status, error] of cases) {
      const answer = await ask(path, options);
      assert.deepEqual([answer.status, answer.body.error], [status, error], `${path} ${JSON.stringify(options)}`);
      assert.doesNotMatch(answer.text, /passwd|SQLITE|table|not defined|not found|disposed|position/);
    }
    const bugs = server.logged.filter(({ msg }) => msg === 'a seat could not be given');
    assert.ok(bugs.length >= 1);
    const refusals = (await server.metrics.refusals.get()).values.map(({ labels }) => labels.code);
    for (const code of ['server/error', 'auth/invalid', 'request/unknown', 'request/invalid'])
      assert.ok(refusals.includes(code), code);
  });

  it('G11 the SDK joins, and gets the code of a refusal as its message', async () => {
    const client = new Client(server.url);
    // The SDK keeps one token for all clients of a process.
    await client.auth.signOut();
    await assert.rejects(client.joinOrCreate('small'), { message: 'auth/required', code: 401 });
    client.auth.token = token;
    await assert.rejects(client.create('small'), { message: 'request/notAllowed' });
    server.reasons.push('server/draining');
    await assert.rejects(client.joinOrCreate('small'), { message: 'server/draining', code: 503 });
    server.reasons.length = 0;
    const room = await client.joinOrCreate('small');
    assert.equal(typeof room.sessionId, 'string');
    await room.leave();
  });

  it('G7 Colyseus is told the address of the socket, whatever the client says it is', async () => {
    server.contexts.length = 0;
    await ask(
      'joinOrCreate/small',
      {},
      { 'X-Real-IP': '6.6.6.6', 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-Proto': 'gopher' },
    );
    assert.deepEqual(
      server.contexts.map(({ ip }) => ip),
      ['127.0.0.1'],
    );
  });
});

describe('matchmaking behind a proxy', () => {
  it('G7 Colyseus is told the address that the trusted proxy saw', async () => {
    const server = await startHttp({ TRUSTED_PROXIES: ['127.0.0.0/8'] });
    try {
      await fetch(`${server.url}/matchmake/joinOrCreate/small`, {
        method: 'POST',
        headers: { 'X-Forwarded-For': '6.6.6.6, 203.0.113.5', 'X-Real-IP': '6.6.6.6' },
      });
      assert.deepEqual(
        server.contexts.map(({ ip }) => ip),
        ['203.0.113.5'],
      );
    } finally {
      await server.stop();
    }
  });
});
