import assert from 'node:assert/strict';
import { Records } from '../../client/net/records.ts';
import { SignIn } from '../../client/net/signIn.ts';
import { FakeTime } from '../support/fakeTime.ts';

describe('records over HTTP', () => {
  const asked: { url: string; authorization: string | null }[] = [];
  const answers: (Response | undefined)[] = [];
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push({ url: String(url), authorization: new Headers(init?.headers).get('Authorization') });
    const answer = answers.shift();
    if (!answer) throw new TypeError('no network');
    return answer;
  };
  const kept = { user: { id: 'ada', name: 'Ada' }, token: 'kept', expiresAtS: 0 };
  const session = { load: () => kept, save() {} };
  const { timers } = new FakeTime();
  const deps = { url: 'http://lobby', fetch, session, timers, now: () => 0, wall: () => 0, name: undefined };
  const records = new Records('http://lobby', fetch, new SignIn(deps));
  beforeEach(() => {
    asked.length = 0;
  });

  it('L39 pages are requested with the player’s token and the previous page’s cursor', async () => {
    const board = { mode: 'connect-four', players: [], nextCursor: 'a/b' };
    answers.push(Response.json(board), Response.json({ matches: [], nextCursor: null }));
    assert.deepEqual(await records.leaderboard('connect-four'), { ok: true, ...board });
    assert.deepEqual(await records.matchesOf('ö', 'a/b'), { ok: true, matches: [], nextCursor: null });
    assert.deepEqual(asked, [
      { url: 'http://lobby/api/leaderboard?mode=connect-four&limit=50', authorization: 'Bearer kept' },
      { url: 'http://lobby/api/players/%C3%B6/matches?limit=50&cursor=a%2Fb', authorization: 'Bearer kept' },
    ]);
  });

  it('L39 a refusal is a value, and so is a missing network', async () => {
    answers.push(Response.json({ error: 'player/unknown', message: '' }, { status: 404 }));
    assert.deepEqual(await records.matchesOf('b'), { ok: false, refusal: 'player/unknown' });
    assert.deepEqual(await records.matchesOf('b'), { ok: false, refusal: 'network' });
  });
});
