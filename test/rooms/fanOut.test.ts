import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import { matchMaker } from '@colyseus/core';
import type { LobbyRoom } from '../../server/lobby/LobbyRoom.ts';
import { PATCH_MS } from '../../shared/limits.ts';
import { Player } from '../../shared/state.ts';
import { eventually } from '../support/eventually.ts';
import { cut, LobbyServer } from '../support/lobbyServer.ts';
import { NetworkProxy } from '../support/proxy.ts';
import { ShiftedClock } from '../support/shiftedClock.ts';
import { TLS_CERT, TLS_KEY } from '../support/tlsIdentity.ts';

const roomOf = (roomId: string) => matchMaker.getLocalRoomById(roomId) as LobbyRoom;

describe('fan-out of a shard', () => {
  let server: LobbyServer;
  const clock = new ShiftedClock();
  afterEach(() => server.stop());

  it('F3 stock clients that join among joins, leaves and resumes see exactly the server’s rows', async () => {
    server = await LobbyServer.start({ LEAVE_DAMPING_MS: '0' });
    const joined = await Promise.all(Array.from({ length: 12 }, () => server.join()));
    await Promise.all(joined.slice(0, 4).map(({ room }) => room.leave()));
    const resumed = joined.slice(4, 6);
    for (const { room } of resumed) cut(room);
    const late = await Promise.all(Array.from({ length: 4 }, () => server.join()));
    await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().held, 0));
    const rows = roomOf((late[0] as (typeof late)[0]).room.roomId).state.players;
    assert.equal(rows.size, 12);
    for (const { room } of [...joined.slice(4), ...late]) {
      await eventually(() => assert.deepEqual(room.state.players.toJSON(), rows.toJSON()));
    }
  });

  it('F9 the interval appears in the state and the metrics, and the room keeps to it', async () => {
    server = await LobbyServer.start({}, { clock });
    const ada = await server.join();
    assert.equal(ada.welcome.patchMs, PATCH_MS);
    await eventually(() => assert.equal(ada.room.state.patchMs, PATCH_MS));
    // Patches to one client cost next to nothing. The room adapts only when its clock ticks.
    const calm = setInterval(() => clock.advance(1_000), 50);
    await eventually(() => assert.equal(ada.room.state.patchMs, 100), 5_000);
    clearInterval(calm);
    assert.equal(roomOf(ada.room.roomId).patchRate, 100);
    assert.equal(await server.metric('foyer_patch_interval_seconds'), 0.1);
    assert.ok((await server.metric('foyer_patch_writes_total')) > 0);
  });

  for (const isSecure of [false, true]) {
    it(`F12 a stalled reader gets every frame whole when it resumes reading, ${isSecure ? 'with' : 'without'} TLS`, async () => {
      const identity = { key: TLS_KEY, cert: TLS_CERT };
      server = await LobbyServer.start(
        { SHARD_CAPACITY: '2000' },
        isSecure ? { createHttp: (options) => createServer({ ...options, ...identity }) } : {},
      );
      const network = await NetworkProxy.to(server.app.port, Math.random, isSecure ? TLS_CERT : undefined);
      try {
        const { token } = await server.signIn(undefined, undefined, network.url);
        const reader = await server.join(undefined, token, {}, network.url);
        const room = roomOf(reader.room.roomId);
        for (let i = 0; i < 1_000; i++)
          room.state.players.set(`row${i}`, new Player().assign({ name: 'x', status: 0 }));
        const marks = () =>
          new Set(
            [...reader.room.state.players.entries()].flatMap(([id, row]) => (id.startsWith('row') ? row.name : [])),
          );
        await eventually(() => assert.equal(reader.room.state.players.size, 1_001));
        let mixed = 0;
        reader.room.onStateChange(() => {
          if (marks().size !== 1) mixed += 1;
        });
        network.blackHole();
        for (let i = 0; i < 150; i++) {
          for (let row = 0; row < 1_000; row++)
            (room.state.players.get(`row${row}`) as Player).name = `mark ${i}`.padEnd(30);
          room.broadcastPatch();
        }
        network.heal();
        await eventually(() => assert.deepEqual([...marks()], ['mark 149'.padEnd(30)]));
        assert.equal(mixed, 0);
      } finally {
        await network.close();
      }
    });
  }
});
