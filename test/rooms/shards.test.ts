import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer, SHORT } from '../support/lobbyServer.ts';

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

  it('R31 players who hide take no place, open no shard that counts, and keep none open', async () => {
    const { lobby } = server.app;
    const counted = async () => (await server.get<{ shards: number }>('/api/stats')).shards;
    const before = await counted();
    const hidden: Joined[] = [];
    const hide = async (): Promise<Joined> => {
      const { token, user } = await server.signIn();
      await server.app.store.players.setVisibility(user.id as never, 'nobody', 0);
      const joined = await server.join(undefined, token);
      hidden.push(joined);
      return joined;
    };
    // Capacity 3: six sockets at most in one room, whoever they are.
    for (let i = 0; i < 7; i++) await hide();
    const [home] = hidden.map(({ room }) => room.roomId);
    assert.deepEqual(
      hidden.map(({ room }) => room.roomId === home),
      [true, true, true, true, true, true, false],
    );
    assert.equal(await counted(), before);
    await Promise.all(hidden.splice(1).map(({ room }) => room.leave()));
    await eventually(async () => assert.equal(await counted(), before));

    const shown: Joined[] = [];
    for (let i = 0; i < 3; i++) shown.push(await server.join());
    const places = shown.map(({ room }) => room.roomId);
    assert.deepEqual(places, [places[0], places[0], places[0]]);
    assert.equal(lobby.stats().shards, 1);
    // Full for those that are seen; a place is free again when one of them hides.
    await shown[0]?.room.request('setVisibility', { visibility: 'friends' });
    await eventually(async () => {
      const [room] = await matchMaker.query({ roomId: places[0] ?? '' });
      assert.equal(room?.locked, false);
    }, 3_000);
    shown.push(await server.join());
    assert.equal(shown.at(-1)?.room.roomId, places[0]);
    assert.equal(lobby.stats().shards, 1);
    shown.push(await server.join());
    assert.notEqual(shown.at(-1)?.room.roomId, places[0]);
    assert.equal(lobby.stats().shards, 2);
    await shown.at(-1)?.room.leave();
    await eventually(async () => assert.equal(await counted(), 1));
    await Promise.all([...shown.slice(0, -1), ...hidden].map(({ room }) => room.leave()));
    await eventually(() => assert.equal(lobby.localPlayers.numbers().sessions, 0));
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
    await server.pass(Number(SHORT.LEAVE_DAMPING_MS));
    await eventually(() => assert.equal(elsewhere.room.state.players.get(ada.id), undefined));
    await Promise.all([ada, elsewhere, ...crowd].map(({ room }) => room.leave()));
  });
});

describe('a shard of hidden players', () => {
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start({ SHARD_CAPACITY: '3', LIMITS: 'off' });
  });
  after(() => server.stop());

  it('R37 a room that only players who hide keep open answers strangers like one that is gone', async () => {
    for (let i = 0; i < 3; i++) await server.join();
    const hana = await server.join();
    const { roomId } = hana.room;
    const stranger = await server.signIn();
    const ask = async (path: string, body: object) => {
      const response = await fetch(`${server.url}/matchmake/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${stranger.token}` },
        body: JSON.stringify(body),
      });
      return [response.status, await response.json()];
    };
    const ways = [
      ['joinById', {}],
      ['reconnect', {}],
      ['reconnect', { reconnectionToken: 'x' }],
    ] as const;
    const answers = (id: string) => Promise.all(ways.map(([method, body]) => ask(`${method}/${id}`, body)));
    const [seen] = await answers(roomId);
    assert.equal(seen?.[0], 200, 'she is seen there');
    await hana.room.request('setVisibility', { visibility: 'nobody' });
    // The reservation of the stranger lapses first.
    await eventually(async () => assert.deepEqual(await answers(roomId), await answers('unknown')), 12_000);
    const { matchId } = await hana.room.request('createMatch', { mode: 'connect-four', isPrivate: false });
    await eventually(() => assert.ok(hana.heard.some(({ type }) => type === 'matchReady')));
    assert.deepEqual(await answers(matchId), await answers('unknown'));
    assert.deepEqual(
      (await answers('unknown')).map(([code]) => code),
      [522, 400, 522],
    );
    assert.equal(hana.room.connection.isOpen, true);
  });
});
