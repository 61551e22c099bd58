import assert from 'node:assert/strict';
import { STATUS } from '../../shared/status.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';

const rowOf = (viewer: Joined, who: { id: string }) => viewer.room.state.players.get(who.id);
const sees = (viewer: Joined, who: { id: string }, status: number) =>
  eventually(() => assert.equal(rowOf(viewer, who)?.status, status));
const seesNot = (viewer: Joined, who: { id: string }) => eventually(() => assert.equal(rowOf(viewer, who), undefined));
const DAMPING_MS = 10_000;
const WINDOW_MS = 60_000;

describe('lobby room: presence on other clients', () => {
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start({ RECONNECT_WINDOW_MS: String(WINDOW_MS), LEAVE_DAMPING_MS: String(DAMPING_MS) });
  });
  // Players of the test before leave, including damping.
  beforeEach(() =>
    eventually(async () => {
      await server.pass(DAMPING_MS);
      assert.equal(server.app.lobby.localPlayers.numbers().sessions, 0);
    }),
  );
  after(() => server.stop());

  it('R1 a join without a token gets auth/required', async () => {
    const { Client } = await import('colyseus.js');
    const client = new Client(server.url);
    client.auth.token = '';
    assert.equal(await refusalOf(client.joinOrCreate('lobby')), 'auth/required');
    client.auth.token = 'no.such.token';
    assert.equal(await refusalOf(client.joinOrCreate('lobby')), 'auth/invalid');
  });

  it('R4 unknown join options are refused', async () => {
    const { token } = await server.signIn();
    assert.equal(await refusalOf(server.client(token).joinOrCreate('lobby', { admin: true })), 'request/invalid');
  });

  it('R2 a joining player gets the roster and a welcome with the server’s intervals', async () => {
    const ada = await server.join('Ada Lovelace');
    assert.equal(ada.welcome.self.name, 'Ada Lovelace');
    assert.equal(ada.welcome.reconnectWindowMs, WINDOW_MS);
    assert.equal(ada.welcome.shard, ada.room.roomId);
    assert.ok(Math.abs(ada.welcome.nowS - server.clock.wall() / 1000) < 5);
    await sees(ada, ada, STATUS.online.number);
    await eventually(() => assert.equal(ada.room.state.online, 1));
    await ada.room.leave();
  });

  it('R3 every request gets its typed reply', async () => {
    const ada = await server.join();
    assert.ok(Math.abs((await ada.room.request('heartbeat', { active: true })).nowS - server.clock.wall() / 1000) < 5);
    assert.deepEqual(await ada.room.request('setStatus', { status: 'busy' }), { status: 'busy' });
    assert.deepEqual(await ada.room.request('setVisibility', { visibility: 'everyone' }), { visibility: 'everyone' });
    await sees(ada, ada, STATUS.busy.number);
    await ada.room.leave();
  });

  it('R8 another player sees away, back, dropped and resumed', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    await sees(bob, ada, STATUS.online.number);
    await ada.room.request('heartbeat', { active: false });
    await sees(bob, ada, STATUS.away.number);
    await ada.room.request('heartbeat', { active: true });
    await sees(bob, ada, STATUS.online.number);
    ada.room.reconnection.enabled = false;
    const { reconnectionToken } = ada.room;
    cut(ada.room);
    await sees(bob, ada, STATUS.reconnecting.number);
    const back = await server.client(ada.token).reconnect(reconnectionToken);
    await sees(bob, ada, STATUS.online.number);
    assert.equal(bob.room.state.players.size, 2);
    await back.leave();
    await server.pass(DAMPING_MS);
    await seesNot(bob, ada);
    await bob.room.leave();
  });

  it('R9 the seat is gone after the window', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    ada.room.reconnection.enabled = false;
    const { reconnectionToken } = ada.room;
    cut(ada.room);
    await sees(bob, ada, STATUS.reconnecting.number);
    await server.pass(WINDOW_MS);
    await seesNot(bob, ada);
    assert.equal(await refusalOf(server.client(ada.token).reconnect(reconnectionToken)), 'request/unknown');
    await bob.room.leave();
  });

  it('R10 a reload changes nothing on another client', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    await sees(bob, ada, STATUS.online.number);
    const row = rowOf(bob, ada);
    const changes: string[] = [];
    bob.room.onStateChange(() => {
      const now = rowOf(bob, ada);
      if (now !== row || now?.status !== STATUS.online.number) changes.push(`${now?.status}`);
    });
    for (let i = 0; i < 3; i++) {
      await ada.room.leave();
      const again = await server.join(undefined, ada.token);
      ada.room = again.room;
    }
    await server.pass(DAMPING_MS);
    // Messages arrive in order, so every earlier change has arrived with this reply.
    await bob.room.request('heartbeat', { active: true });
    assert.deepEqual(changes, []);
    await ada.room.leave();
    await server.pass(DAMPING_MS);
    await seesNot(bob, ada);
    await bob.room.leave();
  });

  it('R11 a second tab adds no row, and the row stays until the last tab leaves', async () => {
    const bob = await server.join();
    const first = await server.join();
    const second = await server.join(undefined, first.token);
    assert.equal(second.id, first.id);
    await sees(bob, first, STATUS.online.number);
    assert.equal(bob.room.state.players.size, 2);
    assert.equal(server.app.lobby.stats().online, 2);
    await first.room.leave();
    await server.pass(DAMPING_MS);
    await bob.room.request('heartbeat', { active: true });
    assert.equal(rowOf(bob, first)?.status, STATUS.online.number);
    await second.room.leave();
    await server.pass(DAMPING_MS);
    await seesNot(bob, first);
    await bob.room.leave();
  });

  it('R12 a player who hides leaves others’ states as if they left, and showing puts them in everyone’s', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    await sees(bob, ada, STATUS.online.number);
    await ada.room.request('setVisibility', { visibility: 'nobody' });
    await bob.room.request('heartbeat', { active: true });
    assert.ok(rowOf(bob, ada));
    await server.pass(DAMPING_MS);
    await seesNot(bob, ada);
    await seesNot(ada, ada);
    await eventually(() => assert.equal(bob.room.state.online, 1));
    await ada.room.request('setVisibility', { visibility: 'everyone' });
    await sees(bob, ada, STATUS.online.number);
    await Promise.all([ada.room.leave(), bob.room.leave()]);
  });

  it('R15 a new name reaches everybody, or is refused and the old one stays', async () => {
    const [ada, bob] = [await server.join('First Name'), await server.join('Taken Name')];
    assert.deepEqual(await ada.room.request('setName', { name: '  Second   Name ' }), { name: 'Second Name' });
    await eventually(() => assert.equal(rowOf(bob, ada)?.name, 'Second Name'));
    assert.equal(await refusalOf(ada.room.request('setName', { name: 'x' })), 'name/tooShort');
    assert.equal(await refusalOf(ada.room.request('setName', { name: 'TAKEN NAME' })), 'name/taken');
    assert.equal(rowOf(bob, ada)?.name, 'Second Name');
    await Promise.all([ada.room.leave(), bob.room.leave()]);
  });

  it('R22 a change in one tab reaches the other', async () => {
    const first = await server.join();
    const second = await server.join(undefined, first.token);
    await first.room.request('setStatus', { status: 'busy' });
    await first.room.request('setVisibility', { visibility: 'nobody' });
    await eventually(() => {
      const last = second.heard.filter(({ type }) => type === 'selfUpdated').at(-1)?.payload;
      assert.deepEqual(last, { ...(last as object), chosenStatus: 'busy', status: 'busy', visibility: 'nobody' });
    });
    await Promise.all([first.room.leave(), second.room.leave()]);
  });
});
