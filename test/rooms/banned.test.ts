import assert from 'node:assert/strict';
import type { Room } from 'colyseus.js';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { ADMIN } from '../support/admin.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';

describe('a player removed by an operator', () => {
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start({ NODE_ENV: 'development' });
  });
  after(() => server.stop());

  const order = (what: 'kick' | 'ban' | 'unban', playerId: string) =>
    server.order(what, { playerId, reason: 'of the test' });
  const reservationFor = async (token: string) => {
    const response = await fetch(`${server.url}/matchmake/joinOrCreate/lobby`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: '{}',
    });
    assert.equal(response.status, 200);
    return (await response.json()) as never;
  };
  const closeOf = (room: Room): Promise<number> => new Promise((resolve) => room.onLeave(resolve));
  const awaitPush = <Type extends keyof PlayPushes>({ heard }: Joined, type: Type): Promise<PlayPushes[Type]> =>
    eventually(() => (heard.findLast((push) => push.type === type)?.payload as PlayPushes[Type]) ?? assert.fail(type));

  it('O13 a reservation from before the ban is refused, and nobody sees the player arrive', async () => {
    const { token, user } = await server.signIn();
    const reservation = await reservationFor(token);
    await order('ban', user.id);
    await assert.rejects(server.client(token).consumeSeatReservation(reservation), /auth\/banned/);
    assert.equal(server.app.lobby.selfOf(user.id as never), undefined);
    assert.equal(await server.metric('foyer_joins_total'), 0);
    await order('unban', user.id);
    const { room } = await server.join(undefined, token);
    await room.leave();
  });

  it('O14 O13 a banned player is out of their match, and gets into none with an older reservation', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    for (const { room } of [ada, bob]) await room.request('joinQueue', { mode: 'connect-four' });
    const { proposalId } = await awaitPush(ada, 'matchProposed');
    for (const { room } of [ada, bob]) await room.request('acceptMatch', { proposalId });
    const seats = [await awaitPush(ada, 'matchReady'), await awaitPush(bob, 'matchReady')];
    const match = (await server
      .client(ada.token)
      .consumeSeatReservation(seats[0]?.reservation as never)) as unknown as Room;
    match.reconnection.enabled = false;
    match.onMessage('*', () => {});
    const closes = [closeOf(match), closeOf(ada.room as never), closeOf(bob.room as never)];
    await order('kick', ada.id);
    await order('ban', bob.id);
    assert.deepEqual(await Promise.all(closes), [4102, 4102, 4103]);
    await assert.rejects(
      server.client(bob.token).consumeSeatReservation(seats[1]?.reservation as never),
      /auth\/banned|request\/unknown|not found|expired/,
    );
    const metrics = await (await fetch(`${server.url}/metrics`, { headers: ADMIN })).text();
    assert.doesNotMatch(metrics, /^foyer_errors_total\{.*[1-9]$/m, 'a refusal is no error');
  });
});
