import assert from 'node:assert/strict';
import { LobbyClient } from '../../client/net/LobbyClient.ts';
import { pathOf, ROUTES } from '../../client/net/routes.ts';
import type { SignedIn } from '../../shared/protocol.ts';
import { FakeTime, settled } from '../support/fakeTime.ts';
import { LinkWorld, WELCOME } from '../support/linkWorld.ts';
import { projectFiles, withoutComments } from '../support/sources.ts';

const DAY_MS = 86_400_000;
const signedIn = (token: string, expiresAtS: number): SignedIn => ({
  user: { id: 'ada', name: 'Ada' },
  token,
  expiresAtS,
});

describe('a wrong clock', () => {
  for (const [says, aheadMs] of [
    ['a day ahead', DAY_MS],
    ['a day behind', -DAY_MS],
    ['right', 0],
  ] as const) {
    it(`L42 on a machine whose clock is ${says}, a token is renewed at half of its life by the server’s time`, async () => {
      const world = new LinkWorld();
      world.wall = WELCOME.nowS * 1_000 + aheadMs;
      world.kept = signedIn('kept', WELCOME.nowS + 900);
      const body = signedIn('renewed', WELCOME.nowS + 1_350);
      world.authAnswers = [
        { status: 200, body: signedIn('fresh', WELCOME.nowS + 900) },
        { status: 200, body },
      ];
      await world.online();
      // Before the server has told its time, a clock that is ahead renews a good token once.
      const asked = world.asked.length;
      assert.equal(asked, aheadMs > 0 ? 1 : 0);
      await world.time.pass(449_000);
      assert.equal(world.asked.length, asked);
      await world.time.pass(1_000);
      assert.equal(world.asked.length, asked + 1);
    });
  }
});

/** What makes the client call each route. */
const CALLS: Record<Exclude<keyof typeof ROUTES, 'signIn'>, (client: LobbyClient) => unknown> = {
  join: (client) => client.start(),
  resume: (client) => client.openMatch({ matchId: 'm', mode: 'cycles', role: 'player', resumeKey: 'room:key' }),
  leaderboard: (client) => client.records.leaderboard('cycles'),
  matchup: (client) => client.records.matchup('cycles', ['room']),
  matches: (client) => client.records.matchesOf('room'),
  replay: (client) => client.records.replay('room'),
  push: (client) => client.records.tell('push', {}),
  endPush: (client) => client.records.tell('endPush', {}),
};

describe('a refused token', () => {
  const expired = () => Response.json({ error: 'auth/expired', message: '' }, { status: 401 });
  const nothing = () => Response.json({ players: [], matches: [], nextCursor: null });

  /** `refuse`: answers the calls with the old token. */
  function withRefused(
    answer: (path: string) => Response,
    refuse: (path: string) => Response | Promise<Response> = expired,
  ) {
    const calls: [path: string, authorization: string | null][] = [];
    let kept = signedIn('old', 4_000_000_000);
    const session = {
      load: () => kept,
      save: (saved: SignedIn) => {
        kept = saved;
      },
    };
    const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const { pathname } = new URL(String(url));
      const authorization = new Headers(init?.headers).get('Authorization');
      calls.push([pathname, authorization]);
      if (pathname === ROUTES.signIn) return Response.json(signedIn('new', 4_000_000_000));
      if (authorization === 'Bearer old') return refuse(pathname);
      return answer(pathname);
    };
    const time = new FakeTime();
    const { timers } = time;
    const endpoint = 'http://lobby.test';
    const client = new LobbyClient({ endpoint, session, fetch, timers, now: () => time.now, random: () => 0.5 });
    return { client, calls };
  }
  const busy = () => Response.json({ error: 'server/error', message: '' }, { status: 500 });

  for (const [route, call] of Object.entries(CALLS)) {
    it(`L43 a 401 renews the token and calls ${route} once more, with it`, async () => {
      const { client, calls } = withRefused(busy);
      call(client);
      await settled();
      await settled();
      const path = pathOf(route as keyof typeof ROUTES, 'room');
      assert.deepEqual(calls, [
        [path, 'Bearer old'],
        [ROUTES.signIn, 'Bearer old'],
        [path, 'Bearer new'],
      ]);
      await client.leave();
    });
  }

  it('L43 calls that are refused at the same time share one renewal', async () => {
    const { client, calls } = withRefused(nothing);
    const answers = await Promise.all([client.records.leaderboard('cycles'), client.records.matchesOf('ada')]);
    assert.deepEqual(
      answers.map(({ ok }) => ok),
      [true, true],
    );
    assert.equal(calls.filter(([path]) => path === ROUTES.signIn).length, 1);
  });

  it('L43 a call that is refused after another one’s renewal takes that one’s token', async () => {
    const late = Promise.withResolvers<Response>();
    const { client, calls } = withRefused(nothing, (path) => (path === ROUTES.leaderboard ? expired() : late.promise));
    const matches = client.records.matchesOf('ada');
    assert.equal((await client.records.leaderboard('cycles')).ok, true);
    late.resolve(expired());
    assert.equal((await matches).ok, true);
    assert.equal(calls.filter(([path]) => path === ROUTES.signIn).length, 1);
  });

  it('L43 a renewal that hangs is cut with the last call that waits for it, and holds up no later one', async () => {
    const world = new LinkWorld({ fetch: (url, init) => (isHanging ? hang(init) : world.answer(url, init)) });
    let isHanging = true;
    const cut: string[] = [];
    const hang = (init: RequestInit | undefined): Promise<Response> =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => {
          cut.push('cut');
          reject(new Error('cut'));
        });
      });
    world.client.start();
    await settled();
    await world.time.pass(5_000);
    assert.ok(cut.length > 0);
    isHanging = false;
    world.client.retryNow();
    await world.time.pass(1_000);
    assert.equal(world.client.link.kind, 'online');
  });

  it('L43 no call of the client is missing from the list of its routes', () => {
    const routes = projectFiles().filter(
      ({ path, text }) =>
        path.startsWith('client/') &&
        path.endsWith('.ts') &&
        !path.endsWith('/routes.ts') &&
        ROUTE.test(withoutComments(text)),
    );
    // The list of the first paint, which needs no token.
    assert.deepEqual(
      routes.map(({ path }) => path),
      ['client/main.ts'],
    );
  });
});

/** A path in a string, or a request. */
const ROUTE = /\/(api|matchmake)\/|auth\/anonymous|\bfetch\(['"`]/;
