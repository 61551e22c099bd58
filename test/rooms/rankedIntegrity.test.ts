import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { pick, seeded } from '../../bots/random.ts';
import { type PlayedMatch, ratingChanges, type StoredRating } from '../../server/domain/play/playedMatch.ts';
import type { MatchRoom } from '../../server/match/MatchRoom.ts';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import { Cheat, type Kind } from '../support/cheats.ts';
import { Duellist, Duels, MODE } from '../support/duels.ts';
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
      for (const match of recorded) {
        const places = match.ranking.map(({ playerId, place }) => [playerId, place]);
        assert.deepEqual(Object.fromEntries(places), all.get(match.matchId)?.standing);
        for (const [id, { rating }] of ratingChanges(match, ratings)) ratings.set(id, rating);
      }
      const everybody = [...duellists, ...cheats].map(({ joined }) => asPlayerId(joined.id));
      assert.deepEqual(await store.ratings.of(everybody, MODE), ratings);
      for (const { joined } of cheats) assert.deepEqual(await store.matches.of(asPlayerId(joined.id), 1), []);
    } finally {
      await server.stop();
    }
  });
});
