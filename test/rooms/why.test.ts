import assert from 'node:assert/strict';
import type { Why } from '../../server/domain/operators/why.ts';
import { ADMIN } from '../support/admin.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, SHORT } from '../support/lobbyServer.ts';

describe('an operator asks why', () => {
  let server: LobbyServer;
  let ada: Joined;
  beforeEach(async () => {
    server = await LobbyServer.start({ NODE_ENV: 'development', RECONNECT_WINDOW_MS: '20000' });
    ada = await server.join('Ada');
    await eventually(async () => assert.deepEqual((await why()).missing, []));
  });
  afterEach(() => server.stop());
  const why = (id = ada.id) => server.adminGet<Why>(`/api/admin/why/${id}`);

  it('O17 the answer lists the players present, the deciding rule and each session', async () => {
    const tab = await server.join(undefined, ada.token);
    const { shown, sessions, places, isPartial } = await why();
    assert.deepEqual([shown.status, shown.rule, shown.isListed, isPartial], ['online', 'active', true, false]);
    assert.deepEqual(sessions, { live: 2, held: 0, leaving: 0 });
    assert.deepEqual(
      places[0]?.presence?.sessions.map(({ id, shard }) => [id, shard]),
      [ada, tab].map(({ room }) => [room.sessionId, room.roomId]),
    );
    assert.equal(shown.shard, ada.room.roomId);
  });

  it('O17 the answer explains a hidden player, one with hidden tabs, and a busy one', async () => {
    await ada.room.request('setVisibility', { visibility: 'nobody' });
    await server.pass(Number(SHORT.LEAVE_DAMPING_MS));
    await ada.room.request('heartbeat', { active: false });
    const away = (await why()).shown;
    assert.deepEqual([away.status, away.rule, away.idle?.by], ['away', 'idle', 'hiddenTab']);
    assert.deepEqual([away.visibility, away.isListed], ['nobody', false]);
    await ada.room.request('setStatus', { status: 'busy' });
    const busy = (await why()).shown;
    assert.deepEqual([busy.status, busy.rule, busy.idle], ['busy', 'chosenBusy', null]);
  });

  it('O17 the answer explains a player who is queued, in a party, and then disconnected', async () => {
    await ada.room.request('createParty', {});
    await ada.room.request('joinQueue', { mode: 'cycles' });
    await eventually(async () => assert.equal((await why()).shown.rule, 'queued'));
    const { desk } = await why();
    assert.deepEqual([desk?.ticket?.mode, desk?.ticket?.players, desk?.party?.leader], ['cycles', [ada.id], ada.id]);
    ada.room.reconnection.enabled = false;
    cut(ada.room);
    await eventually(async () => assert.equal((await why()).shown.rule, 'held'));
    const { shown, sessions, places } = await why();
    assert.deepEqual([shown.status, sessions], ['reconnecting', { live: 0, held: 1, leaving: 0 }]);
    const [session] = places[0]?.presence?.sessions ?? [];
    assert.ok(session?.state === 'held' && session.leftMs > 15_000 && session.leftMs <= 20_000);
  });

  it('O17 the answer contains no token and no address', async () => {
    const text = JSON.stringify(await why());
    assert.ok(text.includes(ada.room.sessionId));
    for (const secret of [ada.token, ada.room.reconnectionToken.split(':')[1] ?? '', '127.0.0.1'])
      assert.ok(secret && !text.includes(secret));
  });

  it('O17 the answer for a player who left comes from the store, and an unknown player has none', async () => {
    server.app.lobby.localPlayers.end(ada.id as never, 'kicked');
    const { shown, places, stored } = await why();
    assert.deepEqual([shown.status, shown.rule, places, stored?.name], [null, null, [], 'Ada']);
    assert.equal((await fetch(`${server.url}/api/admin/why/nobody`, { headers: ADMIN })).status, 404);
  });
});
