import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import type { Room } from 'colyseus.js';
import { pick, seeded } from '../../bots/random.ts';
import type { Reputation } from '../../server/domain/matchmaking/established.ts';
import type { PlayedMatch } from '../../server/domain/play/playedMatch.ts';
import { LEAVER_COST, ratingChanges, type StoredRating } from '../../server/domain/play/ratingChanges.ts';
import type { MatchRoom } from '../../server/match/MatchRoom.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import type { MatchRow, PlayPushes } from '../../shared/playProtocol.ts';
import type { LeaderboardPage } from '../../shared/records.ts';
import { Cheat, type Kind } from '../support/cheats.ts';
import { Duellist, Duels, MODE, PATIENCE_MS } from '../support/duels.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';
import { memoryStore } from '../support/memoryStore.ts';

const TRIES = 1_000;
const HONEST = 10;
/** The least number of tries of each kind. */
const TRIES_OF_A_KIND = 20;
const CHEATS = 8;
const LOOK_MS = 10;
const LOOKS = 100;

/** The accepted refusals of each kind. */
const REFUSALS: Record<Kind, readonly string[]> = {
  forgedRating: ['request/invalid'],
  secondQueue: ['queue/already'],
  queueWhilePlaying: ['match/already'],
  aroundTheDoor: ['request/unknown', 'request/notAllowed'],
  withoutReservation: ['closed 4002'],
  anothersReservation: ['closed 4002'],
  usedReservation: ['closed 4002'],
  anothersReconnection: ['request/unknown', 'closed 4002', 'closed 4003'],
  anothersProposal: ['proposal/unknown'],
  anothersMatch: ['match/unknown', 'match/full'],
  spectatorsMove: ['request/notAllowed'],
  moveAfterTheEnd: ['request/notAllowed'],
  openMatchTwice: ['request/notAllowed'],
};

const KINDS = Object.keys(REFUSALS) as Kind[];

/** The members of a room that its game can see. */
type Shown = Pick<MatchRoom, 'clients' | 'roomId'> & {
  phase: string;
  seats: { playerId?: string; state: { is: string } }[];
};

/** Empty if each player is in one match and sits there once. */
async function wrongInRooms(): Promise<string[]> {
  const rooms = (await matchMaker.query({ name: MODE })).map(
    ({ roomId }) => matchMaker.getLocalRoomById(roomId) as unknown as Shown | undefined,
  );
  const played = rooms.filter((room) => room !== undefined && room.phase !== 'over') as Shown[];
  const places = played.flatMap(({ seats }) =>
    seats.flatMap(({ playerId, state }) => (playerId !== undefined && state.is !== 'gone' ? [playerId] : [])),
  );
  const sitting = played.flatMap(({ clients }) =>
    [...clients].flatMap(({ auth }) => (auth?.role === 'player' ? [auth.playerId as string] : [])),
  );
  return [
    ...twice(places).map((id) => `${id} has two seats`),
    ...sitting.filter((id) => !places.includes(id)).map((id) => `${id} sits without a seat`),
  ];
}

const twice = (ids: readonly string[]): string[] => ids.filter((id, at) => ids.indexOf(id) !== at);

describe('ranked matches', () => {
  // The SDK warns about every refused try, which the rejection reports too.
  const { warn } = console;
  before(() => {
    console.warn = () => {};
  });
  after(() => {
    console.warn = warn;
  });

  it('G22 1,000 tries by outsiders achieve nothing in a ranked match, and its players’ result counts', async () => {
    const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`      seed ${seed}, ${TRIES} tries`);
    const random = seeded(seed);
    const store = memoryStore();
    /** In order of storage. */
    const recorded: PlayedMatch[] = [];
    const { record } = store.matches;
    store.matches.record = async (match) => {
      const stored = await record(match);
      if (stored) recorded.push(match);
      return stored;
    };
    const server = await LobbyServer.start({ LIMITS: 'off', ACCEPT_MS: '20000' }, { store });
    try {
      const duels = new Duels();
      const wrong: string[] = [];

      const listed = new Map<string, MatchRow>();
      const observer = await server.join();
      observer.room.onMessage('matchesUpdated', ({ put, removed }) => {
        for (const id of removed) listed.delete(id);
        for (const row of put) listed.set(row.matchId, row);
        const ids = [...listed.values()].flatMap(({ players }) => players.flatMap(({ id }) => id ?? []));
        wrong.push(...twice(ids).map((id) => `${id} is listed in two matches`));
      });
      await observer.room.request('followMatches', { on: true });

      const duellists: Duellist[] = [];
      const tabs: Joined[] = [];
      for (let i = 0; i < HONEST; i++) {
        const joined = await server.join();
        duellists.push(new Duellist(joined, server, duels, random));
        tabs.push(await server.join(undefined, joined.token));
      }
      const cheats: Cheat[] = [];
      let turn: Promise<unknown> = Promise.resolve();
      const alone = <T>(work: () => Promise<T>): Promise<T> => {
        const mine = turn.then(work);
        turn = mine.catch(() => {});
        return mine;
      };
      const isListed = (matchId: string) => listed.has(matchId);
      const deps = { server, duels, honest: tabs, random, isListed, alone };
      for (let i = 0; i < CHEATS; i++) {
        const joined = await server.join();
        cheats.push(new Cheat(joined, await server.join(undefined, joined.token), deps));
      }

      let looks = 0;
      const sampler = setInterval(async () => {
        wrong.push(...(await wrongInRooms()));
        looks += 1;
      }, LOOK_MS);
      const playing = Promise.all(duellists.map((duellist) => duellist.run()));
      playing.catch(() => {});
      const outcomes = new Map(KINDS.map((kind) => [kind, [] as string[]]));
      let left = TRIES;
      await Promise.all(
        cheats.map(async (cheat) => {
          while (left-- > 0) {
            const kind = pick(random, KINDS);
            outcomes.get(kind)?.push(await cheat.tries[kind]());
          }
        }),
      );
      duels.isOver = true;
      await playing;
      clearInterval(sampler);

      for (const [kind, came] of outcomes) {
        assert.deepEqual([kind, came.filter((outcome) => !REFUSALS[kind].includes(outcome))], [kind, []]);
        assert.ok(came.length >= TRIES_OF_A_KIND, `${kind}: ${came.length}`);
      }
      assert.deepEqual(wrong, []);
      assert.ok(looks >= LOOKS, `${looks} looks at the rooms`);

      const { all } = duels;
      assert.ok(all.size >= HONEST, `${all.size} matches`);
      await eventually(() => assert.equal(recorded.length, all.size));
      assert.deepEqual(new Set(recorded.map(({ matchId }) => matchId)), new Set(all.keys()));
      const ratings = new Map<PlayerId, StoredRating>();
      const reputations = new Map<PlayerId, Reputation>();
      for (const match of recorded) {
        const places = match.ranking.map(({ playerId, place }) => [playerId, place]);
        assert.deepEqual(Object.fromEntries(places), all.get(match.matchId)?.standing);
        for (const [id, after] of ratingChanges(match, { ratings, reputations, isFounding: true })) {
          ratings.set(id, after.rating);
          reputations.set(id, after.reputation);
        }
      }
      const everybody = [...duellists, ...cheats].map(({ joined }) => asPlayerId(joined.id));
      assert.deepEqual(await store.ratings.of(everybody, MODE), ratings);
      for (const { joined } of cheats) assert.deepEqual(await store.matches.of(asPlayerId(joined.id), 1), []);
    } finally {
      await server.stop();
    }
  });
});

describe('ratings are earned', () => {
  const GUESTS = 10;
  const ENDS = ['leaves at once', 'leaves after moving', 'loses'] as const;

  /** Two players meet in the queue; `guest` lets `main` win. */
  async function giveMatch(
    server: LobbyServer,
    main: Joined,
    guest: Joined,
    end: (typeof ENDS)[number],
  ): Promise<void> {
    const since = new Map([main, guest].map((player) => [player, player.heard.length]));
    const told = <Type extends keyof PlayPushes>(player: Joined, type: Type) =>
      eventually(() => {
        const push = player.heard.slice(since.get(player)).find((one) => one.type === type);
        return (push?.payload as PlayPushes[Type] | undefined) ?? assert.fail(type);
      }, PATIENCE_MS);
    for (const { room } of [main, guest]) await room.request('joinQueue', { mode: MODE });
    const { proposalId } = await told(main, 'matchProposed');
    for (const { room } of [main, guest]) await room.request('acceptMatch', { proposalId });
    const seats = await Promise.all([main, guest].map((player) => takeSeat(server, player, told)));
    const [winner, loser] = seats as [Seat, Seat];
    for (let moves = end === 'leaves at once' ? 2 : 0; end === 'loses' || moves < 2; moves++) {
      const turn = await eventually(() => {
        if (winner.isOver) return 'over' as const;
        const mover = [winner, loser].find(({ board, you }) => board?.moves.length === moves && board.turn === you);
        return mover ?? assert.fail('nobody may move');
      }, PATIENCE_MS);
      if (turn === 'over') break;
      // The winner fills one column, the loser two others.
      const column = turn === winner ? 0 : 2 + 2 * (Math.floor(moves / 2) % 2);
      await turn.room.request('dropDisc', { column });
    }
    await loser.room.leave();
    const { results } = await told(main, 'matchFinished');
    assert.equal(results[0]?.id, main.id);
    await winner.room.leave();
    await guest.room.leave();
  }

  type Seat = { room: Room; board?: { moves: number[]; turn: number | null }; you?: number | null; isOver: boolean };
  type Told = <Type extends keyof PlayPushes>(player: Joined, type: Type) => Promise<PlayPushes[Type]>;

  async function takeSeat(server: LobbyServer, player: Joined, told: Told): Promise<Seat> {
    const { reservation } = await told(player, 'matchReady');
    const room = (await server.client(player.token).consumeSeatReservation(reservation as never)) as Room;
    room.reconnection.enabled = false;
    const seat: Seat = { room, isOver: false };
    room.onMessage('*', () => {});
    room.onMessage('boardUpdated', (board: Seat['board']) => Object.assign(seat, { board }));
    room.onMessage('tableUpdated', ({ you }: { you: number | null }) => Object.assign(seat, { you }));
    room.onMessage('matchEnded', () => Object.assign(seat, { isOver: true }));
    return seat;
  }

  const boardOf = async (server: LobbyServer) =>
    (await server.get<LeaderboardPage>(`/api/leaderboard?mode=${MODE}&limit=100`)).players;

  it('RA11 guests who leave at once, leave later or lose, one after the other, gain the one they serve 25 points', async () => {
    const server = await LobbyServer.start({ LIMITS: 'off' });
    try {
      const main = await server.join();
      const left: string[] = [];
      for (let n = 0; n < GUESTS; n++) {
        const [guest, end] = [await server.join(), ENDS[n % ENDS.length] ?? 'loses'];
        if (end === 'leaves at once') left.push(guest.id);
        await giveMatch(server, main, guest, end);
      }
      const board = await boardOf(server);
      const own = board.find(({ id }) => id === main.id) ?? assert.fail();
      assert.deepEqual([own.rating, own.matches, own.isProvisional], [1_025, GUESTS - left.length, true]);
      assert.deepEqual(
        left.map((id) => board.find((row) => row.id === id)?.rating),
        left.map(() => 1_000 - LEAVER_COST),
      );
    } finally {
      await server.stop();
    }
  }).timeout(60_000);

  it('RA10 guests of one network change nothing for a newcomer there, nor for themselves', async () => {
    const server = await LobbyServer.start();
    try {
      const main = await server.join();
      for (const end of ENDS) await giveMatch(server, main, await server.join(), end);
      assert.deepEqual(await boardOf(server), []);
    } finally {
      await server.stop();
    }
  }).timeout(60_000);
});
