import assert from 'node:assert/strict';
import { type DataChange, type Decoder, Encoder, type MapSchema, Reflection } from '@colyseus/schema';
import fc from 'fast-check';
import { type RosterDecoder, RosterSource } from '../../client/net/rosterSource.ts';
import type { RosterEvent } from '../../client/net/transport.ts';
import type { RosterRow } from '../../shared/playerRow.ts';
import { LobbyState, Player } from '../../shared/state.ts';
import { STATUS, statusFromNumber } from '../../shared/status.ts';
import { checked } from '../support/property.ts';

/** A server's state, and a client that decodes it from real bytes. */
class Wire {
  readonly state = new LobbyState();
  readonly events: RosterEvent[] = [];
  /** The rows of a screen that applies the events. */
  readonly shown = new Map<string, RosterRow>();
  readonly #encoder: Encoder;
  readonly decoder: RosterDecoder & Decoder;

  constructor(ids: readonly string[] = []) {
    this.state.online = 0;
    this.state.patchMs = 200;
    for (const id of ids) this.put(id);
    this.#encoder = new Encoder(this.state);
    // As in the SDK, the classes come with the handshake.
    this.decoder = Reflection.decode(Reflection.encode(this.#encoder)) as unknown as RosterDecoder & Decoder;
    this.decoder.decode(this.#encoder.encodeAll());
    new RosterSource(this.decoder, (event) => this.#heard(event));
  }

  put(id: string, fields: Partial<{ name: string; status: number; lastActive: number; rating: number }> = {}): void {
    const player = this.state.players.get(id) ?? new Player();
    Object.assign(player, {
      name: id.toUpperCase(),
      status: STATUS.online.number,
      lastActive: 1,
      rating: 2,
      emblem: 3,
      ...fields,
    });
    this.state.players.set(id, player);
  }

  patch(): RosterEvent[] {
    const from = this.events.length;
    this.decoder.decode(this.#encoder.encode());
    this.#encoder.discardChanges();
    return this.events.slice(from);
  }

  rows(): Map<string, RosterRow> {
    const rows = new Map<string, RosterRow>();
    for (const [id, { name, status, lastActive, rating, emblem }] of this.state.players as MapSchema<Player>) {
      rows.set(id, { id, name, status: statusFromNumber(status), lastActive, rating, emblem });
    }
    return rows;
  }

  #heard(event: RosterEvent): void {
    this.events.push(event);
    if (event.type === 'rosterReset') {
      this.shown.clear();
      for (const row of event.rows) this.shown.set(row.id, row);
    } else if (event.type === 'rosterChanged') {
      for (const row of event.added) {
        assert.ok(!this.shown.has(row.id), `${row.id} is added twice`);
        this.shown.set(row.id, row);
      }
      for (const row of event.updated) {
        assert.ok(this.shown.has(row.id), `${row.id} is updated, but not there`);
        this.shown.set(row.id, row);
      }
      for (const id of event.removed) assert.ok(this.shown.delete(id), `${id} is removed, but not there`);
    }
  }
}

describe('the roster as events', () => {
  it('L1 the events begin with the whole roster and the online count', () => {
    const wire = new Wire(['ada', 'bo']);
    assert.deepEqual(wire.events, [
      { type: 'rosterReset', rows: [...wire.rows().values()] },
      { type: 'onlineChanged', online: 0 },
      { type: 'paceChanged', patchMs: 200 },
      { type: 'partialChanged', isPartial: false },
    ]);
  });

  it('U30 a note about missing players is sent once, and changes no rows', () => {
    const wire = new Wire(['ada', 'bo']);
    wire.patch();
    const before = [...wire.shown.values()];
    for (const isPartial of [true, false]) {
      wire.state.isPartial = isPartial;
      assert.deepEqual(wire.patch(), [{ type: 'partialChanged', isPartial }]);
      wire.state.isPartial = isPartial;
      assert.deepEqual(wire.patch(), []);
    }
    assert.ok([...wire.shown.values()].every((row, i) => row === before[i]));
    wire.state.isPartial = true;
    const told: RosterEvent[] = [];
    wire.patch();
    new RosterSource(wire.decoder, (event) => told.push(event));
    assert.deepEqual(told.at(-1), { type: 'partialChanged', isPartial: true }, 'with the whole roster');
  });

  it('U27 a new patch interval is sent once, and changes no rows', () => {
    const wire = new Wire(['ada', 'bo']);
    wire.patch();
    const before = [...wire.shown.values()];
    wire.state.patchMs = 640;
    assert.deepEqual(wire.patch(), [{ type: 'paceChanged', patchMs: 640 }]);
    wire.state.patchMs = 640;
    assert.deepEqual(wire.patch(), []);
    assert.ok([...wire.shown.values()].every((row, i) => row === before[i]));
  });

  it('L20 a patch is one batch of joins, changes and leaves', () => {
    const wire = new Wire(['ada', 'bo', 'cy']);
    wire.patch();
    wire.put('dee', { status: STATUS.busy.number });
    wire.put('ada', { status: STATUS.away.number, lastActive: 30 });
    wire.state.players.delete('bo');
    wire.state.online = 3;
    assert.deepEqual(wire.patch(), [
      {
        type: 'rosterChanged',
        added: [{ id: 'dee', name: 'DEE', status: 'busy', lastActive: 1, rating: 2, emblem: 3 }],
        updated: [{ id: 'ada', name: 'ADA', status: 'away', lastActive: 30, rating: 2, emblem: 3 }],
        removed: ['bo'],
      },
      { type: 'onlineChanged', online: 3 },
    ]);
  });

  it('L20 a room’s first patch repeats the map, and only the difference is reported', () => {
    const wire = new Wire(['ada', 'bo', 'cy']);
    wire.put('bo', { rating: 7 });
    wire.put('dee');
    wire.state.players.delete('cy');
    const [event, ...others] = wire.patch();
    assert.ok(event?.type === 'rosterChanged');
    const idsOf = (rows: RosterRow[]) => rows.map(({ id }) => id);
    assert.deepEqual([idsOf(event.added), idsOf(event.updated), event.removed], [['dee'], ['bo'], ['cy']]);
    assert.deepEqual(
      others.filter(({ type }) => type !== 'onlineChanged' && type !== 'paceChanged' && type !== 'partialChanged'),
      [],
    );
    assert.deepEqual(sorted(wire.shown), sorted(wire.rows()));
  });

  it('L20 leaving and rejoining within a patch is an update; joining and leaving is not reported', () => {
    const wire = new Wire(['ada']);
    wire.patch();
    wire.state.players.delete('ada');
    wire.put('ada', { rating: 9 });
    wire.put('bo');
    wire.state.players.delete('bo');
    const events = wire.patch();
    assert.deepEqual(wire.shown, wire.rows());
    assert.equal(events.length, 1);
    const [event] = events;
    assert.ok(event?.type === 'rosterChanged');
    assert.deepEqual([event.added, event.updated.map(({ id }) => id), event.removed], [[], ['ada'], []]);
  });

  it('L20 a patch without roster changes is no event', () => {
    const wire = new Wire(['ada']);
    wire.patch();
    assert.deepEqual(wire.patch(), []);
  });

  it('L20 the reported rows equal the state after any changes', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const step = fc.oneof(
      fc.record({ do: fc.constant('put' as const), id, rating: fc.nat(5), status: fc.nat(5) }),
      fc.record({ do: fc.constant('delete' as const), id }),
      fc.record({ do: fc.constant('online' as const), online: fc.nat(9) }),
      fc.record({ do: fc.constant('patch' as const) }),
    );
    const property = fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const wire = new Wire(['a', 'b', 'c']);
      let online = 0;
      for (const next of [...steps, { do: 'patch' as const }]) {
        if (next.do === 'put') wire.put(next.id, next);
        else if (next.do === 'delete') wire.state.players.delete(next.id);
        else if (next.do === 'online') wire.state.online = next.online;
        else {
          for (const event of wire.patch()) if (event.type === 'onlineChanged') online = event.online;
          assert.deepEqual(sorted(wire.shown), sorted(wire.rows()));
          assert.equal(online, wire.state.online);
        }
      }
    });
    checked(property, 500);
  });

  it('L20 a patch costs only its changes: unchanged rows are not read again', () => {
    const ids = Array.from({ length: 500 }, (_, i) => `p${i}`);
    const wire = new Wire(ids);
    wire.patch();
    const inner = wire.decoder.triggerChanges;
    let seen = 0;
    wire.decoder.triggerChanges = (changes: DataChange[]) => {
      seen = changes.length;
      inner?.(changes);
    };
    const before = new Map(wire.shown);
    wire.put('p250', { rating: 77 });
    wire.patch();
    assert.equal(seen, 1);
    const changed = [...wire.shown].filter(([id, row]) => before.get(id) !== row).map(([id]) => id);
    assert.deepEqual(changed, ['p250'], 'other rows are the same objects');
  });
});

const sorted = (rows: Map<string, RosterRow>): RosterRow[] => [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
