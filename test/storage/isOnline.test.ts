import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';
import { postgresStores, type StoreKind, sqliteStores } from '../support/storePlaces.ts';

/** Promise 3: the database follows the roster so soon. */
const FOLLOWS_MS = 2_000;
const DAMPING_MS = 400;

for (const kind of [sqliteStores(), postgresStores()]) describe(`is_online: ${kind.name}`, () => suite(kind));

function suite(kind: StoreKind): void {
  let server: LobbyServer;
  before(async () => {
    await kind.start();
    const { url } = await kind.fresh();
    server = await LobbyServer.start({ DATABASE_URL: url, LEAVE_DAMPING_MS: `${DAMPING_MS}` });
  });
  after(async () => {
    await server?.stop();
    await kind.stop();
  });

  const isStored = async ({ id }: Joined) => (await server.app.store.players.find(id as never))?.isOnline;
  const isShown = ({ id }: Joined) => server.app.lobby.find(id as never, id as never) !== undefined;
  const follows = async (player: Joined, isOnline: boolean) => {
    await eventually(() => assert.equal(isShown(player), isOnline));
    await eventually(async () => assert.equal(await isStored(player), isOnline), FOLLOWS_MS);
  };

  it('S38 it follows the roster within 2 s, both ways, again and again, in several tabs, and for hidden players', async () => {
    const first = await server.join('Ada');
    await follows(first, true);
    for (const visibility of ['everyone', 'nobody'] as const) {
      const tab = await server.join(undefined, first.token);
      await tab.room.request('setVisibility', { visibility });
      const other = await server.join(undefined, first.token);
      await first.room.leave();
      await tab.room.leave();
      await server.pass(DAMPING_MS + 500);
      await follows(other, true);
      await other.room.leave();
      await server.pass(DAMPING_MS + 500);
      await follows(other, false);
      first.room = (await server.join(undefined, first.token)).room;
      await follows(first, true);
    }
  });
}
