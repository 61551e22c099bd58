import assert from 'node:assert/strict';
import type { Client } from '@colyseus/core';
import { ClientState } from '@colyseus/core';
import { countSeats } from '../../server/transport/countedSeats.ts';
import { FanOut, SLICE } from '../../server/transport/fanOut.ts';
import { frameOf } from '../../server/transport/frame.ts';
import { assertInternals } from '../../server/transport/internals.ts';
import { ShardClients } from '../../server/transport/ShardClients.ts';
import { WireSocket } from '../support/wireClients.ts';

type Fake = { sessionId: string; state: ClientState; ref: { readyState: number; _socket: WireSocket } };

const fake = (id: number): Fake => ({
  sessionId: `s${id}`,
  state: ClientState.JOINED,
  ref: { readyState: 1, _socket: new WireSocket() },
});
const asClients = (fakes: Fake[]) => fakes as unknown as Client[];

function fanOutWith(onBehind: (client: Client) => void = () => undefined) {
  return new FanOut({ onBehind, behindBytes: () => 1_000, onSpent: () => undefined, now: () => 0 });
}
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('fan-out', () => {
  it('F1 a frame is a whole binary message of any size', () => {
    for (const size of [0, 1, 125, 126, 65_535, 65_536, 200_000]) {
      const frame = frameOf(new Uint8Array(size).fill(7));
      const header = size < 126 ? 2 : size < 65_536 ? 4 : 10;
      assert.equal(frame.byteLength, header + size);
      assert.equal(frame[0], 0x82);
      if (header === 2) assert.equal(frame[1], size);
      if (header === 4) assert.deepEqual([frame[1], frame.readUInt16BE(2)], [126, size]);
      if (header === 10) assert.deepEqual([frame[1], Number(frame.readBigUInt64BE(2))], [127, size]);
      assert.ok(frame.subarray(header).every((byte) => byte === 7));
    }
  });

  it('F6 many sockets are written to in slices, and each gets every patch once and in order', async () => {
    const clients = Array.from({ length: SLICE * 2 + 1 }, (_, i) => fake(i));
    const late = fake(9_999);
    late.state = ClientState.JOINING;
    clients.push(late);
    const fanOut = fanOutWith();
    const frames = [1, 2, 3].map((n) => frameOf(Uint8Array.of(n)));
    fanOut.send(frames[0] as Buffer, asClients(clients));
    const written = () => clients.filter(({ ref }) => ref._socket.chunks.length > 0).length;
    assert.equal(written(), SLICE);
    // Acknowledged between two slices: its full state holds the first patch.
    late.state = ClientState.JOINED;
    fanOut.send(frames[1] as Buffer, asClients(clients));
    const [gone] = clients.splice(SLICE + 5, 1) as [Fake];
    gone.ref.readyState = 3;
    fanOut.send(frames[2] as Buffer, asClients(clients));
    for (let i = 0; i < 12; i++) await turn();
    for (const { ref, sessionId } of clients) {
      assert.deepEqual(ref._socket.chunks, sessionId === late.sessionId ? frames.slice(1) : frames);
    }
    assert.equal(gone.ref._socket.chunks.length, 0);
  });

  it('F6 between two slices others have their turn', async () => {
    const clients = Array.from({ length: SLICE * 3 }, (_, i) => fake(i));
    const order: string[] = [];
    fanOutWith().send(frameOf(Uint8Array.of(1)), asClients(clients));
    setImmediate(() => order.push(`other after ${clients.filter(({ ref }) => ref._socket.chunks.length).length}`));
    for (let i = 0; i < 4; i++) await turn();
    assert.deepEqual(order, [`other after ${2 * SLICE}`]);
  });

  it('F13 only readers with more in their queue than is usual are handed on', () => {
    const clients = [fake(1), fake(2)];
    (clients[1] as Fake).ref._socket.writableLength = 1_001;
    const behind: string[] = [];
    fanOutWith((client) => behind.push(client.sessionId)).send(frameOf(Uint8Array.of(1)), asClients(clients));
    assert.deepEqual(behind, ['s2']);
  });

  it('F5 a client leaves its shard without a walk: others are found, none twice', () => {
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
    // Nothing is searched and nothing moves up: what Array does for that would throw.
    for (const walk of ['indexOf', 'splice', 'shift', 'findIndex'] as const) {
      Object.defineProperty(clients, walk, { value: () => assert.fail(walk) });
    }
    clients.delete(left[0] as Client);
    clients.push(left[0] as Client);
    assert.equal(clients.length, left.length);
  });

  it('F5 a client that resumes is found by its session, also when the old one goes after it came', () => {
    const clients = new ShardClients<Client>();
    const [old, fresh] = asClients([fake(1), fake(1)]) as [Client, Client];
    clients.push(old);
    clients.push(fresh);
    clients.delete(old);
    assert.equal(clients.get('s1'), fresh);
  });

  it('F5 reserved seats are counted as Room would count them, without a list', () => {
    const { seats, count } = countSeats();
    seats.a = ['options'];
    seats.b = ['options'];
    seats.a = ['again'];
    assert.equal(count(), 2);
    Object.defineProperty(seats, 'a', { value: seats.a, enumerable: false });
    assert.deepEqual([count(), Object.keys(seats).length], [1, 1]);
    delete seats.a;
    delete seats.b;
    delete seats.c;
    assert.deepEqual([count(), Object.keys(seats).length], [0, 0]);
    assert.equal(seats.constructor, undefined);
  });

  it('F10 everything that is leaned on is there, and what is missing is named', () => {
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
