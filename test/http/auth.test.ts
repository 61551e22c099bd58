import assert from 'node:assert/strict';
import { Client } from 'colyseus.js';
import { decodeJwt } from 'jose';
import { TOKEN_TTL_S } from '../../server/identity/tokens.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { HttpError, SignedIn } from '../../shared/protocol.ts';
import { BAN } from '../support/admin.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

describe('signing in', () => {
  let server: TestServer;
  before(async () => {
    server = await startHttp();
  });
  after(() => server.stop());
  beforeEach(() => {
    server.store.run('delete from players');
    server.store.isAway = false;
  });

  const post = async (body: unknown = {}, token?: string) => {
    const response = await fetch(`${server.url}/auth/anonymous`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as SignedIn & HttpError };
  };
  const countPlayers = () => server.store.run('select id from players').length;
  const userData = async (token?: string) => {
    const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
    const response = await fetch(`${server.url}/auth/userdata`, { headers });
    return { status: response.status, body: (await response.json()) as SignedIn & HttpError };
  };

  it('I1 a guest gets the requested name, in both formats, or a generated one', async () => {
    for (const [body, name] of [
      [{ name: 'Ada' }, /^Ada$/],
      [{ options: { name: 'Grace' } }, /^Grace$/],
      [{}, /^AmberMoose\d+$/],
      [{ options: null }, /^AmberMoose\d+$/],
    ] as const) {
      const answer = await post(body);
      assert.equal(answer.status, 200);
      assert.match(answer.body.user.name, name);
      assert.equal(answer.body.expiresAtS, Math.floor(server.clock.wall() / 1000) + TOKEN_TTL_S);
      const stored = await server.store.players.find(asPlayerId(answer.body.user.id));
      assert.equal(stored?.name, answer.body.user.name);
    }
    const withoutBody = await fetch(`${server.url}/auth/anonymous`, { method: 'POST' });
    assert.equal(withoutBody.status, 200);
  });

  it('I2 the SDK signs in and requests its user data', async () => {
    const client = new Client(server.url);
    const signedIn = await client.auth.signInAnonymously({ name: 'Ada' });
    assert.equal(signedIn.user.name, 'Ada');
    assert.equal(client.auth.token, signedIn.token);
    assert.deepEqual((await client.auth.getUserData()).user, signedIn.user);
    await client.auth.signOut();
  });

  it('I3 a bad name is answered with its code and creates no guest', async () => {
    const answer = await post({ name: 'x' });
    assert.deepEqual([answer.status, answer.body.error], [400, 'name/tooShort']);
    assert.equal(typeof answer.body.message, 'string');
    for (const bad of [{ name: 7 }, { name: ['Ada'] }, { name: 'x'.repeat(500) }, [], 'Ada']) {
      assert.deepEqual([(await post(bad)).status, (await post(bad)).body.error], [400, 'request/invalid'], `${bad}`);
    }
    assert.equal(countPlayers(), 0);
  });

  it('I3 a name in use is refused as taken; a generated one is generated again', async () => {
    await post({ name: 'Ada' });
    const answer = await post({ name: 'ADA' });
    assert.deepEqual([answer.status, answer.body.error], [409, 'name/taken']);
    assert.equal(countPlayers(), 1);
    const { create } = server.store.players;
    let refusals = 3;
    server.store.players.create = (player) => (refusals-- > 0 ? Promise.resolve('taken') : create(player));
    try {
      assert.equal((await post()).status, 200);
      refusals = 1_000;
      assert.deepEqual((await post()).body.error, 'name/taken');
    } finally {
      server.store.players.create = create;
    }
  });

  it('I4 a valid token is renewed for the same player', async () => {
    const first = (await post({ name: 'Ada' })).body;
    server.clock.advance(60_000);
    const second = (await post({ name: 'Eve' }, first.token)).body;
    assert.deepEqual(second.user, first.user);
    assert.notEqual(second.token, first.token);
    assert.equal(second.expiresAtS, first.expiresAtS + 60);
    assert.equal(countPlayers(), 1);
  });

  it('I5 an expired token can be renewed, and used for nothing else', async () => {
    const { token, user } = (await post({ name: 'Ada' })).body;
    server.clock.advance((TOKEN_TTL_S + 1) * 1000);
    assert.deepEqual((await userData(token)).body.error, 'auth/expired');
    const renewed = await post({}, token);
    assert.deepEqual(renewed.body.user, user);
    assert.equal((await userData(renewed.body.token)).status, 200);
  });

  it('I5 a bad token is refused, and creates no guest', async () => {
    assert.deepEqual((await post({}, 'x.y.z')).body.error, 'auth/invalid');
    const basic = await fetch(`${server.url}/auth/anonymous`, {
      method: 'POST',
      headers: { Authorization: 'Basic eDp5' },
    });
    assert.equal(basic.status, 401);
    assert.equal(countPlayers(), 0);
  });

  it('I6 renewing the token of a player unknown to the store creates a new guest', async () => {
    const before = (await post({ name: 'Ada' })).body;
    server.store.run('delete from players');
    const after = await post({ name: 'Ada' }, before.token);
    assert.equal(after.status, 200);
    assert.notEqual(after.body.user.id, before.user.id);
    assert.equal(after.body.user.name, 'Ada');
  });

  it('I7 a banned player gets no token', async () => {
    const { token, user } = (await post({ name: 'Ada' })).body;
    assert.ok(await server.store.bans.add({ ...BAN, player: asPlayerId(user.id), at: 1 }));
    const answers = [await post({}, token), await userData(token)];
    for (const { status, body } of answers) assert.deepEqual([status, body.error], [403, 'auth/banned']);
  });

  it('I10 claims sent by a client reach no token and no row', async () => {
    const wishes = { id: 'admin', sub: 'admin', email: 'a@b.c', rating: 3000, visibility: 'nobody', sessionId: 's' };
    const { token, user } = (await post({ name: 'Ada', ...wishes, options: wishes })).body;
    const claims = decodeJwt(token);
    assert.deepEqual(Object.keys(claims).sort(), ['aud', 'data', 'exp', 'iat', 'iss', 'jti', 'sub']);
    assert.deepEqual([claims.sub, claims.data], [user.id, {}]);
    assert.notEqual(user.id, 'admin');
    const row = await server.store.players.find(asPlayerId(user.id));
    assert.deepEqual([row?.rating, row?.visibility, row?.name], [0, 'everyone', 'Ada']);
  });

  it('I13 user data requires a session token', async () => {
    assert.deepEqual([(await userData()).status, (await userData()).body.error], [401, 'auth/required']);
    const ada = server.store.add('Ada');
    const resume = (await server.tokens.issue(ada.id, 'resume')).token;
    assert.deepEqual((await userData(resume)).body.error, 'auth/invalid');
    server.store.run('delete from players');
    const session = (await server.tokens.issue(ada.id, 'session')).token;
    assert.deepEqual((await userData(session)).body.error, 'auth/invalid');
  });

  it('H10 without the store the answer is 503, without driver details', async () => {
    server.store.isAway = true;
    const response = await fetch(`${server.url}/auth/anonymous`, { method: 'POST' });
    const text = await response.text();
    assert.equal(response.status, 503);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
    assert.equal(JSON.parse(text).error, 'store/away');
    assert.doesNotMatch(text, /hunter2|:5432|ECONN/);
  });
});
