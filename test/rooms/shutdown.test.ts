import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchMaker } from '@colyseus/core';
import { eventually, ownMs } from '../support/eventually.ts';
import { cut, LobbyServer } from '../support/lobbyServer.ts';
import { memoryStore } from '../support/memoryStore.ts';

describe('shutdown and restart', () => {
  it('R20 clients get `moved`, close with 4001, and keep their status across a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-'));
    const env = { DATABASE_URL: `sqlite:${folder}/foyer.db` };
    let server = await LobbyServer.start(env);
    const ada = await server.join('Ada');
    await ada.room.request('setStatus', { status: 'busy' });
    const closed = new Promise<number>((resolve) => ada.room.onLeave((code) => resolve(code)));
    await server.stop();
    assert.equal(await closed, 4001);
    const moved = ada.heard.find(({ type }) => type === 'moved')?.payload as { resumeToken: string };

    server = await LobbyServer.start(env);
    const back = await server.join(undefined, ada.token, { resumeToken: moved.resumeToken });
    assert.equal(back.id, ada.id);
    assert.equal(back.welcome.self.name, 'Ada');
    assert.equal(back.welcome.self.chosenStatus, 'busy');
    const other = await server.signIn();
    const stranger = await server.join(undefined, other.token, { resumeToken: moved.resumeToken });
    assert.equal(stranger.welcome.self.chosenStatus, 'online');
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('R26 everybody is stored as offline when the stop is done, even with a slow store', async () => {
    const store = memoryStore();
    const { writePresence } = store.players;
    store.players.writePresence = async (batch) => {
      // Real time: the store is slow.
      await new Promise((resolve) => setTimeout(resolve, 300));
      return writePresence(batch);
    };
    // The test reads the store after the stop.
    store.close = async () => {};
    const server = await LobbyServer.start({ RECONNECT_WINDOW_MS: '60000' }, { store });
    const players = await Promise.all(Array.from({ length: 30 }, () => server.join()));
    for (const { room } of players.slice(0, 5)) {
      room.reconnection.enabled = false;
      cut(room);
    }
    await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().held, 5));
    assert.ok((await ownMs(() => server.stop())) < 10_000);
    for (const { id } of players) assert.equal((await store.players.find(id as never))?.isOnline, false);
  });

  it('R19 a wall clock that jumps two hours either way kicks and moves nobody', async () => {
    const server = await LobbyServer.start({ KICK_AFTER_MS: '60000', IDLE_AFTER_MS: '30000' });
    const ada = await server.join();
    const room = matchMaker.getLocalRoomById(ada.room.roomId);
    for (const jumpMs of [7_200_000, -14_400_000]) {
      server.clock.jump(jumpMs);
      await server.ticks();
      server.app.lobby.localPlayers.sweep();
      assert.ok(ada.room.connection.isOpen);
      assert.ok(Math.abs(room.clock.currentTime - server.clock.now()) < 1_000);
      assert.equal(server.app.lobby.selfOf(ada.id as never)?.status, 'online');
    }
    await server.stop();
  });
});
