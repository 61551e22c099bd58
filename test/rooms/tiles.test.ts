import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import type { Room } from 'colyseus.js';
import { unpackBoard } from '../../shared/games/connect-four/summary.ts';
import { unpackSummary } from '../../shared/games/cycles/summary.ts';
import { TILES_MAX } from '../../shared/limits.ts';
import type { MatchReservation, MatchRow, PlayPushes } from '../../shared/playProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';

type Tile = PlayPushes['tileUpdated'];
const tilesOf = ({ heard }: Joined, matchId?: string): Tile[] =>
  heard
    .filter(({ type }) => type === 'tileUpdated')
    .map(({ payload }) => payload as Tile)
    .filter((tile) => matchId === undefined || tile.matchId === matchId);

describe('matches you can see', () => {
  let server: LobbyServer;
  let ada: Joined;
  let bob: Joined;
  let eve: Joined;
  beforeEach(async () => {
    server = await LobbyServer.start({ LEASE_MS: '1000', LIMITS: 'off' });
    [ada, bob, eve] = [await server.join('Ada'), await server.join('Bob'), await server.join('Eve')];
  });
  afterEach(() => server.stop());

  const enter = async (player: Joined): Promise<Room> => {
    const { reservation } = await eventually(() => {
      const at = player.heard.findLastIndex(({ type }) => type === 'matchReady');
      const [ready] = at < 0 ? assert.fail('no seat') : player.heard.splice(at, 1);
      return ready?.payload as { reservation: MatchReservation };
    });
    const room = (await server.client(player.token).consumeSeatReservation(reservation as never)) as Room;
    room.reconnection.enabled = false;
    room.onMessage('*', () => {});
    return room;
  };
  /** Ada opens a match, and Bob joins it. */
  const begin = async (mode: string, isPrivate = false): Promise<{ matchId: string; rooms: [Room, Room] }> => {
    const { matchId, code } = await ada.room.request('createMatch', { mode, isPrivate });
    const first = await enter(ada);
    await bob.room.request('joinMatch', code === undefined ? { matchId } : { code });
    return { matchId, rooms: [first, await enter(bob)] };
  };
  const rowOf = async (matchId: string): Promise<MatchRow | undefined> =>
    (await server.get<{ matches: MatchRow[] }>('/api/matches')).matches.find((row) => row.matchId === matchId);
  /** The player whose turn it is drops the disc. */
  const drop = async ([first, second]: [Room, Room], column: number) => {
    const isRefused = await first.request('dropDisc', { column }).then(
      () => false,
      () => true,
    );
    if (isRefused) await second.request('dropDisc', { column });
  };

  it('MV1 MV5 a board of connect four: its discs come to the tab that looks, its move to the list, and nothing to a tab that looks away', async () => {
    const { matchId, rooms } = await begin('connect-four');
    await eve.room.request('watchTiles', { matchIds: [matchId] });
    await eventually(() => assert.equal(unpackBoard(tilesOf(eve, matchId).at(-1)?.summary)?.last, undefined));
    await eventually(async () => assert.deepEqual((await rowOf(matchId))?.progress, { at: 1, scores: [] }));
    await eve.room.request('followMatches', { on: true });
    await drop(rooms, 3);
    const board = await eventually(() => {
      const summary = unpackBoard(tilesOf(eve, matchId).at(-1)?.summary);
      assert.equal(summary?.last, 3);
      return summary;
    });
    assert.equal(board.cells.filter((cell) => cell !== undefined).length, 1);
    await eventually(async () => assert.deepEqual((await rowOf(matchId))?.progress, { at: 2, scores: [] }));
    const deltas = eve.heard.filter(({ type }) => type === 'matchesUpdated').map(({ payload }) => payload);
    const last = deltas.at(-1) as PlayPushes['matchesUpdated'];
    assert.deepEqual(last.progressed, [{ matchId, progress: { at: 2, scores: [] } }]);
    assert.deepEqual([last.put, last.removed], [[], []]);
    // Neither of the players asked for tiles.
    assert.deepEqual([tilesOf(ada), tilesOf(bob)], [[], []]);
    await eve.room.request('watchTiles', { matchIds: [] });
    const seen = tilesOf(eve).length;
    await drop(rooms, 4);
    await eventually(async () => assert.equal((await rowOf(matchId))?.progress?.at, 3));
    assert.equal(tilesOf(eve).length, seen);
  });

  it('MV1 MV5 light-cycles: trails by seat, at most once a second, with scores in the order of the seats', async () => {
    const { matchId } = await begin('cycles-duel');
    await eve.room.request('watchTiles', { matchIds: [matchId] });
    await eventually(() => {
      const racing = tilesOf(eve, matchId).map(({ summary }) => unpackSummary(summary) ?? assert.fail('no summary'));
      assert.ok(racing.some(({ stage, riders }) => stage === 'racing' && riders[0]?.points.length === 2));
      assert.ok(racing.every(({ riders }) => riders.length === 2));
    }, 15_000);
    const row = await eventually(async () => (await rowOf(matchId)) ?? assert.fail('no row'));
    assert.deepEqual([row.progress, row.players.map(({ name }) => name)], [{ at: 1, scores: [0, 0] }, ['Ada', 'Bob']]);
    assert.equal(row.bots, undefined);
  });

  it('MV5 a match with bots says so, and has no seat to join', async () => {
    await ada.room.request('joinQueue', { mode: 'cycles' });
    await ada.room.request('playBots', {});
    await enter(ada);
    const row = await eventually(async () => {
      const [found] = (await server.get<{ matches: MatchRow[] }>('/api/matches')).matches;
      assert.equal(found?.progress?.scores.length, found?.seats);
      return found;
    });
    assert.deepEqual([row?.bots, row?.seats, row?.players.length], [2, 3, 1]);
  });

  it('MV3 private matches and matches of players behind a block send no tile and refuse nothing', async () => {
    const hidden = await begin('connect-four', true);
    assert.deepEqual(await eve.room.request('watchTiles', { matchIds: [hidden.matchId, 'none'] }), {});
    for (const room of hidden.rooms) await room.leave();
    const { matchId, rooms } = await begin('connect-four');
    await bob.room.request('block', { playerId: eve.id });
    const fay = await server.join('Fay');
    for (const { room } of [eve, fay]) await room.request('watchTiles', { matchIds: [hidden.matchId, matchId] });
    await drop(rooms, 2);
    await eventually(() => assert.equal(unpackBoard(tilesOf(fay, matchId).at(-1)?.summary)?.last, 2));
    assert.deepEqual([tilesOf(eve), tilesOf(fay, hidden.matchId)], [[], []]);
  });

  it('MV2 MV3 a hidden seat stays unnamed beside a visible player, and when both hide, nothing is sent', async () => {
    await bob.room.request('setVisibility', { visibility: 'nobody' });
    const { matchId, rooms } = await begin('connect-four');
    await eve.room.request('watchTiles', { matchIds: [matchId] });
    await drop(rooms, 1);
    await eventually(() => assert.equal(unpackBoard(tilesOf(eve, matchId).at(-1)?.summary)?.last, 1));
    const row = await rowOf(matchId);
    assert.deepEqual(row?.players[1], { id: null, name: null });
    const told = JSON.stringify(tilesOf(eve).map(({ matchId: _, ...tile }) => tile));
    assert.ok(!told.includes(bob.id) && !told.includes(ada.id));
    await ada.room.request('setVisibility', { visibility: 'nobody' });
    await eventually(async () => assert.equal(await rowOf(matchId), undefined), 5_000);
    const seen = tilesOf(eve).length;
    await drop(rooms, 1);
    const room = matchMaker.getLocalRoomById(matchId);
    await new Promise((resolve) => room.clock.setTimeout(resolve, 1_200));
    assert.equal(tilesOf(eve).length, seen);
  });

  it('MV1 more matches than a screen shows are refused', async () => {
    const matchIds = Array.from({ length: TILES_MAX + 1 }, (_, i) => `m${i}`);
    assert.equal(await refusalOf(eve.room.request('watchTiles', { matchIds })), 'request/invalid');
  });
});
