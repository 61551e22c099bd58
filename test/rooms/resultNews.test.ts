import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Room } from 'colyseus.js';
import { NEWS_KEPT_MS, ResultNews, type ResultNewsDeps } from '../../server/play/ResultNews.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, type LobbyClientRoom, LobbyServer } from '../support/lobbyServer.ts';

type Seat = { room: Room; you?: number; board?: { order: number[]; turn: number | null }; isOver: boolean };

const told = <Type extends keyof PlayPushes>({ heard }: Joined, type: Type): PlayPushes[Type][] =>
  heard.filter((push) => push.type === type).map(({ payload }) => payload as PlayPushes[Type]);
const resultsOf = (player: Joined): string[] => told(player, 'matchFinished').map(({ matchId }) => matchId);

describe('the news of a result', () => {
  let folder: string;
  let server: LobbyServer;
  let ada: Joined;
  let bob: Joined;
  const start = () =>
    LobbyServer.start({ LIMITS: 'off', LEASE_MS: '1000', DATABASE_URL: `sqlite:${join(folder, 'foyer.db')}` });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-news-'));
    server = await start();
    [ada, bob] = [await server.join(), await server.join()];
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  async function begin(): Promise<Seat[]> {
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: 'connect-four' });
    const { proposalId } = await eventually(() => told(ada, 'matchProposed')[0] ?? assert.fail());
    for (const { room } of [ada, bob]) await room.request('acceptMatch', { proposalId });
    return Promise.all(
      [ada, bob].map(async (player) => {
        const { reservation } = await eventually(() => told(player, 'matchReady')[0] ?? assert.fail());
        const room = (await server.client(player.token).consumeSeatReservation(reservation as never)) as Room;
        const seat: Seat = { room, isOver: false };
        room.onMessage('*', () => {});
        room.onMessage('tableUpdated', ({ you }: MatchPushes['tableUpdated']) => Object.assign(seat, { you }));
        room.onMessage('boardUpdated', (board: Seat['board']) => Object.assign(seat, { board }));
        room.onMessage('matchEnded', () => Object.assign(seat, { isOver: true }));
        return seat;
      }),
    );
  }
  /** Resolves when the result is stored. */
  async function play(seats: readonly Seat[]): Promise<void> {
    await eventually(async () => {
      for (const { room, you, board } of seats)
        if (board && board.turn === you && you !== undefined)
          await room.request('dropDisc', { column: board.order[0] === you ? 0 : 1 }).catch(() => {});
      return seats.every(({ isOver }) => isOver);
    }, 10_000);
    await eventually(async () => (await server.app.store.matches.of(asPlayerId(ada.id), 1)).length === 1, 4_000);
  }
  /** Whatever the join brings has been brought by then. */
  const settled = async (player: Joined): Promise<void> => {
    for (let times = 0; times < 3; times++) await player.room.request('followMatches', { on: true });
  };

  it('PL10 a result that came while its players were on their way from one server to another comes with the join, once', async () => {
    const seats = await begin();
    for (const { room } of [ada, bob]) await room.leave();
    await play(seats);
    const finished = await eventually(
      async () => (await server.app.store.matches.of(asPlayerId(ada.id), 1))[0]?.matchId,
    );
    await server.stop();
    server = await start();
    for (const { token } of [ada, bob]) {
      const here = await server.join(undefined, token);
      await eventually(() => assert.deepEqual(resultsOf(here), [finished]));
      const [result] = told(here, 'matchFinished');
      assert.deepEqual([result?.isRated, result?.results.map(({ place }) => place)], [true, [1, 2]]);
      const tab = await server.join(undefined, token);
      await settled(tab);
      assert.deepEqual([resultsOf(here).length, resultsOf(tab).length], [1, 0]);
    }
  });

  it('PL10 a dropped player gets the result with the resume, once; one who is there gets the push alone', async () => {
    const seats = await begin();
    ada.room.reconnection.enabled = false;
    ada.room.connection.close(4010);
    await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().held, 1));
    await play(seats);
    await eventually(() => assert.equal(resultsOf(bob).length, 1));
    for (const expected of [1, 0]) {
      const room = await server.client(ada.token).reconnect(ada.room.reconnectionToken);
      ada = await server.follow(room as LobbyClientRoom, ada.token);
      if (expected > 0) await eventually(() => assert.equal(resultsOf(ada).length, expected));
      await settled(ada);
      assert.equal(resultsOf(ada).length, expected);
      ada.room.reconnection.enabled = false;
      ada.room.connection.close(4010);
      await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().held, 1));
    }
    const tab = await server.join(undefined, bob.token);
    await settled(tab);
    assert.deepEqual([resultsOf(bob).length, resultsOf(tab).length], [1, 0]);
  });

  it('PL10 the push after the join that brought it is not the second one, and an hour later it is no news', async () => {
    const pushed: string[] = [];
    const asked: number[] = [];
    let kept: string | undefined;
    const result = { matchId: 'm1', mode: 'cycles', isRated: false, results: [] };
    const lobby: ResultNewsDeps['lobby'] = {
      push: (player, type, { matchId }) => void pushed.push(`${player} ${type} ${matchId}`),
      localPlayers: { find: () => ({ sessions: new Map([['s', { state: 'live', shard: 'x' as never }]]) }) },
    };
    const news = new ResultNews({
      lobby,
      clock: { now: () => 0, wall: () => 10 * NEWS_KEPT_MS },
      matches: {
        keepNews: async () => {},
        told: async () => {
          kept = undefined;
        },
        takeNews: async (_, since) => {
          asked.push(since);
          return kept;
        },
      },
      failed: (error) => {
        throw error;
      },
    });
    const player = asPlayerId('ada');
    kept = JSON.stringify(result);
    await news.bring(player);
    news.push(player, result);
    news.push(player, { ...result, matchId: 'm2' });
    assert.deepEqual(pushed, ['ada matchFinished m1', 'ada matchFinished m2']);
    // The store was away as it was to note that: the next resume brings nothing that was told.
    kept = JSON.stringify({ ...result, matchId: 'm2' });
    await news.bring(player);
    assert.equal(pushed.length, 2);
    assert.deepEqual(asked, [9 * NEWS_KEPT_MS, 9 * NEWS_KEPT_MS]);
  });
});
