import assert from 'node:assert/strict';
import { ClientState, SchemaSerializer } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import fc from 'fast-check';
import { ShardPlaces } from '../../server/lobby/ShardPlaces.ts';
import { FanOut } from '../../server/transport/fanOut.ts';
import { RosterSerializer } from '../../server/transport/RosterSerializer.ts';
import { ShardWire } from '../../server/transport/ShardWire.ts';
import { asShardId } from '../../shared/ids.ts';
import { LobbyState, Player } from '../../shared/state.ts';
import { checked } from '../support/property.ts';
import { WireClient } from '../support/wireClients.ts';

class Wire {
  readonly state = new LobbyState();
  readonly clients: WireClient[] = [];
  readonly patches: number[] = [];
  readonly spent: number[] = [];
  encodes = 0;
  readonly fanOut: FanOut;
  readonly serializer: RosterSerializer<LobbyState>;
  #ids = 0;

  /** Clients whose players hide. */
  readonly hidden = new Set<unknown>();

  constructor() {
    this.fanOut = new FanOut({
      onBehind: () => undefined,
      behindBytes: () => Number.POSITIVE_INFINITY,
      onSpent: (_ms, writes) => this.spent.push(writes),
      now: () => 0,
    });
    this.serializer = new RosterSerializer<LobbyState>(
      this.fanOut,
      (bytes) => this.patches.push(bytes),
      (client) => this.hidden.has(client),
    );
    this.serializer.reset(this.state);
    const encode = this.serializer.getFullState.bind(this.serializer);
    this.serializer.getFullState = () => {
      this.encodes += 1;
      return encode();
    };
  }

  put(id: string, name = id, status = 0): void {
    const player = this.state.players.get(id) ?? new Player();
    Object.assign(player, { name, status, lastActive: 1_700_000_000, rating: 0 });
    if (!this.state.players.has(id)) this.state.players.set(id, player);
  }

  /** In the room, but not acknowledged. */
  seat(): WireClient {
    const client = new WireClient(`s${this.#ids++}`, this.serializer.handshake());
    this.clients.push(client);
    return client;
  }

  join(isHidden = false): WireClient {
    const client = this.seat();
    if (isHidden) this.hidden.add(client.client);
    this.serializer.sendFullState(client.client);
    return client;
  }

  empty(): void {
    for (const { client } of this.clients) this.fanOut.release(client);
    this.clients.length = 0;
  }

  patch(): boolean {
    return this.serializer.applyPatches(this.clients.map(({ client }) => client));
  }
}

describe('the state of a shard on the wire', () => {
  const size = Encoder.BUFFER_SIZE;
  before(() => {
    Encoder.BUFFER_SIZE = 256 * 1024;
  });
  after(() => {
    Encoder.BUFFER_SIZE = size;
  });

  it('F1 a patch is one buffer, in one write, for every joined client', () => {
    const wire = new Wire();
    const [ada, bo] = [wire.join(), wire.join()];
    const joining = wire.seat();
    for (const { socket } of wire.clients) socket.chunks.length = 0;
    wire.put('x');
    assert.equal(wire.patch(), true);
    assert.deepEqual(
      [ada, bo, joining].map(({ socket }) => socket.chunks.length),
      [1, 1, 0],
    );
    assert.equal(ada.socket.chunks[0], bo.socket.chunks[0]);
    assert.deepEqual(wire.spent, [2]);
    assert.deepEqual(wire.patches, [ada.socket.chunks[0]?.byteLength]);
    assert.equal(wire.patch(), false, 'nothing changed: nothing is sent');
    assert.equal(ada.socket.chunks.length, 1);
  });

  it('F1 the next patch does not overwrite bytes waiting for a slow reader', () => {
    const wire = new Wire();
    const ada = wire.join();
    wire.put('x', 'first');
    wire.patch();
    const kept = Buffer.from(ada.socket.chunks.at(-1) as Buffer);
    wire.put('x', 'other');
    wire.patch();
    assert.deepEqual(ada.socket.chunks.at(-2), kept);
  });

  it('F2 a thousand joins among changes encode the full state a few times, and each client gets one write', () => {
    const wire = new Wire();
    for (let i = 0; i < 1_000; i++) {
      wire.put(`player${i}`);
      const client = wire.join();
      assert.ok(client.socket.chunks.length <= 2, 'the full state, and the patches since as one');
      assert.equal(client.socket.corks, 1, 'corked until the turn ends');
      wire.patch();
    }
    assert.ok(wire.encodes >= 5 && wire.encodes <= 60, `${wire.encodes} encodes`);
    const expected = sorted(wire.state.toJSON());
    for (const client of [wire.clients[0], wire.clients[499], wire.clients[999]]) {
      assert.deepEqual(sorted(client?.decoded()), expected);
    }
  });

  it('F15 of a patch, the time of the clients whose players do not hide counts for the pace', () => {
    const spent: number[] = [];
    let [now, shownPart] = [0, 0.25];
    const wire = new ShardWire({
      metrics: { patched() {}, fannedOut() {} } as never,
      pace: { spend: (ms: number) => spent.push(ms) } as never,
      clock: { now: () => (now += 8), wall: () => 0 },
      shownPart: () => shownPart,
      isHidden: () => false,
    });
    const state = new LobbyState();
    wire.serializer.reset(state);
    const { client } = new WireClient('s0', wire.serializer.handshake());
    wire.serializer.sendFullState(client);
    for (const part of [0.25, 1, 0]) {
      shownPart = part;
      state.online += 1;
      wire.serializer.applyPatches([client]);
    }
    assert.deepEqual(spent, [2, 8, 0]);
  });

  it('F15 the part of such clients follows who hides', () => {
    const clients: unknown[] = [];
    let live = 0;
    const lobby = { localPlayers: { inShards: { hiddenIn: () => ({ live, held: 0 }) } } };
    const places = new ShardPlaces({ shardId: asShardId('hall'), clients }, lobby as never, 10);
    assert.equal(places.shownPart, 1);
    clients.length = 4;
    assert.equal(places.shownPart, 1);
    live = 3;
    assert.equal(places.shownPart, 0.25);
    live = 4;
    assert.equal(places.shownPart, 0);
  });

  it('F16 joins of players who hide, before, between and after, change no byte of the others’ joins and patches', () => {
    const run = (hiddenJoins: boolean): Buffer[] => {
      const wire = new Wire();
      const seen: WireClient[] = [];
      for (let i = 0; i < 60; i++) {
        // The patches outgrow a full state again and again: the next join has it made.
        for (let n = 0; n < 30; n++) wire.put(`player${n}`, `name ${i} of ${n}`);
        if (hiddenJoins && i % 2 === 0) wire.join(true);
        if (i % 5 === 3) seen.push(wire.join());
        wire.patch();
      }
      return seen.map(({ socket }) => Buffer.concat(socket.chunks));
    };
    assert.deepEqual(run(true), run(false));
  });

  it('F16 players who hide get the state, too', () => {
    const wire = new Wire();
    for (let i = 0; i < 20; i++) {
      wire.put(`player${i}`);
      wire.join(true);
      wire.patch();
    }
    for (const client of wire.clients) assert.deepEqual(sorted(client.decoded()), sorted(wire.state.toJSON()));
  });

  it('F2 resuming clients get the current state, in one encoding for all of them', () => {
    const wire = new Wire();
    wire.put('a');
    const ada = wire.join();
    wire.put('b');
    wire.patch();
    const encodes = wire.encodes;
    for (let i = 0; i < 3; i++) {
      ada.socket.chunks.length = 0;
      wire.serializer.sendFullState(ada.client, true);
      assert.equal(ada.messages().length, 1);
    }
    assert.equal(wire.encodes, encodes + 1);
  });

  it('R17 the size of a full state is known even when patches have outgrown it and no new one exists', () => {
    const wire = new Wire();
    for (let i = 0; i < 3_000; i++) wire.put(`player${i}`);
    wire.join();
    const bytes = wire.serializer.fullStateBytes;
    assert.ok(bytes > 64 * 1024);
    for (let i = 0; i < 3_000; i++) wire.put(`player${i}`, `renamed ${i}`);
    wire.patch();
    assert.equal(wire.serializer.fullStateBytes, bytes);
  });

  it('F2 a full state that exceeds its buffer grows it once', () => {
    Encoder.BUFFER_SIZE = 16 * 1024;
    const wire = new Wire();
    Encoder.BUFFER_SIZE = 256 * 1024;
    const { warn } = console;
    let warnings = 0;
    console.warn = () => {
      warnings += 1;
    };
    try {
      for (let i = 0; i < 4_000; i++) wire.put(`player${i}`, 'n'.repeat(48));
      wire.serializer.getFullState();
      const once = warnings;
      wire.serializer.getFullState();
      assert.equal(warnings, once);
      assert.ok(once > 0);
    } finally {
      console.warn = warn;
    }
  });

  it('F4 a patch has the same bytes as from Colyseus’ own serializer', () => {
    const wire = new Wire();
    const ada = wire.join();
    ada.socket.chunks.length = 0;
    const own = new LobbyState();
    const theirs = new SchemaSerializer<LobbyState>();
    theirs.reset(own);
    const sent: Uint8Array[] = [];
    const client = { state: ClientState.JOINED, raw: (bytes: Uint8Array) => sent.push(bytes.slice()) };
    const steps = [
      (state: LobbyState) =>
        void state.players.set('a', new Player().assign({ name: 'Ada', status: 1, lastActive: 9 })),
      (state: LobbyState) => Object.assign(state, { online: 70_000, shard: 'here', patchMs: 250 }),
      (state: LobbyState) => {
        for (let i = 0; i < 3_000; i++)
          state.players.set(`p${i}`, new Player().assign({ name: `名前${i}`, status: i % 6 }));
      },
      (state: LobbyState) => void state.players.delete('p7'),
      (state: LobbyState) => Object.assign(state.players.get('p9') as Player, { status: 5, rating: 1_500 }),
      (state: LobbyState) => void state.players.clear(),
    ];
    for (const step of steps) {
      step(wire.state);
      step(own);
      wire.patch();
      theirs.applyPatches([client as never]);
    }
    assert.equal(sent.length, steps.length);
    assert.deepEqual(
      ada.messages().map((message) => Buffer.from(message)),
      sent.map((message) => Buffer.from(message)),
    );
  });

  it('F3 a client decodes the server’s state, whenever it joined or resumed, and whatever changed', () => {
    const id = fc.integer({ min: 0, max: 12 }).map((n) => `id${n}`);
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('put' as const),
          id,
          name: fc.string({ maxLength: 6 }),
          status: fc.nat(5),
        }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), id }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('count' as const), online: fc.nat(100_000) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('resume' as const), who: fc.nat(20) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('empty' as const) }) },
      { weight: 6, arbitrary: fc.record({ do: fc.constant('patch' as const) }) },
    );
    checked(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const wire = new Wire();
        for (const now of steps) {
          if (now.do === 'put') wire.put(now.id, now.name, now.status);
          if (now.do === 'remove') wire.state.players.delete(now.id);
          if (now.do === 'count') wire.state.online = now.online;
          if (now.do === 'join') wire.join();
          if (now.do === 'empty') wire.empty();
          if (now.do === 'patch') wire.patch();
          const who = now.do === 'resume' && wire.clients[now.who % wire.clients.length];
          if (who) {
            who.decoded();
            wire.serializer.sendFullState(who.client, true);
          }
        }
        wire.patch();
        const expected = sorted(wire.state.toJSON());
        for (const client of wire.clients) assert.deepEqual(sorted(client.decoded()), expected);
      }),
      2_000,
    );
  });
});

/** The order of a map's keys is irrelevant. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
