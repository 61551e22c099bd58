/**
 * What every GET route that names players tells of one who hides: for those they hide from, what it tells of a player
 * who left at the same moment; for all others, the player as they are. The routes are read from the router.
 */
import assert from 'node:assert/strict';
import { apiRoutes } from '../../server/http/api.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, SHORT } from '../support/lobbyServer.ts';
import { memoryStore } from '../support/memoryStore.ts';

type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle: { stack?: Layer[] } };
const routesOf = (stack: readonly Layer[]): string[] =>
  stack.flatMap(({ route, handle }) =>
    route ? (route.methods.get ? [route.path] : []) : routesOf(handle.stack ?? []),
  );

type Someone = { id: string; name: string };
const MODE = 'cycles-duel';
/** How each route is asked about a player. */
const ROUTES: Record<string, (about: Someone) => string[]> = {
  '/players': ({ name }) => [
    '/players?limit=100',
    `/players?q=${name}`,
    '/players?status=busy',
    '/players?status=online',
  ],
  '/players/:id': ({ id }) => [`/players/${id}`],
  '/players/:id/matches': ({ id }) => [`/players/${id}/matches`, '/players/opponent/matches'],
  '/leaderboard': () => [`/leaderboard?mode=${MODE}`],
  '/matchup': ({ id }) => [`/matchup?mode=${MODE}&players=${id}`],
  '/matches/:id/replay': () => ['/matches/match-1/replay', '/matches/match-2/replay'],
  '/matches': () => ['/matches'],
  '/modes': () => ['/modes'],
  '/bootstrap': () => ['/bootstrap'],
  '/stats': () => ['/stats'],
  '/push': () => ['/push'],
};

describe('what HTTP tells of a player who hides', () => {
  it('H38 each GET route is asked', () => {
    const { stack } = apiRoutes({ config: {}, clock: { now: () => 0 } } as never) as unknown as { stack: Layer[] };
    assert.deepEqual(routesOf(stack).toSorted(), Object.keys(ROUTES).toSorted());
  });

  for (const visibility of ['nobody', 'friends'] as const) {
    describe(`visible to ${visibility}`, () => {
      const store = memoryStore();
      let server: LobbyServer;
      let [stranger, friend, hider, leaver]: Joined[] = [];
      let recorded = 0;

      const join = async (name: string, friends: Joined[] = []): Promise<Joined> => {
        const { token, user } = await server.signIn(name);
        for (const other of friends) {
          await store.friendships.add(asPlayerId(user.id), asPlayerId(other.id));
          await store.friendships.add(asPlayerId(other.id), asPlayerId(user.id));
        }
        return server.join(undefined, token);
      };
      const record = (ids: readonly string[]) => {
        const at = server.clock.wall();
        const ranking = ids.map((id, n) => ({ playerId: asPlayerId(id), place: n + 1, isAbandoned: false }));
        const matchId = `match-${++recorded}`;
        return store.matches.record({ matchId, mode: MODE, ranking, startedAt: at, endedAt: at, withBots: false });
      };
      const get = async (path: string, viewer?: Joined) => {
        const headers: Record<string, string> = viewer ? { Authorization: `Bearer ${viewer.token}` } : {};
        const response = await fetch(`${server.url}/api${path}`, { headers });
        return { status: response.status, text: (await response.text()).replace(/"nowS":\d+/, '') };
      };
      /** Every route's answers about a player, with the player's id and name taken out. */
      const answersAbout = async (who: Joined, viewer?: Joined) => {
        const name = who.welcome.self.name;
        const lines: string[] = [];
        for (const path of Object.values(ROUTES).flatMap((ask) => ask({ id: who.id, name }))) {
          const { status, text } = await get(path, viewer);
          lines.push(`${path} ${status} ${text}`.replaceAll(who.id, 'ID').replaceAll(name, 'NAME'));
        }
        return lines;
      };
      const viewers = () => Object.entries({ anonymous: undefined, stranger, friend });

      before(async () => {
        server = await LobbyServer.start({ LIMITS: 'off' }, { store });
        [stranger, friend] = [await join('Stranger'), await join('Friend')] as [Joined, Joined];
        hider = await join('Hiding Player', [friend]);
        leaver = await join('Leaving Player', [friend]);
        await store.players.create({
          ...{ id: asPlayerId('opponent'), name: 'Opponent', nameKey: 'opponent', visibility: 'everyone' as const },
          createdAt: server.clock.wall(),
        });
        for (const { id } of [hider, leaver]) await record([id, 'opponent']);
        for (const { room } of [hider, leaver]) {
          await room.request('heartbeat', { active: true });
          await room.request('setEmblem', { emblem: 7 });
        }
        // What is stored once a minute is stored.
        await server.pass(61_000);
        await eventually(() => {
          const [row] = store.run('select count(*) as n from players where is_online');
          assert.equal(row?.n, 4);
        });
        const left = leaver.room.leave();
        await hider.room.request('setVisibility', { visibility });
        await left;
      });
      after(() => server.stop());

      it('H38 while a leave would be damped, the rows of both are listed', async () => {
        for (const [name, viewer] of viewers()) {
          const { text } = await get('/players', viewer);
          const ids = (JSON.parse(text).players as Someone[]).map(({ id }) => id);
          assert.deepEqual(
            [hider, leaver].map((who) => ids.includes(who?.id ?? '')),
            [true, true],
            name,
          );
        }
      });

      it('H38 afterwards each route tells the same of both, and nothing of what the hidden one does', async () => {
        // The leave is stored when a minute has passed since the last write, too.
        await server.pass(61_000 + Number(SHORT.LEAVE_DAMPING_MS));
        await eventually(() => assert.equal(store.run('select id from players where is_online').length, 3), 5_000);
        const told = viewers().filter(([name]) => visibility === 'nobody' || name !== 'friend');
        const before = new Map<string, string[]>();
        for (const [name, viewer] of told) {
          before.set(name, await answersAbout(hider as Joined, viewer));
          const leaving = await answersAbout(leaver as Joined, viewer);
          for (const [n, line] of (before.get(name) ?? []).entries()) {
            // Lists name both: there the leaver's entry is one of them, and is compared below.
            if (/^.players.ID/.test(line)) assert.equal(withoutTimes(line), withoutTimes(leaving[n] ?? ''), name);
          }
          const entries = await entriesOf('/leaderboard?mode=cycles-duel', viewer);
          assert.deepEqual(entries.get(hider?.id ?? ''), entries.get(leaver?.id ?? ''), name);
        }

        const room = hider?.room as Joined['room'];
        await room.request('setStatus', { status: 'busy' });
        await room.request('setName', { name: 'Somebody Else' });
        await room.request('setEmblem', { emblem: 8 });
        await room.request('joinQueue', { mode: MODE });
        await room.request('leaveQueue', {});
        await server.pass(61_000);
        await room.request('heartbeat', { active: true });
        const other = await server.signIn('Another Hidden');
        await store.players.setVisibility(asPlayerId(other.user.id), 'nobody', server.clock.wall());
        await record([hider?.id ?? '', other.user.id]);
        cut(room);
        await eventually(() =>
          assert.equal(store.run("select id from players where name = 'Somebody Else'").length, 1),
        );
        await server.pass(61_000);
        for (const [name, viewer] of told) {
          assert.deepEqual(await answersAbout(hider as Joined, viewer), before.get(name), name);
        }
      });

      it('H38 the player, and friends who may, see them as they are, in lists, look-ups, histories and leaderboards', async () => {
        const id = hider?.id ?? '';
        const own = async (path: string, viewer: Joined | undefined) => JSON.parse((await get(path, viewer)).text);
        for (const viewer of [hider, ...(visibility === 'friends' ? [friend] : [])]) {
          const { name, emblem } = await own(`/players/${id}`, viewer);
          assert.deepEqual([name, emblem], ['Somebody Else', 8]);
          assert.equal((await own('/players?q=somebody', viewer)).total, 1);
        }
        assert.equal((await own(`/players/${id}/matches`, hider)).matches.length, 2);
        assert.equal((await entriesOf('/leaderboard?mode=cycles-duel', hider)).get(id)?.matches, 2);
        assert.equal((await own(`/players/${id}/matches`, stranger)).matches.length, 1);
      });

      it('H38 shown again, everything is as it is', async () => {
        const id = hider?.id ?? '';
        const back = await server.join(undefined, hider?.token);
        await back.room.request('setVisibility', { visibility: 'everyone' });
        const { name, emblem } = JSON.parse((await get(`/players/${id}`, stranger)).text);
        assert.deepEqual([name, emblem], ['Somebody Else', 8]);
        assert.equal(JSON.parse((await get(`/players/${id}/matches`)).text).matches.length, 2);
        const entry = (await entriesOf('/leaderboard?mode=cycles-duel')).get(id);
        assert.deepEqual([entry?.name, entry?.matches], ['Somebody Else', 2]);
      });

      const entriesOf = async (path: string, viewer?: Joined) => {
        const { players } = JSON.parse((await get(path, viewer)).text);
        const rows = players as (Someone & { rating: number; matches: number })[];
        return new Map(
          rows.map(({ id, name, rating, matches }) => [
            id,
            { name: /ing Player$/.test(name) ? 'NAME' : name, matches, isRated: rating > 0 },
          ]),
        );
      };
    });
  }
});

/** The two did the same, but not in the same second. */
const withoutTimes = (line: string): string =>
  line.replaceAll(/"(\w+S|matchId|id|rating\w*)":("[^"]*"|\d+)/g, '"$1":…');
