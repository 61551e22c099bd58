import assert from 'node:assert/strict';
import type { Room } from 'colyseus.js';
import { STALL_MS } from '../../shared/limits.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import { ratingsText } from '../../shared/modeRatings.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import { codeRoutes } from '../support/codeRoutes.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';

type Shown = {
  id?: string | null;
  playerId?: string | null;
  name?: string | null;
  emblem?: number;
  rating?: number | null;
};
/** What a player changes: the places show it under the same name. */
type Fact = 'name' | 'emblem';
/**
 * One place that shows Ada, as one viewer sees it. `hidden`: what it shows once she hides: nothing (`gone`), her last
 * public entry (`kept`), or still her, as she is then (`known`).
 */
type Place = {
  where: PushType | keyof MatchPushes | string;
  hidden: 'gone' | 'kept' | 'known';
  read: () => Told | Promise<Told>;
};
type Told = Shown | null | undefined;

/** Pushes that show no other player, or what was so when they came. */
const SHOWS_NOBODY = {
  queueUpdated: 'the numbers of a queue',
  matchReady: 'a reservation',
  matchCancelled: 'a reason',
  matchFinished: 'the result, with the names of that moment',
  rematchUpdated: 'ids',
  inviteEnded: 'an id',
  chatReceived: 'a message, with the name of its moment; the history looks names up',
  happened: 'a win, with the names of its moment; the history looks names up',
  chatDeleted: 'ids',
  idleWarned: 'times',
  idleCancelled: 'nothing',
  announced: 'a text',
  moved: 'a token',
  matchEnded: 'places',
  emoted: 'a seat',
  tableSaid: 'a seat, or the name of a spectator of that moment; readTalk looks it up',
  tileUpdated: 'a picture by seats',
} as const satisfies Partial<Record<PushType | keyof MatchPushes, string>>;
/** `/api/matchup` tells of players by their ids alone, and previews of links name nobody. */
const ROUTES_WITHOUT_PLAYERS = [
  ...['/healthz', '/readyz', '/metrics', '/', '/api/modes', '/api/stats', '/api/matchup', '/api/push'],
  ...['/join/:code', '/match/:id', '/replay/:id'],
];
/** For TypeScript: a push that is in neither list does not compile. */
const PUSHED: Record<Exclude<PushType | keyof MatchPushes, keyof typeof SHOWS_NOBODY>, true> = {
  matchProposed: true,
  matchesUpdated: true,
  partyUpdated: true,
  invited: true,
  friendsUpdated: true,
  welcomed: true,
  selfUpdated: true,
  tableUpdated: true,
};

describe('what is shown of a player', () => {
  let server: LobbyServer;
  let ada: Joined;
  let bob: Joined;
  let carl: Joined;
  let dan: Joined;
  let eve: Joined;
  const covered = new Set<string>();
  const tables = new Map<Joined, MatchPushes['tableUpdated']>();
  before(async () => {
    server = await LobbyServer.start({ LEASE_MS: '10000', ACCEPT_MS: '100000', LIMITS: 'off' });
    [ada, bob, carl, dan, eve] = (await Promise.all([1, 2, 3, 4, 5].map(() => server.join()))) as [
      ...[Joined, Joined, Joined, Joined, Joined],
    ];
    await bob.room.request('addFriend', { playerId: ada.id });
    await ada.room.request('addFriend', { playerId: bob.id });
    await carl.room.request('addFriend', { playerId: ada.id });
    await dan.room.request('block', { playerId: ada.id });
    await eve.room.request('followMatches', { on: true });
    await ada.room.request('sendChat', { channel: 'shard', text: 'hello' });
  });
  after(() => server.stop());

  const last = <Type extends PushType>({ heard }: Joined, type: Type) =>
    heard.findLast((push) => push.type === type)?.payload as Pushes[Type] | undefined;
  const told = <Type extends PushType>(player: Joined, type: Type, isIt = (_: Pushes[Type]) => true) =>
    eventually((): Pushes[Type] => {
      const payload = last(player, type);
      assert.ok(payload && isIt(payload), type);
      return payload;
    });
  const enter = async (player: Joined, isIt?: (ready: PlayPushes['matchReady']) => boolean): Promise<Room> => {
    const { reservation } = await told(player, 'matchReady', isIt);
    const room = (await server.client(player.token).consumeSeatReservation(reservation as never)) as Room;
    room.reconnection.enabled = false;
    room.onMessage('*', () => {});
    room.onMessage('tableUpdated', (table: MatchPushes['tableUpdated']) => tables.set(player, table));
    return room;
  };
  const adaIn = (list: readonly Shown[] | undefined) => list?.find(({ id, playerId = id }) => playerId === ada.id);
  const get = async (path: string, by?: Joined) => (await server.get<Record<string, never>>(path, by?.token)) as never;
  const friendRow = ({ heard }: Joined) =>
    adaIn(
      heard
        .flatMap(({ type, payload }) => (type === 'friendsUpdated' ? (payload as Pushes['friendsUpdated']).put : []))
        .toReversed(),
    );
  const listed = () => {
    const rows = new Map<string, readonly Shown[]>();
    for (const { type, payload } of eve.heard) {
      if (type !== 'matchesUpdated') continue;
      const { isWhole, put, removed } = payload as PlayPushes['matchesUpdated'];
      if (isWhole) rows.clear();
      for (const { matchId, players } of put) rows.set(matchId, players);
      for (const matchId of removed) rows.delete(matchId);
    }
    return adaIn([...rows.values()].flat());
  };
  const inMatches = ({ matches }: { matches: { players?: Shown[]; others?: Shown[] }[] }) =>
    adaIn(matches.flatMap(({ players = [], others = [] }) => [...players, ...others]));
  const place = (where: Place['where'], hidden: Place['hidden'], read: Place['read']): Place => ({
    where,
    hidden,
    read,
  });
  /** In every state. */
  const always = (): Place[] => [
    place('state', 'gone', () => eve.room.state.players.get(ada.id)),
    place('selfUpdated', 'known', () => last(ada, 'selfUpdated')),
    place('welcomed', 'known', async () => {
      const tab = await server.join(undefined, ada.token);
      await tab.room.leave();
      return tab.welcome.self;
    }),
    place('friendsUpdated to a friend', 'kept', () => friendRow(bob)),
    place('friendsUpdated to one who asked', 'kept', () => friendRow(carl)),
    place('friendsUpdated to one who blocks', 'kept', () => friendRow(dan)),
    place('chatHistory', 'kept', async () => {
      const { lines } = await eve.room.request('chatHistory', { channel: 'shard' });
      return adaIn(lines.map(({ from }) => from));
    }),
    place('/auth/userdata', 'known', async () => ((await get('/auth/userdata', ada)) as { user: Shown }).user),
    place('/api/players', 'gone', async () => adaIn(((await get('/api/players')) as { players: Shown[] }).players)),
    place('/api/players/:id', 'kept', async () => (await get(`/api/players/${ada.id}`)) as Shown),
    place('/api/bootstrap', 'gone', async () => adaIn(((await get('/api/bootstrap')) as { players: Shown[] }).players)),
    place('operators: players', 'known', async () => {
      const { players } = await server.adminGet<{ players: Shown[] }>(`/api/admin/players?q=${ada.id}`);
      return adaIn(players);
    }),
    place('operators: reports', 'known', async () => {
      const { reports } = await server.adminGet<{ reports: { player: Shown }[] }>('/api/admin/reports');
      return adaIn(reports.map(({ player }) => player));
    }),
  ];

  let made = 0;
  const renew: Record<Fact, () => Promise<string | number>> = {
    name: async () => {
      made += 1;
      return (await ada.room.request('setName', { name: `Ada the ${'IVXLCDMN'[made % 8]}${made}` })).name;
    },
    emblem: async () => {
      made += 1;
      return (await ada.room.request('setEmblem', { emblem: made })).emblem;
    },
  };
  const expectShown = async (
    fact: Fact,
    places: readonly Place[],
    expected: (place: Place) => string | number | null,
    at: string,
  ) => {
    for (const each of places) {
      covered.add(each.where.split(' ')[0] as string);
      // Operators look for people by their names.
      if (fact === 'emblem' && each.where.startsWith('operators')) continue;
      await eventually(async () =>
        assert.equal((await each.read())?.[fact] ?? null, expected(each), `${fact} in ${each.where}, ${at}`),
      );
    }
  };
  /** Changes each fact of Ada alone, hides her, changes it again and shows her; each place follows. */
  const change = async (places: readonly Place[]) => {
    for (const fact of ['name', 'emblem'] as const) {
      const first = await renew[fact]();
      await expectShown(fact, places, () => first, 'changed');
      await ada.room.request('setVisibility', { visibility: 'nobody' });
      await expectShown(fact, places, ({ hidden }) => (hidden === 'gone' ? null : first), 'hidden');
      const second = await renew[fact]();
      // Shorter than a stall, which would call off the ready check.
      await server.pass(STALL_MS / 2);
      const whileHidden = { gone: null, kept: first, known: second };
      await expectShown(fact, places, ({ hidden }) => whileHidden[hidden], 'changed while hidden');
      await ada.room.request('setVisibility', { visibility: 'everyone' });
      await expectShown(fact, places, () => second, 'shown again');
    }
  };

  it('V15 names, emblems and visibility follow in rosters, parties, invites, the list of matches and at tables', async () => {
    await bob.room.request('report', { playerId: ada.id, reason: 'other' });
    await ada.room.request('inviteToParty', { playerId: bob.id });
    const { inviteId } = await told(bob, 'invited');
    await bob.room.request('answerInvite', { inviteId, accept: true });
    await ada.room.request('createMatch', { mode: 'cycles', isPrivate: false });
    const { matchId } = await told(ada, 'matchReady');
    const rooms = [await enter(ada)];
    await carl.room.request('joinMatch', { matchId });
    rooms.push(await enter(carl));
    await eve.room.request('watchMatch', { matchId });
    rooms.push(await enter(eve));
    await change([
      ...always(),
      place('partyUpdated', 'known', () => adaIn(last(bob, 'partyUpdated')?.party?.members)),
      place('matchesUpdated', 'gone', listed),
      place('/api/matches', 'gone', async () => inMatches(await get('/api/matches'))),
      place('tableUpdated to a mate', 'known', () => adaIn(tables.get(carl)?.seats)),
      place('tableUpdated to a spectator', 'gone', () => adaIn(tables.get(eve)?.seats)),
    ]);
    await ada.room.request('leaveParty', {});
    // Invites last 30 s, so they have a change of their own.
    await ada.room.request('challenge', { playerId: eve.id, mode: 'cycles' });
    await told(eve, 'invited');
    await carl.room.request('inviteToParty', { playerId: ada.id });
    const facts = { name: await renew.name(), emblem: await renew.emblem() };
    const invites = [
      place('invited', 'kept', () => adaIn([last(eve, 'invited')?.from ?? {}])),
      place('partyUpdated to the inviter', 'kept', () => adaIn(last(carl, 'partyUpdated')?.party?.invited)),
    ];
    for (const fact of ['name', 'emblem'] as const) await expectShown(fact, invites, () => facts[fact], 'changed');
    await ada.room.request('setVisibility', { visibility: 'nobody' });
    for (const fact of ['name', 'emblem'] as const) await renew[fact]();
    await server.pass(3_000);
    for (const fact of ['name', 'emblem'] as const)
      await expectShown(fact, invites, () => facts[fact], 'changed while hidden');
    await ada.room.request('setVisibility', { visibility: 'everyone' });
    for (const room of rooms) await room.leave();
  });

  it('V15 names, emblems and visibility follow in a ready check; ratings, in every place that shows one', async () => {
    const mode = 'connect-four';
    const statusOf = ({ id }: Joined) => server.app.lobby.find(id as never)?.status;
    await eventually(() => assert.equal(statusOf(ada), 'online'));
    for (const { room } of [ada, eve]) await room.request('joinQueue', { mode });
    const { proposalId } = await told(ada, 'matchProposed');
    await change([...always(), place('matchProposed', 'gone', () => adaIn(last(eve, 'matchProposed')?.players))]);
    for (const { room } of [ada, eve]) await room.request('acceptMatch', { proposalId });
    const isNew = ({ matchId }: PlayPushes['matchReady']) => matchId === proposalId;
    const rooms = [await enter(ada, isNew), await enter(eve, isNew)] as const;
    for (const room of [0, 1, 0, 1]) await rooms[room]?.request('dropDisc', { column: 3 }).catch(() => {});
    await rooms[1].leave();
    const { results } = await told(ada, 'matchFinished', ({ matchId }) => matchId === proposalId);
    const own = results.find(({ id }) => id === ada.id);
    assert.ok(own?.ratingAfter && own.ratingAfter > 1_000 && own.name === last(ada, 'selfUpdated')?.name);
    const rating = (list: readonly Shown[] | undefined) => list?.find(({ id }) => id === ada.id)?.rating;
    const ratings: (readonly [where: string, read: () => unknown])[] = [
      ['state', () => eve.room.state.players.get(ada.id)?.rating],
      ['selfUpdated', () => last(ada, 'selfUpdated')?.rating],
      ['welcomed', async () => (await server.join(undefined, ada.token)).welcome.self.rating],
      ['friendsUpdated', () => rating(last(bob, 'friendsUpdated')?.put)],
      ['/api/players', async () => rating(((await get('/api/players')) as { players: Shown[] }).players)],
      ['/api/bootstrap', async () => rating(((await get('/api/bootstrap')) as { players: Shown[] }).players)],
      [
        '/api/leaderboard',
        async () => rating(((await get(`/api/leaderboard?mode=${mode}`)) as { players: Shown[] }).players),
      ],
      [
        '/api/players/:id/matches',
        async () => {
          const { matches } = (await get(`/api/players/${ada.id}/matches`)) as { matches: { ratingAfter?: number }[] };
          return matches[0]?.ratingAfter;
        },
      ],
    ];
    for (const [where, read] of ratings)
      await eventually(async () => assert.equal(await read(), own.ratingAfter, where));
    // In each mode, marked as not settled, wherever a row is; of hidden players as little as of anything else.
    const expected = ratingsText([{ mode, rating: own.ratingAfter, isProvisional: true }]);
    const rowIn = (list: readonly Shown[] | undefined) => list?.find(({ id }) => id === ada.id);
    const rows: (readonly [where: string, read: () => unknown])[] = [
      ['state', () => eve.room.state.players.get(ada.id)],
      ['selfUpdated', () => last(ada, 'selfUpdated')],
      ['welcomed', async () => (await server.join(undefined, ada.token)).welcome.self],
      ['friendsUpdated', () => rowIn(last(bob, 'friendsUpdated')?.put)],
      ['/api/players', async () => rowIn(((await get('/api/players')) as { players: Shown[] }).players)],
      ['/api/bootstrap', async () => rowIn(((await get('/api/bootstrap')) as { players: Shown[] }).players)],
    ];
    for (const [where, read] of rows) assert.equal(((await read()) as { ratings?: string }).ratings, expected, where);
    assert.equal(eve.room.state.players.get(carl.id)?.ratings, undefined, 'an unrated player’s costs nothing');
    await rooms[0].leave();
  });

  it('V15 names, emblems and visibility follow in leaderboards and histories, where hidden players keep their last entry', async () => {
    const board = async () => {
      const { players } = (await get('/api/leaderboard?mode=connect-four')) as { players: Shown[] };
      return adaIn(players);
    };
    await change([
      place('/api/leaderboard', 'kept', board),
      place('/api/players/:id/matches', 'kept', async () => inMatches(await get(`/api/players/${eve.id}/matches`))),
      place('/api/matches/:id/replay', 'kept', async () => {
        const { matches } = (await get(`/api/players/${eve.id}/matches`)) as { matches: { matchId: string }[] };
        return adaIn(((await get(`/api/matches/${matches[0]?.matchId}/replay`)) as { seats: Shown[] }).seats);
      }),
    ]);
  });

  it('V15 every push and every route is in the table, or shows no player', () => {
    assert.deepEqual(
      Object.keys(PUSHED).filter((push) => !covered.has(push)),
      [],
    );
    const routes = codeRoutes().filter((route) => !ROUTES_WITHOUT_PLAYERS.includes(route));
    assert.deepEqual(
      routes.filter((route) => !covered.has(route)),
      [],
    );
  });
});
