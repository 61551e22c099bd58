import assert from 'node:assert/strict';
import type { Room } from 'colyseus.js';
import { isWay, type Way } from '../../server/domain/social/contactRule.ts';
import { emblemFromId } from '../../shared/emblem.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import { REQUESTS } from '../../shared/requests.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';

type Pair = { ada: Joined; bob: Joined };
const RELATIONS = ['none', 'blocks', 'blocked', 'friends', 'busy', 'declined', 'hidden'] as const;
type Relation = (typeof RELATIONS)[number];
/** `met`: ada and bob are brought together. `alone`: ada’s request succeeds without that. Else: its refusal. */
type Outcome = 'met' | 'alone' | (string & {});

type Row<Prepared = unknown> = {
  title: string;
  way: Way;
  /** In the order of RELATIONS. */
  outcomes: readonly Outcome[];
  /** Before the relation. */
  prepare?: (pair: Pair) => Promise<Prepared>;
  ask: (pair: Pair, prepared: Prepared) => Promise<unknown>;
  /** How much has been heard of a meeting; more of it after the request means that it has come about. */
  signs: (pair: Pair, prepared: Prepared) => number;
};
const row = <Prepared>(one: Row<Prepared>): Row => one as unknown as Row;

const heard = <Type extends PushType>({ heard: pushes }: Joined, type: Type) =>
  pushes.filter((push) => push.type === type).map(({ payload }) => payload as Pushes[Type]);
const told = <Type extends PushType>(player: Joined, type: Type): Promise<Pushes[Type]> =>
  eventually(() => heard(player, type).at(-1) ?? assert.fail(`${type} never came`));
const invites = (kind: 'party' | 'challenge') => (pair: Pair) =>
  heard(pair.bob, 'invited').filter((invite) => invite.kind === kind && invite.from.id === pair.ada.id).length;
const areInOneParty = ({ ada, bob }: Pair): boolean =>
  heard(ada, 'partyUpdated')
    .at(-1)
    ?.party?.members.some(({ id }) => id === bob.id) ?? false;
const seats = ({ ada }: Pair): number => heard(ada, 'matchReady').length;
/** What bob is shown of a friendship or request between him and ada. */
const ties = ({ ada, bob }: Pair) =>
  heard(bob, 'friendsUpdated').flatMap(({ put }) => put.filter(({ id, tie }) => id === ada.id && tie !== 'blocked'));

describe('every way to be together', () => {
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start({ LEASE_MS: '1000', LIMITS: 'off' });
  });
  after(() => server.stop());

  const answer = async (player: Joined, accept: boolean, before = 0): Promise<void> => {
    const { inviteId } = await eventually(() => heard(player, 'invited')[before] ?? assert.fail('no invite came'));
    await player.room.request('answerInvite', { inviteId, accept });
  };
  const openMatch = async ({ bob }: Pair, isPrivate: boolean) => {
    const { matchId, code = '' } = await bob.room.request('createMatch', { mode: 'connect-four', isPrivate });
    await told(bob, 'matchReady');
    return { matchId, code };
  };
  const enter = async (player: Joined): Promise<Room> => {
    const { reservation } = await told(player, 'matchReady');
    const room = (await server.client(player.token).consumeSeatReservation(reservation as never)) as Room;
    room.reconnection.enabled = false;
    room.onMessage('*', () => {});
    return room;
  };

  const relate: Record<Relation, (pair: Pair) => Promise<unknown>> = {
    none: async () => {},
    blocks: async (pair) => {
      await pair.ada.room.request('block', { playerId: pair.bob.id });
      await eventually(() => !areInOneParty(pair));
    },
    blocked: async (pair) => {
      await pair.bob.room.request('block', { playerId: pair.ada.id });
      await eventually(() => !areInOneParty(pair));
    },
    friends: async (pair) => {
      await pair.ada.room.request('addFriend', { playerId: pair.bob.id });
      await pair.bob.room.request('addFriend', { playerId: pair.ada.id });
      await eventually(() => ties(pair).some(({ tie }) => tie === 'friend'));
    },
    busy: ({ bob }) => bob.room.request('setStatus', { status: 'busy' }),
    declined: async ({ ada, bob }) => {
      const before = heard(bob, 'invited').length;
      await ada.room.request('challenge', { playerId: bob.id, mode: 'cycles-duel' });
      await answer(bob, false, before);
      const isMate = await refusalOf(ada.room.request('inviteToParty', { playerId: bob.id }));
      if (isMate === undefined) await answer(bob, false, before + 1);
      await ada.room.request('addFriend', { playerId: bob.id });
      await eventually(() => ties({ ada, bob }).length > 0);
      await bob.room.request('removeFriend', { playerId: ada.id });
    },
    hidden: async ({ ada, bob }) => {
      await bob.room.request('setVisibility', { visibility: 'nobody' });
      await eventually(() => server.app.lobby.find(asPlayerId(bob.id), asPlayerId(ada.id)) === undefined);
      // The desk looks each half second.
      await eventually(async () =>
        assert.doesNotMatch(JSON.stringify(await server.get('/api/matches')), RegExp(bob.id)),
      );
    },
  };

  const rows = [
    row({
      title: 'an invite to a party',
      way: 'inviteToParty',
      outcomes: ['met', 'invite/notHere', 'invite/notHere', 'met', 'invite/busy', 'ask/declined', 'invite/notHere'],
      ask: ({ ada, bob }) => ada.room.request('inviteToParty', { playerId: bob.id }),
      signs: invites('party'),
    }),
    row({
      title: 'a challenge',
      way: 'challenge',
      outcomes: ['met', 'invite/notHere', 'invite/notHere', 'met', 'invite/busy', 'ask/declined', 'invite/notHere'],
      ask: ({ ada, bob }) => ada.room.request('challenge', { playerId: bob.id, mode: 'connect-four' }),
      signs: invites('challenge'),
    }),
    row({
      title: 'an invite from before',
      way: 'answerInvite',
      outcomes: ['met', 'invite/unknown', 'invite/unknown', 'met', 'met', 'met', 'met'],
      prepare: async ({ ada, bob }) => {
        await bob.room.request('inviteToParty', { playerId: ada.id });
        return (await told(ada, 'invited')).inviteId;
      },
      ask: ({ ada }, inviteId) => ada.room.request('answerInvite', { inviteId, accept: true }),
      signs: (pair) => Number(areInOneParty(pair)),
    }),
    row({
      title: 'an open match in the list',
      way: 'joinMatch',
      outcomes: ['met', 'match/full', 'match/full', 'met', 'met', 'met', 'match/unknown'],
      prepare: async (pair) => (await openMatch(pair, false)).matchId,
      ask: ({ ada }, matchId) => ada.room.request('joinMatch', { matchId }),
      signs: seats,
    }),
    row({
      title: 'a private match by its code',
      way: 'joinMatch',
      outcomes: ['met', 'match/full', 'match/full', 'met', 'met', 'met', 'met'],
      prepare: (pair) => openMatch(pair, true),
      ask: ({ ada }, { code }) => ada.room.request('joinMatch', { code }),
      signs: seats,
    }),
    row({
      title: 'watching a match',
      way: 'watchMatch',
      outcomes: ['met', 'match/unknown', 'match/unknown', 'met', 'met', 'met', 'match/unknown'],
      prepare: async (pair) => (await openMatch(pair, false)).matchId,
      ask: ({ ada }, matchId) => ada.room.request('watchMatch', { matchId }),
      signs: seats,
    }),
    row({
      title: 'a rematch that the other wants',
      way: 'rematch',
      outcomes: ['met', 'alone', 'alone', 'met', 'met', 'met', 'met'],
      prepare: async ({ ada, bob }) => {
        await ada.room.request('challenge', { playerId: bob.id, mode: 'connect-four' });
        await answer(bob, true);
        const [room] = await Promise.all([enter(ada), enter(bob)]);
        const statusOf = ({ id }: Joined) => server.app.lobby.find(asPlayerId(id))?.status;
        await eventually(() => assert.deepEqual([statusOf(ada), statusOf(bob)], ['playing', 'playing']));
        await room.leave();
        const { matchId } = await told(bob, 'matchFinished');
        await eventually(() => bob.room.request('rematch', { matchId }));
        return matchId;
      },
      ask: ({ ada }, matchId) => ada.room.request('rematch', { matchId }),
      signs: seats,
    }),
    row({
      title: 'queueing as a party',
      way: 'joinQueue',
      outcomes: ['met', 'alone', 'alone', 'met', 'party/busy', 'met', 'met'],
      prepare: async (pair) => {
        await pair.ada.room.request('inviteToParty', { playerId: pair.bob.id });
        await answer(pair.bob, true);
        await eventually(() => areInOneParty(pair));
      },
      ask: ({ ada }) => ada.room.request('joinQueue', { mode: 'cycles' }),
      signs: ({ bob }) => heard(bob, 'queueUpdated').filter(({ queue }) => queue).length,
    }),
    row({
      title: 'a friend request',
      way: 'addFriend',
      outcomes: ['met', 'player/unknown', 'alone', 'alone', 'met', 'ask/declined', 'met'],
      ask: ({ ada, bob }) => ada.room.request('addFriend', { playerId: bob.id }),
      signs: (pair) => ties(pair).length,
    }),
    row({
      title: 'a whisper',
      way: 'sendChat',
      outcomes: ['met', 'chat/notHere', 'chat/notHere', 'met', 'met', 'met', 'chat/notHere'],
      ask: ({ ada, bob }) => ada.room.request('sendChat', { channel: 'direct', to: bob.id, text: 'hello' }),
      signs: ({ ada, bob }) => heard(bob, 'chatReceived').filter(({ from }) => from.id === ada.id).length,
    }),
  ];

  it('FR16 over HTTP the blocker is in no list of the blocked player, and looks offline to them', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    await bob.room.request('block', { playerId: ada.id });
    type Page = { players: { id: string }[]; total: number };
    const page = (query: string, token?: string) => server.get<Page>(`/api/players?limit=100${query}`, token);
    for (const query of ['', '&status=online', `&q=${encodeURIComponent(bob.welcome.self.name)}`]) {
      const [seen, all] = [await page(query, ada.token), await page(query)];
      assert.equal(seen.total, all.total - 1, query);
      assert.ok(!seen.players.some(({ id }) => id === bob.id) && all.players.some(({ id }) => id === bob.id), query);
    }
    const lookUp = (player: Joined, viewer: Joined) => server.get(`/api/players/${player.id}`, viewer.token);
    const { createdAt = 0, name } = (await server.app.store.players.find(asPlayerId(bob.id))) ?? {};
    assert.deepEqual(await lookUp(bob, ada), {
      ...{ id: bob.id, name, emblem: emblemFromId(bob.id), isOnline: false, status: null },
      lastActiveAtS: Math.floor(createdAt / 1000),
    });
    assert.equal(((await lookUp(ada, bob)) as { isOnline: boolean }).isOnline, true, 'the blocker sees them as before');
    const matchup = async (viewer: Joined, other: string) => {
      const path = `/api/matchup?mode=connect-four&players=${other}`;
      return (await server.get<{ players: { id: string }[] }>(path, viewer.token)).players.map(({ id }) => id);
    };
    assert.deepEqual(await matchup(ada, bob.id), await matchup(ada, 'nobody'));
    assert.deepEqual(await matchup(bob, ada.id), [bob.id, ada.id]);
  });

  it('FR16 a block made while hiding is told once the player is shown again', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    const { createdAt = 0 } = (await server.app.store.players.find(asPlayerId(bob.id))) ?? {};
    server.clock.advance(60_000);
    const seen = () => server.get<{ isOnline: boolean; lastActiveAtS: number }>(`/api/players/${bob.id}`, ada.token);
    await bob.room.request('heartbeat', { active: true });
    await bob.room.request('setVisibility', { visibility: 'nobody' });
    server.clock.advance(10_000);
    const before = await eventually(async () => {
      const found = await seen();
      return !found.isOnline && found.lastActiveAtS > Math.floor(createdAt / 1000) && found;
    });
    await bob.room.request('block', { playerId: ada.id });
    assert.deepEqual(await seen(), before);
    await bob.room.request('setVisibility', { visibility: 'everyone' });
    await eventually(async () => assert.equal((await seen()).lastActiveAtS, Math.floor(createdAt / 1000)));
  });

  it('FR9 each request that is a way to be together has its row', () => {
    assert.deepEqual(new Set(rows.map(({ way }) => way)), new Set(Object.keys(REQUESTS).filter(isWay)));
  });

  for (const { title, way, outcomes, prepare, ask, signs } of rows)
    it(`FR9 ${title}: what ${way} answers, for each relation between the two`, async () => {
      const cells = await Promise.all(
        RELATIONS.map(async (relation, at) => {
          const pair: Pair = { ada: await server.join(), bob: await server.join() };
          const prepared = await prepare?.(pair);
          await relate[relation](pair);
          const before = signs(pair, prepared);
          const refusal = await refusalOf(ask(pair, prepared));
          const isMet = () => signs(pair, prepared) > before;
          if (outcomes[at] === 'met' && refusal === undefined) await eventually(isMet);
          return { relation, refusal, isMet };
        }),
      );
      // By now, whatever the others heard has arrived here too.
      const answers = cells.map(({ relation, refusal, isMet }) => {
        const outcome = isMet() ? 'met' : 'alone';
        return [relation, refusal === undefined ? outcome : isMet() ? `${refusal}, and met` : refusal];
      });
      assert.deepEqual(
        answers,
        RELATIONS.map((relation, at) => [relation, outcomes[at]]),
      );
    });
});
