import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import type { LobbyRoom } from '../../server/lobby/LobbyRoom.ts';
import { bufferLimits, type Reader, SlowReaders } from '../../server/transport/slowReaders.ts';
import { Player } from '../../shared/state.ts';
import { eventually } from '../support/eventually.ts';
import { type Joined, LobbyServer } from '../support/lobbyServer.ts';
import { NetworkProxy } from '../support/proxy.ts';
import { openRawSocket } from '../support/rawSocket.ts';

const ROWS = 1_000;

describe('slow readers', () => {
  const LIMITS = bufferLimits(0);
  const reader = (kb: number, isAcknowledged = true): Reader => ({ bufferedBytes: kb * 1024, isAcknowledged });

  it('R17 a reader is reported at 1 MB at once, at 256 KB after three scans, and not otherwise', () => {
    const scan = (readers: SlowReaders, kb: number) => {
      readers.track('a', 0);
      return readers.scan(() => reader(kb), LIMITS, 0).map(({ why }) => why);
    };
    assert.deepEqual(scan(new SlowReaders(), 1025), ['too-slow']);
    const again = new SlowReaders();
    const counts = [300, 300, 100, 300, 300, 300].map((kb) => scan(again, kb).length);
    assert.deepEqual(counts, [0, 0, 0, 0, 0, 1]);
  });

  it('R17 the limits rise to two and four full states when a state is large', () => {
    const { slowBytes, maxBytes } = bufferLimits(600 * 1024);
    assert.deepEqual([slowBytes, maxBytes], [1_200 * 1024, 2_400 * 1024]);
  });

  it('R18 an unacknowledged join is reported after 10 s, and not before', () => {
    const readers = new SlowReaders();
    readers.track('a', 0);
    const scan = (now: number) => readers.scan(() => reader(0, false), LIMITS, now).length;
    assert.deepEqual([0, 5_000, 9_999, 10_000].map(scan), [0, 0, 0, 1]);
  });

  it('F13 a reader that keeps up or is gone is examined once and never again', () => {
    const readers = new SlowReaders();
    for (const id of ['fine', 'gone', 'slow']) readers.track(id, 0);
    const looked: string[] = [];
    const read = (id: string) => {
      looked.push(id);
      return id === 'gone' ? undefined : reader(id === 'slow' ? 300 : 200);
    };
    readers.scan(read, LIMITS, 0);
    readers.scan(read, LIMITS, 1_000);
    assert.deepEqual(looked, ['fine', 'gone', 'slow', 'slow']);
    assert.equal(readers.size, 1);
  });
});

describe('slow readers in the room', () => {
  let server: LobbyServer;
  let room: LobbyRoom;
  let ada: Joined;
  let network: NetworkProxy;

  before(async () => {
    server = await LobbyServer.start({ SHARD_CAPACITY: '2000' });
    network = await NetworkProxy.to(server.app.port);
    ada = await server.join(undefined, undefined, {}, network.url);
    room = matchMaker.getLocalRoomById(ada.room.roomId) as LobbyRoom;
    for (let i = 0; i < ROWS; i++) room.state.players.set(`row${i}`, new Player().assign({ name: 'x', status: 0 }));
    await eventually(() => assert.equal(ada.room.state.players.size, ROWS + 1));
  });
  after(async () => {
    await server.stop();
    await network.close();
  });

  /** A patch of about 40 KB in which every row carries the same mark. */
  function patch(mark: string): void {
    for (let i = 0; i < ROWS; i++) (room.state.players.get(`row${i}`) as Player).name = mark.padEnd(30, '.');
    room.broadcastPatch();
  }
  const marks = () =>
    new Set([...ada.room.state.players.entries()].filter(([id]) => id.startsWith('row')).map(([, row]) => row.name));

  it('R17 a stalled reader gets every frame whole when it reads again', async () => {
    let mixed = 0;
    let patches = 0;
    const count = () => {
      patches += 1;
      if (marks().size !== 1) mixed += 1;
    };
    ada.room.onStateChange(count);
    network.blackHole();
    for (let i = 0; i < 150; i++) patch(`mark ${i} `);
    network.heal();
    await eventually(() => assert.deepEqual([...marks()], ['mark 149 '.padEnd(30, '.')]));
    ada.room.onStateChange.remove(count);
    assert.ok(patches >= 150, `${patches} patches`);
    assert.equal(mixed, 0);
  });

  it('R17 a reader that stays stalled is cut with 4010, its queue is freed, and it resumes into a full state', async () => {
    const dropped = new Promise<[number, string | undefined]>((resolve) =>
      ada.room.onDrop((code, why) => resolve([code, why])),
    );
    network.blackHole();
    for (let i = 0; i < 400; i++) patch(`late ${i} `);
    await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().held, 1), 4_000);
    assert.equal(room.clients.length, 0);
    network.heal();
    const [code, why] = await dropped;
    // On a busy machine the connection may be gone before its last frame is through.
    if (code !== 1006) assert.deepEqual([code, why], [4010, 'too-slow']);
    patch('while away ');
    await eventually(() => assert.equal(server.app.lobby.localPlayers.numbers().held, 0));
    await eventually(() => assert.deepEqual([...marks()], ['while away '.padEnd(30, '.')]));
  });

  it('R18 a socket that never acknowledges its join is cut', async () => {
    const { token } = await server.signIn();
    const silent = await openRawSocket(server.url, token, false);
    const talker = await openRawSocket(server.url, (await server.signIn()).token);
    // The first scan to see a socket starts its time.
    server.clock.advance(1_000);
    await server.ticks();
    server.clock.advance(10_500);
    await silent.closed;
    assert.equal(talker.socket.readyState, talker.socket.OPEN);
    talker.socket.close();
  });
});
