import assert from 'node:assert/strict';
import { emblemFromId } from '../../shared/emblem.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyServer, refusalOf } from '../support/lobbyServer.ts';
import { memoryStore } from '../support/memoryStore.ts';

describe('emblems in the lobby room', () => {
  const store = memoryStore();
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start({}, { store });
  });
  after(() => server.stop());

  it('EM7 a chosen emblem is told to all tabs and everybody, and is there after a reload', async () => {
    const [ada, bob] = await Promise.all([server.join(), server.join()]);
    const tab = await server.join(undefined, ada.token);
    assert.equal(ada.welcome.self.emblem, emblemFromId(ada.id));
    assert.deepEqual(await ada.room.request('setEmblem', { emblem: 551 }), { emblem: 551 });
    await eventually(() => {
      assert.equal(bob.room.state.players.get(ada.id)?.emblem, 551);
      const told = tab.heard.findLast(({ type }) => type === 'selfUpdated');
      assert.equal((told?.payload as { emblem: number } | undefined)?.emblem, 551);
    });
    for (const { room } of [ada, tab]) await room.leave();
    assert.equal((await server.join(undefined, ada.token)).welcome.self.emblem, 551);
  });

  it('EM8 what is no emblem is refused, a mute is no obstacle, and without the store nothing changes', async () => {
    const ada = await server.join();
    const wrong = { emblem: 1_008 };
    assert.equal(await refusalOf(ada.room.request('setEmblem', wrong)), 'request/invalid');
    server.app.lobby.localPlayers.mute(ada.id as never, Number.POSITIVE_INFINITY);
    assert.deepEqual(await ada.room.request('setEmblem', { emblem: 3 }), { emblem: 3 });
    store.isAway = true;
    assert.equal(await refusalOf(ada.room.request('setEmblem', { emblem: 4 })), 'store/away');
    store.isAway = false;
    assert.equal(server.app.lobby.selfOf(ada.id as never)?.emblem, 3);
  });
});
