import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { Client } from 'colyseus.js';
import { failureOfAnswer } from '../../client/net/joinFailure.ts';
import { postJson } from '../../client/net/json.ts';
import type { PlayerRow } from '../../shared/playerRow.ts';
import { ownMs } from '../support/eventually.ts';
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

  it('G11 three methods are open, and no others', async () => {
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
    assert.equal((await ask(`reconnect/${seat.body.roomId}`, { reconnectionToken: 'x' })).status, 522);
  });

  it('MR14 other rooms give no new reservation by name or id, as if they did not exist; a held one is resumed', async () => {
    const { roomId } = await matchMaker.createRoom('closed', {});
    const seat = await matchMaker.joinById(roomId);
    const cases: [string, number][] = [
      ['joinOrCreate/closed', 520],
      [`joinById/${roomId}`, 522],
      ['joinOrCreate/__proto__', 520],
    ];
    for (const [path, status] of cases) {
      for (const options of [{}, { beside: roomId }, { reconnectionToken: 'x' }]) {
        const answer = await ask(path, options);
        assert.deepEqual([answer.status, answer.body.error], [status, 'request/unknown'], path);
      }
    }
    const [room] = await matchMaker.query({ roomId });
    assert.equal(room?.clients, 1);
    const client = new Client(server.url);
    const joined = await client.consumeSeatReservation(seat as never);
    const token = joined.reconnectionToken.split(':')[1];
    joined.reconnection.enabled = false;
    joined.connection.close(4010);
    assert.equal((await ask(`reconnect/${roomId}`, { reconnectionToken: token })).status, 200);
  });

  it('G11 a failure always carries one of our codes', async () => {
    const cases: [string, unknown, number, string][] = [
      ['joinOrCreate/small', { fail: 'bug' }, 523, 'server/error'],
      ['joinOrCreate/small', { fail: 'false' }, 525, 'auth/invalid'],
      ['joinOrCreate/small', { fail: 'driver' }, 523, 'server/error'],
      ['joinOrCreate/unknown', {}, 520, 'request/unknown'],
      ['joinById/unknown', {}, 522, 'request/unknown'],
      ['reconnect/unknown', {}, 400, 'request/invalid'],
      ['reconnect/unknown', { reconnectionToken: 'x' }, 522, 'request/unknown'],
      ['joinOrCreate/small', '[]', 400, 'request/invalid'],
      ['joinOrCreate/small', 'null', 400, 'request/invalid'],
      ['joinOrCreate/small', '{"a":', 400, 'request/invalid'],
    ];
    for (const [path, options, status, error] of cases) {
      const answer = await ask(path, options);
      assert.deepEqual([answer.status, answer.body.error], [status, error], `${path} ${JSON.stringify(options)}`);
      assert.doesNotMatch(answer.text, /passwd|SQLITE|table|not defined|not found|disposed|position/);
    }
    const bugs = server.logged.filter(({ msg }) => msg === 'a reservation could not be made');
    assert.ok(bugs.length >= 1);
    const refusals = (await server.metrics.refusals.get()).values.map(({ labels }) => labels.code);
    for (const code of ['server/error', 'auth/invalid', 'request/unknown', 'request/invalid'])
      assert.ok(refusals.includes(code), code);
  });

  it('G11 the SDK joins, and receives a refusal’s code as its message', async () => {
    const client = new Client(server.url);
    // The SDK shares one token among all clients of a process.
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

  /** Lists a room of another process, which does not answer. */
  async function listElsewhere(processId: string): Promise<string> {
    const roomId = `room-of-${processId}`;
    await matchMaker.driver.insert?.({ roomId, processId, name: 'small', clients: 0, maxClients: 9, private: true });
    return roomId;
  }

  async function bugsCounted(): Promise<number> {
    const { values } = await server.metrics.errors.get();
    return values.find(({ labels }) => labels.where === 'matchmake')?.value ?? 0;
  }

  it('G18 a resume at a dead process, in a closed room, or without a held reservation fails at once as not found', async () => {
    server.dead.add('dead');
    const client = new Client(server.url);
    client.auth.token = token;
    const room = await client.joinOrCreate('small');
    const cases: [string, object, number][] = [
      [await listElsewhere('dead'), { reconnectionToken: 'x' }, 522],
      [await listElsewhere(matchMaker.processId), { reconnectionToken: 'x' }, 522],
      ['unknown', { reconnectionToken: 'x' }, 522],
      ['constructor', { reconnectionToken: 'x' }, 522],
      ['__proto__', { reconnectionToken: 'x' }, 522],
      [room.roomId, { reconnectionToken: 'x' }, 522],
      [room.roomId, { reconnectionToken: '__proto__' }, 522],
    ];
    const bugs = await bugsCounted();
    const asked = async ([roomId, options, status]: (typeof cases)[number]) => {
      const url = `${server.url}/matchmake/reconnect/${roomId}`;
      const answer = await postJson(fetch, url, options, token, AbortSignal.timeout(5_000));
      assert.deepEqual([answer?.status, answer?.body], [status, { code: status, error: 'request/unknown' }], roomId);
      assert.deepEqual(failureOfAnswer({ status, body: answer?.body, retryAfterMs: answer?.retryAfterMs }), {
        kind: 'gone',
      });
    };
    const took = await ownMs(async () => {
      for (const each of cases) await asked(each);
    });
    assert.ok(took < 1_000, `${took} ms`);
    const { driver } = matchMaker;
    const findOne = driver.findOne;
    driver.findOne = () => Promise.reject(new Error('the listings are away'));
    const held = await ask(`reconnect/${room.roomId}`, { reconnectionToken: room.reconnectionToken.split(':')[1] });
    driver.findOne = findOne;
    assert.deepEqual([held.status, held.body.sessionId], [200, room.sessionId], 'own rooms need no listings');
    assert.equal(await bugsCounted(), bugs);
    await room.leave();
    for (const reconnectionToken of [undefined, 7, {}, null]) {
      const answer = await ask(`reconnect/${room.roomId}`, { reconnectionToken });
      assert.deepEqual([answer.status, answer.body.error], [400, 'request/invalid']);
    }
  });

  it('G18 a resume may be retried if its process is silent or unreachable, and not if it dies meanwhile', async () => {
    const bugs = await bugsCounted();
    const resume = (roomId: string) =>
      postJson(
        fetch,
        `${server.url}/matchmake/reconnect/${roomId}`,
        { reconnectionToken: 'x' },
        token,
        AbortSignal.timeout(5_000),
      );
    const [slow, dies] = [await listElsewhere('slow'), await listElsewhere('dies')];
    const asked = [resume(slow), resume(dies)];
    setTimeout(() => server.dead.add('dies'), 300);
    const [late, dead] = await Promise.all(asked);
    assert.deepEqual(late, { status: 504, body: { code: 504, error: 'server/error' }, retryAfterMs: 1_000 });
    assert.deepEqual(failureOfAnswer({ status: 504, body: late?.body, retryAfterMs: late?.retryAfterMs }), {
      kind: 'refused',
      code: 'server/error',
      retryAfterMs: 1_000,
    });
    assert.deepEqual(dead?.body, { code: 522, error: 'request/unknown' });
    server.reasons.push('cluster/away');
    const unasked = await Promise.all([resume(slow), resume('opened elsewhere')]).finally(() => server.reasons.pop());
    for (const answer of unasked) {
      assert.deepEqual(answer, { status: 503, body: { code: 503, error: 'cluster/away' }, retryAfterMs: 1_000 });
    }
    assert.equal(await bugsCounted(), bugs, 'none is a bug');
  });

  /** A row of a player in that room. */
  const rowIn = (shard: unknown, id: string): PlayerRow => ({
    ...{ id, name: id, status: 'online', lastActiveAtS: 0, rating: 0, emblem: 0 },
    shard: String(shard),
  });

  it('G19 a reservation beside a player is in their shard, if the caller may see them', async () => {
    const usual = (await ask('joinOrCreate/small')).body.roomId;
    const [theirs, other] = await Promise.all([2, 9].map((seats) => matchMaker.createRoom('small', { seats })));
    assert.ok(theirs && other);
    await matchMaker.reserveSeatFor(theirs, {});
    const dead = await listElsewhere('dead beside');
    server.dead.add('dead beside');
    server.lobby.rows.push(rowIn(theirs.roomId, 'bo'), rowIn('gone', 'flo'), rowIn(dead, 'gil'));
    server.lobby.hidden.push(rowIn(other.roomId, 'dee'));
    server.asked.length = 0;
    const beside = async (id: unknown) => {
      const { status, body } = await ask('joinOrCreate/small', { beside: id });
      return status === 200 ? body.roomId : status;
    };
    assert.equal(await beside('bo'), theirs.roomId);
    assert.equal(await beside('bo'), usual, 'full by now');
    for (const id of ['nobody', 'dee', 'flo', 'gil', '']) assert.equal(await beside(id), usual, id);
    assert.ok(!server.asked.some((options) => 'beside' in options), 'no room hears of it');
    server.lobby.rows.push(rowIn(other.roomId, 'ed'));
    assert.equal(await beside('ed'), other.roomId);
    await matchMaker.remoteRoomCall(other.roomId, 'lock');
    assert.equal(await beside('ed'), usual, 'locked');
    await beside(7);
    assert.deepEqual(server.asked.at(-1), { beside: 7 }, 'malformed: left for the room to refuse');
  });

  it('G19 a player who may not join is refused beside a player as anywhere else', async () => {
    const { roomId } = await matchMaker.createRoom('small', {});
    server.lobby.rows.push(rowIn(roomId, 'hal'));
    const stranger = await ask('joinOrCreate/small', { beside: 'hal' }, { Authorization: 'Bearer forged' });
    assert.deepEqual([stranger.status, stranger.body.error], [401, 'auth/invalid']);
    const refused = await ask('joinOrCreate/small', { beside: 'hal', fail: 'false' });
    assert.deepEqual([refused.status, refused.body.error], [525, 'auth/invalid']);
  });

  it('G7 Colyseus is given the socket’s address, whatever the client claims', async () => {
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
  it('G7 Colyseus is given the address that the trusted proxy saw', async () => {
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
