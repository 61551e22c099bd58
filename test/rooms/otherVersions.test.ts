import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { decode } from '@colyseus/schema';
import WebSocket from 'ws';
import type { Fetch } from '../../client/net/json.ts';
import { COLYSEUS, VERSION } from '../../shared/protocol.ts';
import { eventually } from '../support/eventually.ts';
import { FollowedClient } from '../support/lobbyClients.ts';
import { LobbyServer } from '../support/lobbyServer.ts';
import { codeOf, openRawSocket } from '../support/rawSocket.ts';

const ERROR = 11;
/** To what an SDK of 0.15 or 0.16 connects. */
type OldAnswer = { sessionId: string; room: { name: string; roomId: string; processId: string } };

describe('clients of other versions', () => {
  let server: LobbyServer;
  before(async () => {
    server = await LobbyServer.start();
  });
  after(() => server.stop());

  /** Sends the bytes and reads to the end of the answer. */
  function exchange(head: readonly string[], body: string): Promise<OldAnswer> {
    const socket = connect(server.app.port, '127.0.0.1');
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      socket.on('data', (part) => parts.push(part));
      socket.on('error', reject);
      socket.on('close', () => {
        const answer = Buffer.concat(parts).toString();
        resolve(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as OldAnswer);
      });
    });
  }

  /** What a socket is told with a frame, and with its close. */
  function heard(socket: WebSocket): Promise<{ told: [number, string] | undefined; closed: [number, string] }> {
    let told: [number, string] | undefined;
    socket.on('message', (frame: Buffer) => {
      const at = { offset: 1 };
      if (codeOf(frame) === ERROR) told = [decode.number(frame, at), decode.string(frame, at)];
    });
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', (code, reason) => resolve({ told, closed: [code, reason.toString()] }));
    });
  }

  const LINE = new RegExp(`^client/version: .*Colyseus ${COLYSEUS}.*npm: @colyseus/sdk@${COLYSEUS}`);

  it('R35 SDKs of 0.15 and 0.16 are told which version to use, by the socket that they open', async () => {
    const { token } = await server.signIn();
    const head = [
      'POST /matchmake/joinOrCreate/lobby HTTP/1.1',
      'Accept: application/json',
      'Content-Type: application/json',
      `Authorization: Bearer ${token}`,
      `Host: 127.0.0.1:${server.app.port}`,
      'content-length: 2',
      'Connection: close',
    ];
    const { sessionId, room } = await exchange(head, '{}');
    assert.equal(room.name, 'lobby');
    for (const more of ['', `&_authToken=${token}`]) {
      const address = `${server.url.replace('http', 'ws')}/${room.processId}/${room.roomId}`;
      const { told, closed } = await heard(new WebSocket(`${address}?sessionId=${sessionId}${more}`));
      assert.equal(told?.[0], 426);
      assert.match(told?.[1] ?? '', LINE);
      assert.deepEqual(closed, [4002, told?.[1]]);
    }
    assert.equal(server.app.lobby.localPlayers.numbers().sessions, 0);
  });

  it('R35 an SDK of 0.17, which cannot read the join that it gets, is told so after 10 s', async () => {
    const { socket } = await openRawSocket(server.url, (await server.signIn()).token, false);
    const end = heard(socket);
    // The first scan to see a socket starts its time.
    server.clock.advance(1_000);
    await server.ticks();
    server.clock.advance(10_500);
    const { told, closed } = await end;
    assert.equal(told?.[0], 426);
    assert.match(told?.[1] ?? '', LINE);
    assert.deepEqual(closed, [4002, told?.[1]]);
  });

  it('U65 a page of another version than the server enters nothing, and says that it must be reloaded', async () => {
    const past: Fetch = async (...asked) => {
      const answer = await fetch(...asked);
      if (!String(asked[0]).includes('/matchmake/')) return answer;
      return Response.json({ ...((await answer.json()) as object), version: '0.0' });
    };
    const { client, events } = new FollowedClient(server.url, { fetch: past });
    client.start();
    await eventually(() => assert.equal(client.link.kind === 'waiting' && client.link.why, 'client/version'));
    assert.ok(events.every(({ type }) => type !== 'welcomed'));
    await client.leave();
  });

  it('U65 the versions are those of package.json', () => {
    const read = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.equal(read.version.split('.').slice(0, 2).join('.'), VERSION);
    for (const at of ['@colyseus/core', 'colyseus.js']) {
      const [, minor] = /(\d+\.\d+)\.\d+$/.exec(read.dependencies[at]) ?? [];
      assert.equal(minor, COLYSEUS, at);
    }
  });
});
