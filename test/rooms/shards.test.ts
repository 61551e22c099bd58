import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';

describe('shards', () => {
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start({ SHARD_CAPACITY: '3', RECONNECT_WINDOW_MS: '200' });
  });
  after(() => server.stop());

  it('R21 a full shard opens another, the fullest open one fills first, and the online count covers all', async () => {
    const joined: Joined[] = [];
    for (let i = 0; i < 4; i++) joined.push(await server.join());
    const [full, next] = [joined[0]?.room.roomId, joined[3]?.room.roomId];
    assert.deepEqual(
      joined.slice(0, 3).map(({ room }) => room.roomId),
      [full, full, full],
    );
    assert.notEqual(next, full);
    await eventually(() =>
      assert.deepEqual(
        joined.map(({ room }) => room.state.online),
        [4, 4, 4, 4],
      ),
    );
    assert.equal(server.app.lobby.stats().shards, 2);
    await joined[1]?.room.leave();
    const fifth = await server.join();
    assert.equal(fifth.room.roomId, full);
    await Promise.all([...joined.slice(2), fifth].map(({ room }) => room.leave()));
    await joined[0]?.room.leave();
    await eventually(() => assert.equal(server.app.lobby.stats().online, 0));
  });

  it('Z4 a shard opened for a player who never came closes, and the last one stays', async () => {
    const there = await server.join();
    const crowd = [await server.join(), await server.join()];
    const { token } = await server.signIn();
    const response = await fetch(`${server.url}/matchmake/joinOrCreate/lobby`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: '{}',
    });
    assert.notEqual(((await response.json()) as { roomId: string }).roomId, there.room.roomId);
    assert.equal(server.app.lobby.stats().shards, 2);
    await eventually(() => assert.equal(server.app.lobby.stats().shards, 1), 10_000);
    await Promise.all([there, ...crowd].map(({ room }) => room.leave()));
    await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().sessions, 0));
    await server.pass(1_500);
    assert.equal(server.app.lobby.stats().shards, 1);
    const again = await server.join();
    assert.equal(again.room.roomId, there.room.roomId);
    await again.room.leave();
    await eventually(() => assert.equal(server.app.lobby.stats().online, 0));
  });

  it('R11 a player in two shards is one player, listed once and visible in both', async () => {
    const ada = await server.join();
    const crowd = [await server.join(), await server.join()];
    const elsewhere = await server.join(undefined, ada.token);
    assert.notEqual(elsewhere.room.roomId, ada.room.roomId);
    const { players, total } = await server.get<{ players: { id: string }[]; total: number }>('/api/players');
    assert.equal(total, 3);
    assert.equal(players.filter(({ id }) => id === ada.id).length, 1);
    await ada.room.request('setName', { name: 'In Two Halls' });
    await eventually(() => assert.equal(elsewhere.room.state.players.get(ada.id)?.name, 'In Two Halls'));
    await ada.room.request('setVisibility', { visibility: 'nobody' });
    await eventually(() => assert.equal(elsewhere.room.state.players.get(ada.id), undefined));
    await Promise.all([ada, elsewhere, ...crowd].map(({ room }) => room.leave()));
  });
});
