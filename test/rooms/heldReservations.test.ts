import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import type { Room } from 'colyseus.js';
import { TOKEN_TTL_S, Tokens } from '../../server/identity/tokens.ts';
import { systemClock } from '../../server/process/systemClock.ts';
import { asPlayerId } from '../../shared/ids.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { cut, type Joined, LobbyServer, refusalOf } from '../support/lobbyServer.ts';
import { knock } from '../support/rawSocket.ts';

const SECRET = 'a secret that is used by tests alone';

describe('a held session', () => {
  let server: LobbyServer;
  let ada: Joined;
  let mallory: Joined;
  beforeEach(async () => {
    server = await LobbyServer.start({ LIMITS: 'off', JWT_SECRET: SECRET });
    ada = await server.join();
    mallory = await server.join();
  });
  afterEach(() => server.stop());

  /** Tries the key of Ada's session in every way, as anybody but her. */
  async function tryKey(room: Pick<Room, 'roomId' | 'sessionId' | 'reconnectionToken'>): Promise<void> {
    const { roomId, sessionId } = room;
    const [, reconnectionToken = ''] = room.reconnectionToken.split(':');
    const resumeToken = (await new Tokens(SECRET, systemClock).issue(asPlayerId(ada.id), 'resume')).token;
    for (const token of [mallory.token, resumeToken, 'x.y.z', '']) {
      const answer = await fetch(`${server.url}/matchmake/reconnect/${roomId}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ reconnectionToken }),
      });
      assert.deepEqual(await answer.json(), { code: 522, error: 'request/unknown' });
      const query = { sessionId, reconnectionToken, skipHandshake: '1', _authToken: token };
      assert.equal(await knock(server.url, { processId: matchMaker.processId, roomId }, query), 'closed 4003');
    }
  }

  it('G23 in the lobby a session’s key lets nobody else in and disturbs nobody, and its player returns', async () => {
    const { reconnectionToken } = ada.room;
    let closes = 0;
    ada.room.onLeave(() => {
      closes += 1;
    });
    await tryKey(ada.room);
    assert.equal(closes, 0);
    assert.deepEqual(await ada.room.request('setStatus', { status: 'busy' }), { status: 'busy' });
    ada.room.reconnection.enabled = false;
    cut(ada.room);
    await eventually(() => assert.equal(server.app.lobby.find(asPlayerId(ada.id))?.status, 'reconnecting'));
    await tryKey(ada.room);
    const back = await server.client(ada.token).reconnect(reconnectionToken);
    assert.equal(back.sessionId, ada.room.sessionId);
    back.reconnection.enabled = false;
  });

  it('G23 a match protects the key too, and an expired token still identifies the returning player', async () => {
    await ada.room.request('createMatch', { mode: 'connect-four', isPrivate: true });
    const { payload } = await eventually(
      () => ada.heard.find(({ type }) => type === 'matchReady') ?? assert.fail('matchReady'),
    );
    const { reservation } = payload as PlayPushes['matchReady'];
    const room = (await server.client(ada.token).consumeSeatReservation(reservation as never)) as Room;
    room.onMessage('*', () => {});
    room.reconnection.enabled = false;
    await tryKey(room);
    assert.equal(await refusalOf(room.request('startMatch', {})), 'request/notAllowed');
    room.connection.close(4010);
    await tryKey(room);
    const anHourAgo = { wall: () => systemClock.wall() - 4 * TOKEN_TTL_S * 1_000 };
    const { token } = await new Tokens(SECRET, anHourAgo).issue(asPlayerId(ada.id), 'session');
    const back = await server.client(token).reconnect(room.reconnectionToken);
    assert.equal(back.sessionId, room.sessionId);
    back.reconnection.enabled = false;
  });
});
