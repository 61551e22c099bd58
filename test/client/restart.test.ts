import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { LobbyServer } from '../support/lobbyServer.ts';

describe('the link across a restart', () => {
  it('L11 the player returns in the new process as the same player with the same status', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'foyer-restart-'));
    const kept = { DATABASE_URL: `sqlite:${join(dir, 'foyer.db')}`, JWT_SECRET: 'a secret for one test, long enough' };
    let server = await LobbyServer.start(kept);
    const ada = new FollowedClient(server.url);
    try {
      ada.client.start();
      await eventually(() => ada.count('welcomed') === 1);
      const { id } = ada;
      assert.equal((await ada.client.request('setStatus', { status: 'busy' })).ok, true);

      const { port } = server.app;
      await server.stop();
      await eventually(() => ada.client.link.kind === 'waiting');
      server = await LobbyServer.start({ ...kept, PORT: String(port) });
      await eventually(() => ada.count('welcomed') === 2, 10_000);
      assert.equal(ada.id, id);
      await eventually(() => ada.rows.get(id)?.status === 'busy');
      assert.ok(!ada.events.some((event) => event.type === 'linkChanged' && event.link.kind === 'closed'));
    } finally {
      await ada.client.leave();
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    }
  });
});
