import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer, refusalOf, SHORT } from '../support/lobbyServer.ts';
import { codeOf, FRAME, openRawSocket } from '../support/rawSocket.ts';

const FRAMES = 10_000;
const SOCKETS = 100;

/** Well-formed, whatever follows. */
const WELL_FORMED: readonly number[] = [FRAME.joinRoom, FRAME.leaveRoom, FRAME.ping];

/** Random bytes after a plausible first one. */
function oddFrame(): Uint8Array {
  const frame = randomBytes(randomInt(1, 120));
  frame[0] = randomInt(0, 256);
  return WELL_FORMED.includes(codeOf(frame)) ? oddFrame() : frame;
}

describe('hostile frames', () => {
  it('R24 10,000 malformed frames, each read on a live socket, change no state, end no process and keep nobody out', async () => {
    const server = await LobbyServer.start({ LIMITS: 'off' });
    const observer = await server.join('Observer');
    const before = JSON.stringify(observer.room.state.players.get(observer.id));
    const refused = async () => {
      const codes = ['request/invalid', 'request/unknown'].map((code) => `foyer_refusals_total{code="${code}"}`);
      const counts = await Promise.all(codes.map((name) => server.metric(name).catch(() => 0)));
      return counts.reduce((sum, count) => sum + count, 0);
    };
    for (let i = 0; i < SOCKETS; i++) {
      const { token } = await server.signIn();
      const raw = await openRawSocket(server.url, token);
      for (let k = 0; k < FRAMES / SOCKETS; k++) raw.socket.send(oddFrame());
      raw.socket.ping();
      await once(raw.socket, 'pong');
      assert.equal(raw.socket.readyState, raw.socket.OPEN);
      raw.socket.close();
      await raw.closed;
    }
    assert.equal(await refused(), FRAMES);
    assert.deepEqual(await observer.room.request('setStatus', { status: 'online' }), { status: 'online' });
    assert.equal(JSON.stringify(observer.room.state.players.get(observer.id)), before);
    await eventually(() => assert.equal(server.app.lobby.stats().online, 1), 10_000);
    const late = await server.join();
    await eventually(() => assert.equal(late.room.state.players.size, 2));
    await server.stop();
  });

  it('R25 a hidden player’s actions send an observer no byte and change no reply', async () => {
    const server = await LobbyServer.start();
    const observer = await openRawSocket(server.url, (await server.signIn('Observer')).token);
    await eventually(() => assert.ok(observer.frames.length >= 2));
    /** Every due patch has arrived: the pong comes after it. */
    const isQuiet = async () => {
      await server.ticks();
      observer.socket.ping();
      await once(observer.socket, 'pong');
    };
    const answers = async () => {
      const [players, stats, search] = await Promise.all(
        ['/api/players', '/api/stats', '/api/players?q=hidden'].map((path) => server.get<object>(path)),
      );
      return JSON.stringify({ players, stats, search });
    };
    // A calm server sends patches faster after some seconds, which is told once.
    for (let second = 0; second < 12; second++) await server.pass(1_000);
    await isQuiet();
    const [framesBefore, answersBefore] = [observer.frames.length, await answers()];

    const hidden: Joined[] = [];
    const about: unknown[] = [];
    const told = (id: string) => server.get<object>(`/api/players/${id}`);
    for (let i = 0; i < 20; i++) {
      const { token, user } = await server.signIn(`Hidden ${i}`);
      await server.app.store.players.setVisibility(user.id as never, 'nobody', 0);
      about.push(await told(user.id));
      hidden.push(await server.join(undefined, token));
    }
    for (const [i, { room }] of hidden.entries()) {
      await room.request('setStatus', { status: 'busy' });
      await room.request('heartbeat', { active: false });
      await room.request('setName', { name: `Unseen ${i}` });
      assert.equal(await refusalOf(room.request('sendChat', { channel: 'shard', text: 'boo' })), 'chat/hidden');
      assert.deepEqual(await told(hidden[i]?.id ?? ''), about[i]);
    }
    await isQuiet();
    assert.equal(await answers(), answersBefore);
    await Promise.all(hidden.map(({ room }) => room.leave()));
    await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().sessions, 1));
    await server.pass(Number(SHORT.LEAVE_DAMPING_MS));
    await isQuiet();
    assert.equal(await answers(), answersBefore);
    assert.deepEqual(observer.frames.slice(framesBefore), []);
    observer.socket.close();
    await server.stop();
  });
});
