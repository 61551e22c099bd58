import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RosterView } from '../../client/model/rosterView.ts';
import type { RosterRow } from '../../client/net/events.ts';
import { STATUSES, type Status } from '../../shared/protocol.ts';
import { compareRows, foldName } from '../../shared/rosterOrder.ts';
import { checked } from '../support/property.ts';

/** Everything recomputed from scratch at every question. */
class NaiveRoster {
  rows = new Map<string, RosterRow>();
  selfId: string | undefined;
  query = '';
  status: Status | undefined;
  held: RosterRow[] | undefined;

  live(): RosterRow[] {
    const wanted = foldName(this.query.trim());
    return [...this.rows.values()]
      .filter((row) => foldName(row.name).includes(wanted) && (!this.status || row.status === this.status))
      .toSorted((a, b) => Number(b.id === this.selfId) - Number(a.id === this.selfId) || compareRows(a, b));
  }

  shown(): RosterRow[] {
    return this.held?.map((row) => this.rows.get(row.id) ?? row) ?? this.live();
  }

  updates(): number {
    if (!this.held) return 0;
    const now = new Map(this.live().map((row) => [row.id, row]));
    const before = new Map(this.held.map((row) => [row.id, row]));
    const differs = (id: string): boolean => {
      const [a, b] = [before.get(id), now.get(id)];
      return a === undefined || b === undefined || compareRows(a, b) !== 0;
    };
    return [...new Set([...now.keys(), ...before.keys()])].filter(differs).length;
  }

  hold(isHeld: boolean): void {
    this.held = isHeld ? this.live().map((row) => ({ ...row })) : undefined;
  }

  asked(): void {
    if (this.held) this.hold(true);
  }
}

const ids = Array.from({ length: 8 }, (_, i) => `p${i}`);
const anId = fc.constantFrom(...ids);
const aRow = fc.record({
  id: anId,
  name: fc.constantFrom('Ada', 'ada', 'Ádám', 'Bob', 'Cyd', 'Zoë'),
  status: fc.constantFrom(...STATUSES),
  lastActive: fc.nat(100),
  rating: fc.constantFrom(0, 1200, 1500),
});
const aCommand = fc.oneof(
  fc.record({ do: fc.constant('put' as const), row: aRow }),
  fc.record({ do: fc.constant('remove' as const), id: anId }),
  fc.record({ do: fc.constant('reset' as const), rows: fc.uniqueArray(aRow, { selector: (row) => row.id }) }),
  fc.record({ do: fc.constant('hold' as const), isHeld: fc.boolean() }),
  fc.record({ do: fc.constant('refresh' as const) }),
  fc.record({ do: fc.constant('search' as const), query: fc.constantFrom('', 'a', 'AD', 'zoe', 'x') }),
  fc.record({
    do: fc.constant('filter' as const),
    status: fc.option(fc.constantFrom(...STATUSES), { nil: undefined }),
  }),
  fc.record({ do: fc.constant('self' as const), id: anId }),
);
type Command = typeof aCommand extends fc.Arbitrary<infer C> ? C : never;

function run(command: Command, view: RosterView, model: NaiveRoster): void {
  switch (command.do) {
    case 'put':
      view.change({ added: [command.row], updated: [], removed: [] });
      model.rows.set(command.row.id, command.row);
      break;
    case 'remove':
      view.change({ added: [], updated: [], removed: [command.id] });
      model.rows.delete(command.id);
      break;
    case 'reset':
      view.reset(command.rows);
      model.rows = new Map(command.rows.map((row) => [row.id, row]));
      break;
    case 'hold':
      view.hold(command.isHeld);
      if (command.isHeld !== (model.held !== undefined)) model.hold(command.isHeld);
      break;
    case 'refresh':
      view.refresh();
      model.asked();
      break;
    case 'search':
      if (command.query !== view.query) {
        model.query = command.query;
        model.asked();
      }
      view.search(command.query);
      break;
    case 'filter':
      if (command.status !== view.status) {
        model.status = command.status;
        model.asked();
      }
      view.filter(command.status);
      break;
    case 'self':
      if (command.id !== view.selfId) {
        model.selfId = command.id;
        model.asked();
      }
      view.setSelf(command.id);
      break;
  }
}

describe('the roster against a model that recomputes everything', () => {
  it('U9 whatever comes in whatever order, the list equals the model: rows, order, counts, updates, positions', () => {
    checked(
      fc.property(fc.array(aCommand, { maxLength: 40 }), (commands) => {
        const view = new RosterView();
        const model = new NaiveRoster();
        for (const command of commands) {
          run(command, view, model);
          const shown = view.slice(0, view.size);
          assert.deepEqual(
            shown.map((row) => row.id),
            model.shown().map((row) => row.id),
          );
          for (const row of shown) {
            const { id, name, status, lastActive, rating } = row;
            const live = model.rows.get(id);
            if (live) assert.deepEqual({ id, name, status, lastActive, rating }, { ...live });
            assert.equal(view.isGone(id), live === undefined);
            assert.equal(view.at(view.positionOf(id))?.id, id);
          }
          assert.equal(view.updates, model.updates());
          for (const status of STATUSES) {
            assert.equal(view.counts[status], [...model.rows.values()].filter((row) => row.status === status).length);
          }
        }
      }),
      1_000,
    );
  });
});
