import assert from 'node:assert/strict';
import { once } from 'node:events';
import { ErrorCode } from '@colyseus/core';
import { COOL_DOWN_MS, FRAME_MAX_BYTES } from '../../shared/limits.ts';
import { REQUESTS } from '../../shared/requests.ts';
import { badFrames } from '../support/badFrames.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';
import { openRawSocket } from '../support/rawSocket.ts';
import { closesWith, loose, openTabs } from '../support/tabs.ts';

const MINUTE_MS = 60_000;

describe('cuts', () => {
  let server: LobbyServer;
  beforeEach(async () => {
    server = await LobbyServer.start();
  });
  afterEach(() => server.stop());
  const flood = (joined: Joined): Promise<number> => {
    for (let i = 0; i < 300; i++) loose(joined).send('setStatus', { status: 'busy' });
    return closesWith(joined);
  };
  const matchmaking = (path: string, token: string, body: object = {}): [string, RequestInit] => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
    return [`${server.url}/matchmake/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }];
  };
  const post = async (...request: Parameters<typeof matchmaking>) => {
    const answer = await fetch(...matchmaking(...request));
    const { error } = (await answer.json()) as { error?: string };
    return { status: answer.status, error, retryAfter: Number(answer.headers.get('retry-after')) };
  };

  it('LM6 a flood is closed with 4104: the session is gone at once, its resume refused, and a stock client stays away', async () => {
    const [ada, bob] = [await server.join(), await server.join()];
    const { roomId, reconnectionToken } = ada.room;
    let drops = 0;
    ada.room.onDrop(() => void drops++);
    assert.equal(await flood(ada), 4104);
    assert.deepEqual([drops, ada.room.reconnection.isReconnecting], [0, false]);
    await eventually(() => assert.equal(bob.room.state.players.get(ada.id), undefined));
    assert.equal(server.app.lobby.localPlayers.numbers().sessions, 1);
    const key = { reconnectionToken: reconnectionToken.split(':')[1] };
    assert.equal((await post(`reconnect/${roomId}`, ada.token, key)).status, 429);
    server.clock.advance(COOL_DOWN_MS);
    const { status, error } = await post(`reconnect/${roomId}`, ada.token, key);
    assert.deepEqual([status, error], [ErrorCode.MATCHMAKE_INVALID_ROOM_ID, 'request/unknown']);
  });

  it('LM7 a player who was cut stays out, twice as long the second time: over HTTP, with a reservation, and with a held session', async () => {
    const [ada, tab] = await openTabs(server, 2);
    assert.equal(await flood(ada), 4104);
    for (const path of ['joinOrCreate/lobby', `joinById/${ada.room.roomId}`, `reconnect/${ada.room.roomId}`]) {
      const { status, error, retryAfter } = await post(path, ada.token);
      assert.deepEqual([status, error], [429, 'player/coolingDown'], path);
      assert.ok(retryAfter > 25 && retryAfter <= 30, `${retryAfter} s`);
    }
    // The other tab keeps to the limits and stays, but cannot come back.
    server.clock.advance(1_000);
    assert.equal(await refusalOf((tab as Joined).room.request('heartbeat', { active: true })), undefined);
    const end = closesWith(tab as Joined);
    Object.assign((tab as Joined).room.reconnection, { maxRetries: 2, minDelay: 1, delay: 1 });
    cut((tab as Joined).room);
    assert.equal(await end, 4003);
    server.clock.advance(COOL_DOWN_MS);
    const again = await server.join(undefined, ada.token);
    server.clock.advance(MINUTE_MS);
    assert.equal(await flood(again), 4104);
    server.clock.advance(COOL_DOWN_MS);
    const { retryAfter } = await post('joinOrCreate/lobby', ada.token);
    assert.ok(retryAfter > 25 && retryAfter <= 30, `${retryAfter} s more`);
  });

  it('LM7 a reservation from before the cut lets nobody in', async () => {
    const ada = await server.join();
    const reservation = await (await fetch(...matchmaking('joinOrCreate/lobby', ada.token))).json();
    await flood(ada);
    const join = server.client(ada.token).consumeSeatReservation(reservation as never);
    await assert.rejects(join, /player\/coolingDown/);
  });

  it('LM5 each kind of bad frame is refused, counted and harmless; with patience at its end the session is cut', async () => {
    const refusals = async (code: string) => server.metric(`foyer_refusals_total{code="${code}"}`).catch(() => 0);
    for (const [kind, frame, code, requestId] of badFrames('setStatus')) {
      const before = await refusals(code);
      const { token } = await server.signIn();
      const raw = await openRawSocket(server.url, token);
      raw.socket.send(frame);
      raw.socket.ping();
      await new Promise((resolve) => raw.socket.once('pong', resolve));
      assert.equal(await refusals(code), before + 1, kind);
      assert.equal(raw.socket.readyState, raw.socket.OPEN, kind);
      const reply = raw.frames.find((each) => (each[0] ?? 0) === 22);
      if (requestId !== undefined) {
        assert.deepEqual([reply?.[1], reply?.[2]], [requestId, 1], kind);
        assert.ok(
          Buffer.from(reply ?? [])
            .toString('latin1')
            .includes(code),
          kind,
        );
      }
      for (let i = 0; i < 130; i++) raw.socket.send(frame);
      assert.equal(await raw.closed, 4104, kind);
      assert.equal((await post('joinOrCreate/lobby', token)).status, 429, kind);
    }
  });

  it('LM5 bad input to whatever request, in eight tabs, ends in a cut', async () => {
    const tabs = await openTabs(server);
    const closes = tabs.map(closesWith);
    const names = Object.entries(REQUESTS).flatMap(([name, { limit }]) => (limit.burst < 5 ? [] : [name]));
    for (let round = 0; tabs.some(({ room }) => room.connection.isOpen); round++) {
      assert.ok(round < 100, 'still open');
      // Slowly, so that no request is over its limit and no frame one too many.
      server.clock.advance(200);
      const open = tabs.filter(({ room }) => room.connection.isOpen);
      const nameOf = (at: number) => names[(round * tabs.length + at) % names.length] as string;
      const asked = open.map((tab, at) => refusalOf(loose(tab).request(nameOf(at), 7)));
      for (const code of await Promise.all(asked)) assert.ok(code === 'request/invalid' || /closed/.test(`${code}`));
    }
    assert.deepEqual(await Promise.all(closes), Array(8).fill(4104));
  });

  it('LM10 pings and pongs count as frames: a live link needs few, and a flood of them is cut', async () => {
    for (const control of ['ping', 'pong'] as const) {
      const { token } = await server.signIn();
      const raw = await openRawSocket(server.url, token);
      /** `ws` ends a socket with many unanswered pings by itself, so each is answered before the next. */
      const ping = async () => {
        raw.socket.ping();
        await Promise.race([once(raw.socket, 'pong'), raw.closed]);
      };
      const send = async () => (control === 'ping' ? await ping() : raw.socket.pong());
      for (let minute = 0; minute < 2; minute++) {
        for (let i = 0; i < 100; i++) await send();
        await ping();
        server.clock.advance(MINUTE_MS);
      }
      assert.equal(raw.socket.readyState, raw.socket.OPEN, control);
      for (let i = 0; i < 200 && raw.socket.readyState === raw.socket.OPEN; i++) await send();
      assert.equal(await raw.closed, 4104, control);
      assert.equal((await post('joinOrCreate/lobby', token)).status, 429, control);
    }
  });

  it('LM6 a frame that is too large ends its socket, and the session with it', async () => {
    const ada = await server.join();
    const closed = closesWith(ada);
    loose(ada).connection.send(new Uint8Array(FRAME_MAX_BYTES + 1));
    assert.equal(await closed, 1009);
    await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().sessions, 0));
  });
});
