import assert from 'node:assert/strict';
import { decodeJwt, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { RENEWAL_S, TOKEN_TTL_S, Tokens } from '../../server/identity/tokens.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { TestClock } from '../support/testClock.ts';

const SECRET = 'a secret that is used by tests alone';
const KEY = new TextEncoder().encode(SECRET);
const ada = asPlayerId('ada');

describe('tokens', () => {
  const clock = new TestClock();
  const tokens = new Tokens(SECRET, clock);
  const nowS = (): number => Math.floor(clock.wall() / 1000);
  const claims = () => ({ iss: 'foyer', aud: 'foyer:session', sub: 'ada', jti: '1', iat: nowS(), exp: nowS() + 60 });
  /** A token like ours except for the claims in `change`; undefined removes one. */
  const forged = (change: JWTPayload = {}, key = KEY, alg = 'HS256'): Promise<string> =>
    new SignJWT({ ...claims(), ...change }).setProtectedHeader({ alg }).sign(key);

  it('I8 a token names its player, purpose and expiry, and is unique', async () => {
    const { token, expiresAtS } = await tokens.issue(ada, 'session', { a: 1 });
    const read = decodeJwt(token);
    assert.equal(expiresAtS, nowS() + 15 * 60);
    assert.deepEqual(
      [read.iss, read.aud, read.sub, read.iat, read.exp],
      ['foyer', 'foyer:session', 'ada', nowS(), expiresAtS],
    );
    assert.notEqual(decodeJwt((await tokens.issue(ada, 'session')).token).jti, read.jti);
    assert.deepEqual(await tokens.verify(token, 'session'), { playerId: 'ada', claims: { a: 1 } });
  });

  it('I9 the test’s forger can produce valid tokens, so that the refusals below prove something', async () => {
    assert.deepEqual(await tokens.verify(await forged(), 'session'), { playerId: 'ada', claims: {} });
  });

  it('I9 a foreign token is invalid: wrong key, algorithm or issuer, missing claims, garbage', async () => {
    const bad: Record<string, string> = {
      key: await forged({}, new TextEncoder().encode('another secret, just as long as ours')),
      algorithm: await forged({}, KEY, 'HS512'),
      none: new UnsecuredJWT(claims()).encode(),
      issuer: await forged({ iss: 'another' }),
      tampered: (await forged()).replace(/\.[^.]+\./, `.${btoa(JSON.stringify({ ...claims(), sub: 'eve' }))}.`),
      garbage: 'x.y.z',
      text: 'hello',
    };
    for (const name of Object.keys(claims())) bad[`without ${name}`] = await forged({ [name]: undefined });
    for (const [what, token] of Object.entries(bad)) {
      assert.equal(await tokens.verify(token, 'session'), 'auth/invalid', what);
      assert.equal(await tokens.verifyForRenewal(token), 'auth/invalid', `${what}, for a renewal`);
    }
  });

  it('I9 a token for one purpose is not valid for another', async () => {
    const session = (await tokens.issue(ada, 'session')).token;
    const resume = (await tokens.issue(ada, 'resume')).token;
    assert.equal(await tokens.verify(session, 'resume'), 'auth/invalid');
    assert.equal(await tokens.verify(resume, 'session'), 'auth/invalid');
    assert.equal(await tokens.verifyForRenewal(resume), 'auth/invalid');
  });

  it('I9 a missing token is auth/required, one at its expiry auth/expired', async () => {
    assert.equal(await tokens.verify(undefined, 'session'), 'auth/required');
    assert.equal(await tokens.verify('', 'session'), 'auth/required');
    const { token } = await tokens.issue(ada, 'session');
    clock.advance((TOKEN_TTL_S - 1) * 1000);
    assert.notEqual(await tokens.verify(token, 'session'), 'auth/expired');
    clock.advance(1_000);
    assert.equal(await tokens.verify(token, 'session'), 'auth/expired');
  });

  it('I5 an expired session token can be renewed for 90 days', async () => {
    const { token } = await tokens.issue(ada, 'session');
    clock.advance((TOKEN_TTL_S + RENEWAL_S - 1) * 1000);
    assert.equal(await tokens.verify(token, 'session'), 'auth/expired');
    assert.deepEqual(await tokens.verifyForRenewal(token), { playerId: 'ada', claims: {} });
    clock.advance(1_000);
    assert.equal(await tokens.verifyForRenewal(token), 'auth/expired');
  });
});
