import assert from 'node:assert/strict';
import type { Room } from 'colyseus.js';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { Happened } from '../../shared/socialProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';

const MODE = 'connect-four';

describe('what happens in the lobby', () => {
  let server: LobbyServer;
  let ada: Joined;
  let bob: Joined;
  let eve: Joined;
  before(async () => {
    server = await LobbyServer.start({ LIMITS: 'off' });
    [ada, bob, eve] = [await server.join('Ada'), await server.join('Bob'), await server.join('Eve')];
  });
  after(() => server.stop());

  const enter = async (player: Joined, matchId: string): Promise<Room> => {
    const { reservation } = await eventually(() => {
      const ready = player.heard.findLast(({ type }) => type === 'matchReady')?.payload as PlayPushes['matchReady'];
      assert.equal(ready?.matchId, matchId);
      return ready;
    });
    const room = (await server.client(player.token).consumeSeatReservation(reservation as never)) as Room;
    room.reconnection.enabled = false;
    room.onMessage('*', () => {});
    return room;
  };
  /** Ada fills her column, and wins if she is not stopped. */
  const play = async (isPrivate = false): Promise<void> => {
    const { matchId, code } = await ada.room.request('createMatch', { mode: MODE, isPrivate });
    const first = await enter(ada, matchId);
    await bob.room.request('joinMatch', code === undefined ? { matchId } : { code });
    const rooms = [first, await enter(bob, matchId)];
    // Who begins is drawn: Bob spreads his discs.
    for (let move = 0; move < 7; move++) {
      await rooms[0]?.request('dropDisc', { column: 0 }).catch(() => {});
      await rooms[1]?.request('dropDisc', { column: 1 + ((move * 2) % 6) }).catch(() => {});
    }
    await eventually(() => {
      const finished = ada.heard.findLast(({ type }) => type === 'matchFinished')?.payload as { matchId: string };
      assert.equal(finished?.matchId, matchId);
    });
    await Promise.all(rooms.map((room) => room.leave()));
    const isFree = ({ id }: Joined) => server.app.lobby.find(id as never)?.status !== 'playing';
    await eventually(() => assert.ok(isFree(ada) && isFree(bob)));
  };
  const heard = ({ heard: pushes }: Joined) =>
    pushes.filter(({ type }) => type === 'happened').map(({ payload }) => payload as Happened);
  const history = async (player: Joined) =>
    (await player.room.request('chatHistory', { channel: 'shard' })).happened ?? [];

  it('CH18 everybody is told who won against whom, newcomers too, and of a third win in a row', async () => {
    for (let n = 1; n <= 3; n++) {
      await play();
      await eventually(() => assert.equal(heard(eve).length, n));
    }
    const [first, , third] = heard(eve);
    assert.deepEqual([first?.winners[0]?.name, first?.losers[0]?.name], ['Ada', 'Bob']);
    assert.ok((first?.seconds ?? 0) >= 1);
    assert.deepEqual([first?.streak, third?.streak], [undefined, 3]);
    await ada.room.request('setName', { name: 'Ada the First' });
    const zoe = await server.join();
    const told = await history(zoe);
    assert.deepEqual(
      told.map(({ winners }) => winners[0]?.name),
      Array(3).fill('Ada the First'),
    );
    await zoe.room.request('block', { playerId: bob.id });
    assert.deepEqual(await history(zoe), []);
  });

  it('CH18 nobody is told of private matches, nor of those in which a player hides', async () => {
    const before = heard(eve).length;
    await play(true);
    await bob.room.request('setVisibility', { visibility: 'nobody' });
    await server.pass(3_000);
    await play();
    await bob.room.request('setVisibility', { visibility: 'everyone' });
    await eventually(() => assert.ok(server.app.lobby.find(bob.id as never)));
    server.clock.advance(60_000);
    await play();
    await eventually(() => assert.equal(heard(eve).length, before + 1));
    assert.equal(heard(eve).at(-1)?.streak, 4, 'the others do not count');
  });
});
