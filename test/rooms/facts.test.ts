import assert from 'node:assert/strict';
import type { Room } from 'colyseus.js';
import { STALL_MS } from '../../shared/limits.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import { codeRoutes } from '../support/codeRoutes.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';

type Shown = { id?: string | null; playerId?: string | null; name?: string | null; rating?: number | null };
/**
 * One place that shows Ada, as one viewer sees it. `hidden`: what it shows once she hides: nothing (`gone`), her last
 * public entry (`kept`), or still her, by the name she has then (`known`).
 */
type Place = { where: PushType | keyof MatchPushes | string; hidden: 'gone' | 'kept' | 'known'; read: () => unknown };

/** Pushes that show no other player, or what was so when they came. */
const SHOWS_NOBODY = {
  queueUpdated: 'the numbers of a queue',
  matchReady: 'a reservation',
  matchCancelled: 'a reason',
  matchFinished: 'the result, with the names of that moment',
  rematchUpdated: 'ids',
  inviteEnded: 'an id',
  chatReceived: 'a message, with the name of its moment',
  idleWarned: 'times',
  idleCancelled: 'nothing',
  announced: 'a text',
  moved: 'a token',
  matchEnded: 'places',
} as const satisfies Partial<Record<PushType | keyof MatchPushes, string>>;
const ROUTES_WITHOUT_PLAYERS = ['/healthz', '/readyz', '/metrics', '/', '/api/modes', '/api/stats'];
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
  const nameIn = (list: readonly Shown[] | undefined) =>
    list?.find(({ id, playerId = id }) => playerId === ada.id)?.name ?? null;
  const get = async (path: string, by?: Joined) => (await server.get<Record<string, never>>(path, by?.token)) as never;
  const friendRow = ({ heard }: Joined) =>
    nameIn(
      heard
        .flatMap(({ type, payload }) => (type === 'friendsUpdated' ? (payload as Pushes['friendsUpdated']).put : []))
        .toReversed(),
    );
  const listedName = () => {
    const rows = new Map<string, readonly Shown[]>();
    for (const { type, payload } of eve.heard) {
      if (type !== 'matchesUpdated') continue;
      const { isWhole, put, removed } = payload as PlayPushes['matchesUpdated'];
      if (isWhole) rows.clear();
      for (const { matchId, players } of put) rows.set(matchId, players);
      for (const matchId of removed) rows.delete(matchId);
    }
    return nameIn([...rows.values()].flat());
  };
  const inMatches = ({ matches }: { matches: { players?: Shown[]; others?: Shown[] }[] }) =>
    nameIn(matches.flatMap(({ players = [], others = [] }) => [...players, ...others]));
  const place = (where: Place['where'], hidden: Place['hidden'], read: Place['read']): Place => ({
    where,
    hidden,
    read,
  });
  /** In every state. */
  const always = (): Place[] => [
    place('state', 'gone', () => eve.room.state.players.get(ada.id)?.name ?? null),
    place('selfUpdated', 'known', () => last(ada, 'selfUpdated')?.name),
    place('welcomed', 'known', async () => {
      const tab = await server.join(undefined, ada.token);
      await tab.room.leave();
      return tab.welcome.self.name;
    }),
    place('friendsUpdated to a friend', 'kept', () => friendRow(bob)),
    place('friendsUpdated to one who asked', 'kept', () => friendRow(carl)),
    place('friendsUpdated to one who blocks', 'kept', () => friendRow(dan)),
    place('/auth/userdata', 'known', async () => ((await get('/auth/userdata', ada)) as { user: Shown }).user.name),
    place('/api/players', 'gone', async () => nameIn(((await get('/api/players')) as { players: Shown[] }).players)),
    place('/api/players/:id', 'kept', async () => ((await get(`/api/players/${ada.id}`)) as Shown).name),
    place('/api/bootstrap', 'gone', async () =>
      nameIn(((await get('/api/bootstrap')) as { players: Shown[] }).players),
    ),
    place('operators: players', 'known', async () => {
      const { players } = await server.adminGet<{ players: Shown[] }>(`/api/admin/players?q=${ada.id}`);
      return nameIn(players);
    }),
    place('operators: reports', 'known', async () => {
      const { reports } = await server.adminGet<{ reports: { player: Shown }[] }>('/api/admin/reports');
      return nameIn(reports.map(({ player }) => player));
    }),
  ];

  let names = 0;
  const rename = async (): Promise<string> => {
    const { name } = await ada.room.request('setName', { name: `Ada the ${'IVXLCDMN'[names++ % 8]}${names}` });
    return name;
  };
  const expectShown = async (places: readonly Place[], expected: (place: Place) => string | null, at: string) => {
    for (const each of places) {
      covered.add(each.where.split(' ')[0] as string);
      await eventually(async () => assert.equal(await each.read(), expected(each), `${each.where}, ${at}`));
    }
  };
  /** Renames, hides, renames again and shows Ada; each place follows. */
  const change = async (places: readonly Place[]) => {
    const first = await rename();
    await expectShown(places, () => first, 'renamed');
    await ada.room.request('setVisibility', { visibility: 'nobody' });
    await expectShown(places, ({ hidden }) => (hidden === 'gone' ? null : first), 'hidden');
    const second = await rename();
    // Shorter than a stall, which would call off the ready check.
    await server.pass(STALL_MS / 2);
    const whileHidden = { gone: null, kept: first, known: second };
    await expectShown(places, ({ hidden }) => whileHidden[hidden], 'renamed while hidden');
    await ada.room.request('setVisibility', { visibility: 'everyone' });
    await expectShown(places, () => second, 'shown again');
  };

  it('V15 names and visibility follow in rosters, parties, invites, the list of matches and at tables', async () => {
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
      place('partyUpdated', 'known', () => nameIn(last(bob, 'partyUpdated')?.party?.members)),
      place('matchesUpdated', 'gone', listedName),
      place('/api/matches', 'gone', async () => inMatches(await get('/api/matches'))),
      place('tableUpdated to a mate', 'known', () => nameIn(tables.get(carl)?.seats)),
      place('tableUpdated to a spectator', 'gone', () => nameIn(tables.get(eve)?.seats)),
    ]);
    await ada.room.request('leaveParty', {});
    // Invites last 30 s, so they have a change of their own.
    await ada.room.request('challenge', { playerId: eve.id, mode: 'cycles' });
    await told(eve, 'invited');
    await carl.room.request('inviteToParty', { playerId: ada.id });
    const name = await rename();
    const invites = [
      place('invited', 'kept', () => nameIn([last(eve, 'invited')?.from ?? {}])),
      place('partyUpdated to the inviter', 'kept', () => nameIn(last(carl, 'partyUpdated')?.party?.invited)),
    ];
    await expectShown(invites, () => name, 'renamed');
    await ada.room.request('setVisibility', { visibility: 'nobody' });
    await rename();
    await server.pass(3_000);
    await expectShown(invites, () => name, 'renamed while hidden');
    await ada.room.request('setVisibility', { visibility: 'everyone' });
    for (const room of rooms) await room.leave();
  });

  it('V15 names and visibility follow in a ready check; ratings, in every place that shows one', async () => {
    const mode = 'connect-four';
    const statusOf = ({ id }: Joined) => server.app.lobby.find(id as never)?.status;
    await eventually(() => assert.equal(statusOf(ada), 'online'));
    for (const { room } of [ada, eve]) await room.request('joinQueue', { mode });
    const { proposalId } = await told(ada, 'matchProposed');
    await change([...always(), place('matchProposed', 'gone', () => nameIn(last(eve, 'matchProposed')?.players))]);
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
    await rooms[0].leave();
  });

  it('V15 names and visibility follow in leaderboards and histories, where hidden players keep their last entry', async () => {
    const board = async () => {
      const { players } = (await get('/api/leaderboard?mode=connect-four')) as { players: Shown[] };
      return nameIn(players);
    };
    await change([
      place('/api/leaderboard', 'kept', board),
      place('/api/players/:id/matches', 'kept', async () => inMatches(await get(`/api/players/${eve.id}/matches`))),
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
