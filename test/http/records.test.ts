import assert from 'node:assert/strict';
import type { PlayedMatch } from '../../server/domain/play/playedMatch.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import { BOOTSTRAP_ROWS } from '../../shared/limits.ts';
import { MODES } from '../../shared/modes.ts';
import type { MatchRow, MatchState } from '../../shared/playProtocol.ts';
import type { LeaderboardPage, LeaderboardRow, PastMatchesPage, PastMatchRow } from '../../shared/records.ts';
import { FUN, useModes } from '../support/extraModes.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

const DUEL = 'cycles-duel';
const T0 = 1_700_000_000_000;

describe('modes, matches, leaderboards and histories', () => {
  useModes(FUN);
  let server: TestServer;
  beforeEach(async () => {
    server = await startHttp();
  });
  afterEach(() => server.stop());

  const get = async (path: string, viewer?: PlayerId) => {
    const { token } = viewer ? await server.tokens.issue(viewer, 'session') : { token: '' };
    const response = await fetch(server.url + path, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text), headers: response.headers };
  };
  const add = (name: string, visibility: 'everyone' | 'friends' | 'nobody' = 'everyone'): PlayerId =>
    server.store.add(name, { visibility }).id;
  let recorded = 0;
  /** `ids`: best first. */
  const record = async (ids: readonly PlayerId[], more: Partial<PlayedMatch> = {}) => {
    const ranking = ids.map((playerId, at) => ({ playerId, place: at + 1, isAbandoned: false }));
    const matchId = `match-${++recorded}`;
    const times = { startedAt: T0 + recorded * 60_000, endedAt: T0 + recorded * 60_000 + 30_999 };
    const match = { matchId, mode: DUEL, ranking, withBots: false, ...times, ...more };
    return (await server.store.matches.record(match)) ?? assert.fail('recorded before');
  };
  const shown = ({ status, text, headers }: Awaited<ReturnType<typeof get>>) => {
    const { date, ...rest } = Object.fromEntries(headers);
    assert.ok(date);
    return { status, text, headers: rest };
  };
  async function walk<Page extends { nextCursor: string | null }>(path: string, viewer?: PlayerId): Promise<Page[]> {
    const pages: Page[] = [];
    for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)?.nextCursor ?? null) {
      pages.push((await get(`${path}${cursor && `&cursor=${cursor}`}`, viewer)).body);
      assert.ok(pages.length < 20, 'the pages end');
    }
    return pages;
  }

  it('H30 the modes are listed, and any cache may store them', async () => {
    const answer = await get('/api/modes');
    assert.deepEqual(answer.body, { modes: MODES });
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=60');
  });

  it('H31 open and running matches are listed, and the bootstrap has the first of the open ones', async () => {
    const row = (matchId: string, state: MatchState): MatchRow => {
      const players = [{ id: 'ada', name: 'Ada', emblem: 7 }];
      return { matchId, mode: 'cycles', state, players, seats: 4, spectators: 1 };
    };
    const many = Array.from({ length: BOOTSTRAP_ROWS + 1 }, (_, n) => row(`m${n}`, 'open'));
    server.lobby.matches.push(row('running', 'playing'), ...many);
    const answer = await get('/api/matches');
    assert.deepEqual(answer.body, { matches: server.lobby.matches });
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.deepEqual((await get('/api/bootstrap')).body.matches, many.slice(0, BOOTSTRAP_ROWS));
  });

  it('H32 a leaderboard is listed page after page', async () => {
    const ids = Array.from({ length: 7 }, (_, n) => add(`Player${n}`));
    assert.deepEqual((await get(`/api/leaderboard?mode=${DUEL}`)).body, {
      ...{ mode: DUEL, players: [], own: null, nextCursor: null },
    });
    for (let n = 0; n < 6; n++) await record([ids[n] as PlayerId, ids[n + 1] as PlayerId]);
    await record([ids[6] as PlayerId, ids[0] as PlayerId], { mode: 'connect-four' });
    const whole = (await get(`/api/leaderboard?mode=${DUEL}`)).body as LeaderboardPage;
    assert.equal(whole.nextCursor, null);
    assert.deepEqual(
      whole.players.map(({ place, matches }) => [place, matches]).toSorted(),
      [1, 2, 3, 4, 5, 6, 7].map((place) => [place, whole.players[place - 1]?.matches]),
    );
    const [best] = whole.players;
    const rating = (await server.store.ratings.of([ids[0] as PlayerId], DUEL)).get(ids[0] as PlayerId);
    assert.equal(rating?.matches, 1);
    assert.deepEqual(Object.keys(best ?? {}), ['place', 'id', 'name', 'rating', 'matches', 'isProvisional', 'emblem']);
    assert.ok(whole.players.every(({ rating: own }, at) => own <= (whole.players[at - 1]?.rating ?? own)));
    for (const limit of [1, 2, 3, 6, 7]) {
      const pages = await walk<LeaderboardPage>(`/api/leaderboard?mode=${DUEL}&limit=${limit}`);
      assert.equal(pages.length, Math.ceil(7 / limit), `of ${limit}`);
      assert.deepEqual(
        pages.flatMap(({ players }) => players),
        whole.players,
      );
    }
    assert.deepEqual((await get('/api/leaderboard?mode=connect-four')).body.players.length, 2);
  });

  it('H47 the first page has the viewer’s own row, with their place among all', async () => {
    const ids = Array.from({ length: 5 }, (_, n) => add(`Player${n}`));
    for (let n = 0; n < 4; n++) await record([ids[n] as PlayerId, ids[n + 1] as PlayerId]);
    const path = `/api/leaderboard?mode=${DUEL}`;
    const whole = (await get(path)).body as LeaderboardPage;
    assert.equal(whole.own, null);
    for (const viewer of ids) {
      const own = whole.players.find(({ id }) => id === viewer);
      assert.ok(own);
      const [first, ...rest] = await walk<LeaderboardPage>(`${path}&limit=2`, viewer);
      assert.deepEqual(first?.own, own);
      assert.deepEqual(
        rest.map((page) => page.own),
        [null, null],
      );
    }
    assert.equal((await get(path, add('Newcomer'))).body.own, null);
  });

  it('H32 a leaderboard marks provisional players and lists them last, also across pages', async () => {
    const ids = Array.from({ length: 5 }, (_, n) => add(`Player${n}`));
    for (let n = 0; n < 12; n++) await record([ids[0] as PlayerId, ids[1 + (n % 3)] as PlayerId]);
    server.store.run('update ratings set shown = 3000 where player_id = ?', ids[1] as PlayerId);
    for (const limit of [1, 2, 9]) {
      const pages = await walk<LeaderboardPage>(`/api/leaderboard?mode=${DUEL}&limit=${limit}`);
      assert.deepEqual(
        pages.flatMap(({ players }) => players.map(({ place, id, isProvisional }) => [place, id, isProvisional])),
        [
          [1, ids[0], false],
          [2, ids[1], true],
          ...[3, 4].map((place, at) => [place, pages.flatMap(({ players }) => players)[2 + at]?.id, true]),
        ],
      );
    }
  });

  it('H3 a leaderboard requires a rated mode', async () => {
    for (const query of ['', '?mode=nothing', '?mode=', `?mode=${DUEL}&mode=${DUEL}`]) {
      const answer = await get(`/api/leaderboard${query}`);
      assert.deepEqual([answer.status, answer.body.error], [400, 'request/invalid'], query);
      assert.match(answer.body.message, /^mode takes one of .*cycles-duel/);
    }
    for (const path of [`/api/leaderboard?mode=${DUEL}&limit=101`, `/api/players/${add('Ada')}/matches?limit=0`]) {
      const answer = await get(path);
      assert.deepEqual([answer.status, answer.body.message], [400, 'limit takes a whole number from 1 to 100.']);
    }
  });

  it('H33 a player who was never public appears only in their own view of the leaderboard', async () => {
    const ids = [add('Ada'), add('Hidden', 'nobody'), add('Friendly', 'friends'), add('Zoe')];
    await record(ids);
    const names = async (viewer?: PlayerId) => {
      const pages = await walk<LeaderboardPage>(`/api/leaderboard?mode=${DUEL}&limit=1`, viewer);
      const rows: LeaderboardRow[] = pages.flatMap(({ players }) => players);
      assert.deepEqual(
        rows.map(({ place }) => place),
        rows.map((_, at) => at + 1),
      );
      return rows.map(({ name }) => name);
    };
    assert.deepEqual(await names(), ['Ada', 'Zoe']);
    assert.deepEqual(await names(ids[3]), ['Ada', 'Zoe']);
    assert.deepEqual(await names(ids[1]), ['Ada', 'Hidden', 'Zoe']);
    assert.deepEqual(await names(ids[2]), ['Ada', 'Friendly', 'Zoe']);
  });

  it('H34 a history starts with the latest match, page after page', async () => {
    const [ada, grace] = [add('Ada'), add('Grace')];
    assert.deepEqual((await get(`/api/players/${ada}/matches`)).body, { matches: [], nextCursor: null });
    const first = await record([ada, grace]);
    const ranking = [
      { playerId: grace, place: 1, isAbandoned: false, team: 1 },
      { playerId: ada, place: 2, isAbandoned: true, team: 0 },
    ];
    await record([], { mode: 'cycles', ranking, withBots: true, endedAt: T0 + 10_000_999 });
    const { body } = await get(`/api/players/${ada}/matches`);
    const [, own] = (body as PastMatchesPage).matches;
    assert.deepEqual(body.matches[0], {
      ...{
        matchId: `match-${recorded}`,
        mode: 'cycles',
        startedAtS: T0 / 1000 + recorded * 60,
        endedAtS: T0 / 1000 + 10_000,
      },
      ...{ withBots: true, place: 2, isAbandoned: true, team: 0 },
      others: [{ id: grace, name: 'Grace', emblem: emblemFromId(grace), place: 1, isAbandoned: false, team: 1 }],
    });
    const [won] = first.ranking;
    assert.ok(own?.ratingBefore !== undefined && own.ratingBefore < (own.ratingAfter ?? 0));
    assert.deepEqual([own.ratingBefore, own.ratingAfter], [won?.ratingBefore, won?.ratingAfter]);

    for (let n = 0; n < 5; n++) await record([grace, ada], { endedAt: T0 + 20_000_000 });
    const whole = (await get(`/api/players/${ada}/matches`)).body as PastMatchesPage;
    assert.equal(whole.matches.length, 7);
    for (const limit of [1, 2, 7]) {
      const pages = await walk<PastMatchesPage>(`/api/players/${ada}/matches?limit=${limit}`);
      assert.equal(pages.length, Math.ceil(7 / limit));
      assert.deepEqual(
        pages.flatMap(({ matches }) => matches),
        whole.matches,
      );
    }
  });

  it('H35 the history of a player who was never public is visible to themself alone', async () => {
    const [ada, hidden, friendly] = [add('Ada'), add('Hidden', 'nobody'), add('Friendly', 'friends')];
    await record([ada, hidden, friendly]);
    const nobody = await get(`/api/players/${'n'.repeat(20)}/matches`);
    assert.deepEqual([nobody.status, nobody.body.error], [404, 'player/unknown']);
    for (const id of [hidden, friendly]) {
      for (const viewer of [undefined, ada]) {
        assert.deepEqual(shown(await get(`/api/players/${id}/matches`, viewer)), shown(nobody));
      }
      assert.equal((await get(`/api/players/${id}/matches`, id)).body.matches.length, 1);
    }
  });

  it('H35 in the histories of others a player who was never public looks like a deleted one', async () => {
    const [ada, hidden, gone] = [add('Ada'), add('Hidden', 'nobody'), add('Gone')];
    const at = { startedAt: T0, endedAt: T0 + 1 };
    await record([ada, hidden], { ...at, matchId: 'one', mode: FUN.id });
    await record([ada, gone], { ...at, matchId: 'two', mode: FUN.id });
    server.store.run('delete from players where id = ?', gone);
    const rows = (await get(`/api/players/${ada}/matches`)).body.matches as PastMatchRow[];
    assert.deepEqual(rows[0]?.others, [{ id: null, name: null, place: 2, isAbandoned: false }]);
    assert.deepEqual(rows[0], { ...rows[1], matchId: 'two' });
    const own = (await get(`/api/players/${ada}/matches`, hidden)).body.matches as PastMatchRow[];
    assert.equal(own.find(({ matchId }) => matchId === 'one')?.others[0]?.name, 'Hidden');
  });

  it('H35 a player who hides is in histories with the matches from before, page after page', async () => {
    const [ada, hider] = [add('Ada'), add('Hider')];
    const times = [T0, T0 + 1, T0 + 10, T0 + 11];
    for (const endedAt of times) await record([hider, ada], { endedAt, mode: FUN.id });
    await server.store.players.setVisibility(hider, 'friends', T0 + 10);
    await server.store.players.rename(hider, 'Other', 'other');
    const history = async (id: PlayerId, viewer?: PlayerId) => {
      const pages = await walk<PastMatchesPage>(`/api/players/${id}/matches?limit=1`, viewer);
      return pages.flatMap(({ matches }) => matches);
    };
    for (const viewer of [undefined, ada]) {
      assert.deepEqual((await history(hider, viewer)).length, 2);
      const names = (await history(ada, viewer)).map(({ others }) => others[0]?.name);
      assert.deepEqual(names, [null, null, 'Hider', 'Hider']);
    }
    assert.equal((await history(hider, hider)).length, 4);
    assert.deepEqual(
      (await history(ada, hider)).map(({ others }) => others[0]?.name),
      ['Other', 'Other', 'Other', 'Other'],
    );
    await server.store.players.setVisibility(hider, 'everyone', T0 + 20);
    assert.equal((await history(hider)).length, 4);
  });

  it('H35 the store gets the same queries for a hidden player and for a missing one', async () => {
    const asked: string[] = [];
    const { players, matches } = server.store;
    const { find } = players;
    const { of } = matches;
    players.find = (id) => {
      asked.push('player');
      return find(id);
    };
    matches.of = (...query) => {
      asked.push('matches');
      return of(...query);
    };
    await get(`/api/players/${add('Hidden', 'nobody')}/matches`);
    await get(`/api/players/${'n'.repeat(20)}/matches`);
    assert.deepEqual(asked, ['player', 'player']);
  });

  it('H36 an invented cursor gives the first page', async () => {
    const [ada, grace] = [add('Ada'), add('Grace')];
    await record([ada, grace]);
    const lists = [`/api/leaderboard?mode=${DUEL}`, `/api/players/${ada}/matches?limit=9`];
    const made = [
      [1, false, 2, 'ada\0'],
      [1, true, 2, "'"],
      [1, true, 2 ** 40, 'ada'],
      [1, 2, 'ada'],
      [1, 'x', 2, 'ada'],
      [T0, 'x\0'],
      [T0, 'x'.repeat(65)],
      ['a', 'b'],
      { a: 1 },
      null,
      7,
    ];
    const opaque = (value: unknown) => btoa(encodeURIComponent(JSON.stringify(value))).replace(/=+$/, '');
    for (const list of lists) {
      const first = (await get(list)).text;
      for (const cursor of ['', 'x', '%00', '!!!', ...made.map(opaque)]) {
        const answer = await get(`${list}&cursor=${cursor}`);
        assert.deepEqual([answer.status, answer.text], [200, first], `${list} ${cursor}`);
      }
    }
  });

  it('H10 without the store leaderboards and histories are 503, modes and matches go on', async () => {
    const ada = add('Ada');
    server.store.isAway = true;
    for (const path of [`/api/leaderboard?mode=${DUEL}`, `/api/players/${ada}/matches`]) {
      const answer = await get(path);
      assert.deepEqual([answer.status, answer.body.error, answer.headers.get('retry-after')], [503, 'store/away', '2']);
      assert.doesNotMatch(answer.text, /hunter2|ECONN/);
    }
    for (const path of ['/api/modes', '/api/matches']) assert.equal((await get(path)).status, 200);
  });

  it('H4 leaderboards and histories refuse a bad bearer token instead of treating it as anonymous', async () => {
    for (const path of [`/api/leaderboard?mode=${DUEL}`, `/api/players/${add('Ada')}/matches`]) {
      const response = await fetch(server.url + path, { headers: { Authorization: 'Bearer x.y.z' } });
      assert.equal(response.status, 401);
    }
  });
});
