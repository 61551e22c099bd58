import assert from 'node:assert/strict';
import type { Client } from '@colyseus/core';
import { ClientState } from '@colyseus/core';
import { countReservations } from '../../server/transport/countedReservations.ts';
import { FanOut, SLICE } from '../../server/transport/fanOut.ts';
import { frameOf } from '../../server/transport/frame.ts';
import { assertInternals } from '../../server/transport/internals.ts';
import { ShardClients } from '../../server/transport/ShardClients.ts';
import { writerOf } from '../../server/transport/SocketWriter.ts';
import { WireSocket } from '../support/wireClients.ts';

type Fake = { sessionId: string; state: ClientState; ref: { readyState: number; _socket: WireSocket } };

const fake = (id: number): Fake => ({
  sessionId: `s${id}`,
  state: ClientState.JOINED,
  ref: { readyState: 1, _socket: new WireSocket() },
});
const asClients = (fakes: Fake[]) => fakes as unknown as Client[];

function fanOutTo(clients: Fake[], onBehind: (client: Client) => void = () => undefined): FanOut {
  const fanOut = new FanOut({ onBehind, behindBytes: () => 1_000, onSpent: () => undefined, now: () => 0 });
  for (const client of asClients(clients)) fanOut.admit(client, []);
  return fanOut;
}
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const frame = (n: number): Buffer => frameOf(Uint8Array.of(n));

describe('fan-out', () => {
  it('F1 a frame is one complete binary message of any size', () => {
    for (const size of [0, 1, 125, 126, 65_535, 65_536, 200_000]) {
      const whole = frameOf(new Uint8Array(size).fill(7));
      const header = size < 126 ? 2 : size < 65_536 ? 4 : 10;
      assert.equal(whole.byteLength, header + size);
      assert.equal(whole[0], 0x82);
      if (header === 2) assert.equal(whole[1], size);
      if (header === 4) assert.deepEqual([whole[1], whole.readUInt16BE(2)], [126, size]);
      if (header === 10) assert.deepEqual([whole[1], Number(whole.readBigUInt64BE(2))], [127, size]);
      assert.ok(whole.subarray(header).every((byte) => byte === 7));
    }
  });

  it('F1 a client that has left, or whose socket is closing, gets nothing more', () => {
    const [ada, bo, cy] = [fake(1), fake(2), fake(3)];
    const fanOut = fanOutTo([ada, bo, cy]);
    fanOut.release(asClients([ada])[0] as Client);
    fanOut.release(asClients([ada])[0] as Client);
    bo.ref.readyState = 2;
    fanOut.send(frame(1));
    assert.deepEqual(
      [ada, bo, cy].map(({ ref }) => ref._socket.chunks.length),
      [0, 0, 1],
    );
  });

  it('F14 a due ping travels with the next patch in the same write, and only once', () => {
    const [ada, bo] = [fake(1), fake(2)];
    const fanOut = fanOutTo([ada, bo]);
    writerOf(ada.ref as never)?.pingSoon();
    fanOut.send(frame(1));
    fanOut.send(frame(2));
    assert.deepEqual(ada.ref._socket.chunks, [Buffer.concat([frame(1), Buffer.from([0x89, 0])]), frame(2)]);
    assert.deepEqual(bo.ref._socket.chunks, [frame(1), frame(2)]);
    writerOf(ada.ref as never)?.pingNow();
    assert.equal(ada.ref._socket.chunks.length, 2);
  });

  it('F6 sockets are written to in slices, and each gets every patch once and in order', async () => {
    const clients = Array.from({ length: SLICE * 2 + 1 }, (_, i) => fake(i));
    const fanOut = fanOutTo(clients);
    const frames = [1, 2, 3].map(frame);
    fanOut.send(frames[0] as Buffer);
    assert.equal(clients.filter(({ ref }) => ref._socket.chunks.length > 0).length, SLICE);
    // Joins between two slices, so its full state holds the first patch.
    const late = fake(9_999);
    fanOut.admit(asClients([late])[0] as Client, []);
    fanOut.send(frames[1] as Buffer);
    const gone = clients.splice(SLICE + 5, 1)[0] as Fake;
    gone.ref.readyState = 3;
    fanOut.release(asClients([gone])[0] as Client);
    fanOut.send(frames[2] as Buffer);
    for (let i = 0; i < 12; i++) await turn();
    for (const { ref } of clients) assert.deepEqual(ref._socket.chunks, frames);
    assert.deepEqual(late.ref._socket.chunks, frames.slice(1));
    assert.equal(gone.ref._socket.chunks.length, 0);
  });

  it('F6 other work runs between two slices', async () => {
    const clients = Array.from({ length: SLICE * 3 }, (_, i) => fake(i));
    const order: number[] = [];
    fanOutTo(clients).send(frame(1));
    setImmediate(() => order.push(clients.filter(({ ref }) => ref._socket.chunks.length).length));
    for (let i = 0; i < 4; i++) await turn();
    assert.deepEqual(order, [2 * SLICE]);
  });

  it('F13 only readers with more queued than usual are handed on', () => {
    const clients = [fake(1), fake(2), fake(3)];
    const behind: string[] = [];
    const fanOut = fanOutTo(clients, (client) => behind.push(client.sessionId));
    (clients[1] as Fake).ref._socket._writableState.length = 1_001;
    (clients[2] as Fake).ref._socket._writableState.length = 1_000;
    fanOut.send(frame(1));
    assert.deepEqual(behind, ['s2']);
  });

  it('F5 a client leaves its shard without a search, and the others are each found once', () => {
    const clients = new ShardClients<Client>();
    const all = asClients(Array.from({ length: 100 }, (_, i) => fake(i)));
    clients.push(...all);
    for (const client of all.filter((_, i) => i % 3 === 0)) assert.equal(clients.delete(client), true);
    assert.equal(clients.delete(all[0] as Client), false);
    const left = all.filter((_, i) => i % 3 !== 0);
    assert.equal(clients.length, left.length);
    assert.deepEqual(new Set(clients), new Set(left));
    for (const client of left) assert.equal(clients.get(client.sessionId), client);
    assert.equal(clients.get('s0'), undefined);
    assert.equal(clients.map(({ sessionId }) => sessionId).length, left.length);
    // A linear search or shift would throw here.
    for (const walk of ['indexOf', 'splice', 'shift', 'findIndex'] as const) {
      Object.defineProperty(clients, walk, { value: () => assert.fail(walk) });
    }
    clients.delete(left[0] as Client);
    clients.push(left[0] as Client);
    assert.equal(clients.length, left.length);
  });

  it('F5 a resumed client is found by its session, even if the old one leaves after it came', () => {
    const clients = new ShardClients<Client>();
    const [old, fresh] = asClients([fake(1), fake(1)]) as [Client, Client];
    clients.push(old);
    clients.push(fresh);
    clients.delete(old);
    assert.equal(clients.get('s1'), fresh);
  });

  it('F5 reservations are counted as Room counts them, without a list, and so are those of one kind among them', () => {
    const { bySession, count } = countReservations((reservation) => (reservation as string[])[0] === 'hidden');
    const counted = () => [count().all, count().chosen];
    bySession.a = ['options'];
    bySession.b = ['hidden'];
    bySession.a = ['again'];
    assert.deepEqual(counted(), [2, 1]);
    Object.defineProperty(bySession, 'a', { value: bySession.a, enumerable: false });
    assert.deepEqual([...counted(), Object.keys(bySession).length], [1, 1, 1]);
    Object.defineProperty(bySession, 'b', { value: bySession.b, enumerable: false });
    assert.deepEqual(counted(), [0, 0]);
    delete bySession.a;
    delete bySession.b;
    delete bySession.c;
    bySession.d = ['hidden'];
    delete bySession.d;
    assert.deepEqual([...counted(), Object.keys(bySession).length], [0, 0, 0]);
    assert.equal(bySession.constructor, undefined);
  });

  it('F10 every internal the fan-out relies on exists, and a missing one is named', () => {
    assertInternals();
    assert.throws(
      () =>
        assertInternals([
          { name: 'ws WebSocket._socket', isThere: () => false },
          { name: 'fine', isThere: () => true },
        ]),
      { message: 'A dependency has changed inside, and the fan-out leans on it: ws WebSocket._socket.' },
    );
  });
});
