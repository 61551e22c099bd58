import assert from 'node:assert/strict';
import { ADMIN } from '../support/admin.ts';
import { LobbyServer } from '../support/lobbyServer.ts';

describe('the monitor of a lobby', () => {
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start();
  });
  after(() => server.stop());

  const ask = async <Body>(path: string): Promise<Body> => {
    const response = await fetch(`${server.url}/monitor/api/${path}`, {
      headers: { ...ADMIN, 'Sec-Fetch-Site': 'same-origin' },
    });
    assert.equal(response.status, 200, path);
    return (await response.json()) as Body;
  };

  it('H39 names the player of each session, hidden and renamed ones too, and a click ends the session named', async () => {
    const [ada, bob] = [await server.join('Ada'), await server.join('Bob')];
    await ada.room.request('setVisibility', { visibility: 'nobody' });
    await ada.room.request('setName', { name: 'Countess' });
    const { clients } = await ask<{ clients: { sessionId: string }[] }>(`room?roomId=${ada.room.roomId}`);
    const shown = clients.map(({ sessionId }) => sessionId);
    assert.deepEqual(shown, [
      `${ada.room.sessionId} · Countess · ${ada.id}`,
      `${bob.room.sessionId} · Bob · ${bob.id}`,
    ]);
    ada.room.reconnection.enabled = false;
    const left = new Promise((resolve) => ada.room.onLeave(resolve));
    const args = JSON.stringify([shown[0]]);
    await ask(`room/call?${new URLSearchParams({ roomId: ada.room.roomId, method: '_forceClientDisconnect', args })}`);
    await left;
    assert.equal(bob.room.connection.isOpen, true);
  });
});
