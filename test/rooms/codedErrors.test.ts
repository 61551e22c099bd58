import assert from 'node:assert/strict';
import { ErrorCode, matchMaker, Protocol } from '@colyseus/core';
import { decode } from '@colyseus/schema';
import { WebSocketClient } from '@colyseus/ws-transport';
import WebSocket from 'ws';
import { REFUSALS } from '../../shared/refusals.ts';
import { LobbyServer } from '../support/lobbyServer.ts';
import { codeOf, openRawSocket } from '../support/rawSocket.ts';

/** Of a frame that says why a socket is not let in. */
function errorIn(frame: Uint8Array): { code: number; message: string } {
  const at = { offset: 1 };
  return { code: decode.number(frame, at), message: decode.string(frame, at) };
}

describe('errors on sockets', () => {
  let server: LobbyServer;
  let lobby: string;
  let token: string;
  before(async () => {
    server = await LobbyServer.start({ LIMITS: 'off' });
    const { room, token: own } = await server.join('Ada');
    [lobby, token] = [room.roomId, own];
  });
  after(() => server.stop());

  const whyNot = (roomId: string, query: Record<string, string>): Promise<{ code: number; message: string }> => {
    const address = `${server.url.replace('http', 'ws')}/${matchMaker.processId}/${roomId}`;
    const socket = new WebSocket(`${address}?${new URLSearchParams(query)}`);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', (code) => reject(new Error(`closed ${code} without a reason`)));
      socket.on('message', (frame: Buffer) => {
        if (codeOf(frame) === Protocol.ERROR) resolve(errorIn(frame));
      });
    });
  };

  it('G27 every way not to be let into a room is told with one of our codes', async () => {
    const seated = await openRawSocket(server.url, token);
    const ways: [way: string, roomId: string, query: Record<string, string>][] = [
      ['an unknown room', 'nowhere', { sessionId: 'x' }],
      ['no session', lobby, {}],
      ['no reservation', lobby, { sessionId: 'x', _authToken: token }],
      ['a name of Object’s', lobby, { sessionId: 'constructor', reconnectionToken: '__proto__', _authToken: token }],
      ['a used reservation', lobby, { sessionId: seated.sessionId, _authToken: token }],
      ['a wrong key', lobby, { sessionId: seated.sessionId, reconnectionToken: 'x', _authToken: token }],
    ];
    for (const [way, roomId, query] of ways)
      assert.deepEqual(await whyNot(roomId, query), { code: 524, message: 'request/unknown' }, way);
    seated.socket.close();
  });

  it('G27 no text of a library or of a bug goes out with the frame, and a code of ours does', () => {
    const told = (code: number | undefined, message: string): string => {
      const sent: Uint8Array[] = [];
      const socket = { send: (frame: Uint8Array) => void sent.push(frame) };
      new WebSocketClient('x', socket as never).error(code as number, message);
      return errorIn(sent[0] as Uint8Array).message;
    };
    assert.equal(told(ErrorCode.MATCHMAKE_EXPIRED, 'already consumed'), 'request/unknown');
    assert.equal(told(ErrorCode.AUTH_FAILED, 'onAuth failed'), 'auth/invalid');
    assert.equal(
      told(ErrorCode.APPLICATION_ERROR, "Cannot read properties of undefined (reading 'id')"),
      'server/error',
    );
    assert.equal(told(4010, 'Reconnection attempt timed out'), 'server/error');
    for (const refusal of REFUSALS) assert.equal(told(ErrorCode.AUTH_FAILED, refusal), refusal);
  });
});
