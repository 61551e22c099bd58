import assert from 'node:assert/strict';
import type { Room } from 'colyseus.js';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';

const awaitPush = <Type extends keyof PlayPushes>({ heard }: Joined, type: Type) =>
  eventually((): PlayPushes[Type] => {
    const push = heard.findLast((one) => one.type === type);
    assert.ok(push, `${type} came`);
    return push.payload as PlayPushes[Type];
  });

describe('a shutdown with a match running', () => {
  let server: LobbyServer;
  let ada: Joined;
  let bob: Joined;
  let rooms: Room[];
  beforeEach(async () => {
    server = await LobbyServer.start({ LEASE_MS: '1000', ACCEPT_MS: '5000' });
    ada = await server.join();
    bob = await server.join();
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: 'connect-four' });
    const { proposalId } = await awaitPush(ada, 'matchProposed');
    for (const { room } of [ada, bob]) await room.request('acceptMatch', { proposalId });
    rooms = [];
    for (const player of [ada, bob]) {
      const { reservation } = await awaitPush(player, 'matchReady');
      const room = (await server.client(player.token).consumeSeatReservation(reservation as never)) as Room;
      room.reconnection.enabled = false;
      room.onMessage('*', () => {});
      rooms.push(room);
    }
    await eventually(() => assert.equal(server.app.lobby.find(bob.id as never)?.status, 'playing'));
  });
  afterEach(() => server.stop());

  it('G21 a match is played to its end with a result while the lobby stays and nothing new begins', async () => {
    let isDone = false;
    const drained = server.app.drain(new AbortController().signal).then(() => {
      isDone = true;
    });
    const eve = await server.join();
    assert.equal(await refusalOf(eve.room.request('joinQueue', { mode: 'cycles' })), 'play/away');
    assert.equal(isDone, false);
    await rooms[0]?.leave();
    const { results } = await awaitPush(bob, 'matchFinished');
    assert.deepEqual(
      results.map(({ id, place }) => [id, place]),
      [
        [bob.id, 1],
        [ada.id, 2],
      ],
    );
    await drained;
  });

  it('G21 a match cut short has no result, and its players learn that nobody is to blame', async () => {
    await server.stop();
    for (const player of [ada, bob]) {
      const { reason, isYourFault, penaltyMs } = await awaitPush(player, 'matchCancelled');
      assert.deepEqual([reason, isYourFault, penaltyMs], ['failed', false, 0]);
    }
  });
});
