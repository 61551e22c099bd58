import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Opponents } from '../../client/model/people/opponents.ts';
import { relevanceOf } from '../../client/model/people/relevance.ts';
import {
  GROUPS,
  type Group,
  type ListedRow,
  PLACES,
  type Place,
  SORTS,
  type Sort,
} from '../../client/model/rosterRows.ts';
import { RosterView } from '../../client/model/rosterView.ts';
import { ratingIn } from '../../shared/modeRatings.ts';
import { QUICK_PLAY } from '../../shared/modes.ts';
import type { RosterRow } from '../../shared/playerRow.ts';
import { compareRows, foldName } from '../../shared/rosterOrder.ts';
import { STATUSES, type Status } from '../../shared/status.ts';
import { checked } from '../support/property.ts';

const PLACE_OF = {
  online: 'online',
  queued: 'online',
  busy: 'online',
  playing: 'playing',
  away: 'away',
  reconnecting: 'away',
} as const;
type Standing = { row: ListedRow; place: Place };

/** Recomputes everything at every question. */
class NaiveRoster {
  rows = new Map<string, RosterRow>();
  friends: readonly ListedRow[] = [];
  party: readonly string[] = [];
  selfId: string | undefined;
  query = '';
  status: Status | undefined;
  sort: Sort = 'rank';
  mode = QUICK_PLAY;
  ownRatings: string | undefined;
  opponents: Opponents = new Map();
  blocked: ReadonlySet<string> = new Set();
  closed = new Set<Group>();
  held: Standing[] | undefined;

  all(): ListedRow[] {
    return [...this.rows.values(), ...this.friends.filter(({ id }) => !this.rows.has(id))];
  }

  row(id: string): ListedRow | undefined {
    return this.all().find((row) => row.id === id);
  }

  placeOf({ id, status }: ListedRow): Place {
    if (id === this.selfId) return 'self';
    if (this.party.includes(id)) return 'party';
    if (status === null || this.friends.some((friend) => friend.id === id)) return 'friends';
    return this.sort === 'relevance' ? this.relevance(this.row(id) as ListedRow).group : PLACE_OF[status];
  }

  worth(ratings: string | undefined): number {
    return ratingIn(ratings, this.mode)?.rating ?? 0;
  }

  relevance({ id, status, ratings }: ListedRow) {
    const { opponents, blocked } = this;
    const about = { ownWorth: this.worth(this.ownRatings), opponents, blocked };
    return relevanceOf(id, status, this.worth(ratings), about);
  }

  /** Only groups by relevance have an order of their own. */
  key(row: ListedRow): number {
    const { group, key } = this.relevance(row);
    return this.placeOf(row) === group ? key : 0;
  }

  compare(a: ListedRow, b: ListedRow): number {
    const presence = ({ status }: ListedRow) => (status === null ? 2 : PLACE_OF[status] === 'away' ? 1 : 0);
    const [nameA, nameB] = [foldName(a.name), foldName(b.name)];
    const own = {
      relevance: this.sort === 'relevance' ? this.key(a) - this.key(b) : 0,
      rank: 0,
      name: nameA < nameB ? -1 : nameA > nameB ? 1 : 0,
      active: b.lastActive - a.lastActive,
    }[this.sort];
    const alike = (row: ListedRow) => {
      return { ...row, rating: this.worth(row.ratings), status: 'online' as const };
    };
    return presence(a) - presence(b) || own || compareRows(alike(a), alike(b));
  }

  /** Includes closed groups. */
  matching(): Standing[] {
    const wanted = foldName(this.query.trim());
    return this.all()
      .filter((row) => foldName(row.name).includes(wanted) && (!this.status || row.status === this.status))
      .map((row) => ({ row, place: this.placeOf(row) }))
      .toSorted((a, b) => PLACES.indexOf(a.place) - PLACES.indexOf(b.place) || this.compare(a.row, b.row));
  }

  get isNarrowed(): boolean {
    return foldName(this.query.trim()) !== '' || this.status !== undefined;
  }

  live(): Standing[] {
    return this.matching().filter(({ place }) => this.isNarrowed || place === 'self' || !this.closed.has(place));
  }

  shown(): ListedRow[] {
    return (this.held ?? this.live()).map(({ row }) => this.row(row.id) ?? row);
  }

  counts(): Partial<Record<Place, number>> {
    const counts: Partial<Record<Place, number>> = {};
    for (const { place } of this.matching()) counts[place] = (counts[place] ?? 0) + 1;
    return counts;
  }

  updates(): number {
    if (!this.held) return 0;
    const now = new Map(this.live().map((each) => [each.row.id, each]));
    const before = new Map(this.held.map((each) => [each.row.id, each]));
    const differs = (id: string): boolean => {
      const [a, b] = [before.get(id), now.get(id)];
      return !a || !b || a.place !== b.place || this.compare(a.row, b.row) !== 0;
    };
    return [...new Set([...now.keys(), ...before.keys()])].filter(differs).length;
  }

  hold(isHeld: boolean): void {
    this.held = isHeld ? this.live().map(({ row, place }) => ({ row: { ...row }, place })) : undefined;
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
  // The last mode's, which the list does not go by.
  rating: fc.constantFrom(0, 1200, 1500),
  ratings: fc.constantFrom('1200', '1500?,1200', ',1500'),
  emblem: fc.nat(2),
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
  fc.record({
    do: fc.constant('self' as const),
    id: anId,
    ratings: fc.constantFrom(undefined, '1150', '1450,1150'),
  }),
  fc.record({
    do: fc.constant('opponents' as const),
    met: fc.uniqueArray(fc.tuple(anId, fc.integer({ min: 1, max: 3 })), { selector: ([id]) => id, maxLength: 4 }),
  }),
  fc.record({ do: fc.constant('blocked' as const), ids: fc.uniqueArray(anId, { maxLength: 2 }) }),
  fc.record({ do: fc.constant('sort' as const), sort: fc.constantFrom(...SORTS) }),
  fc.record({ do: fc.constant('mode' as const), mode: fc.constantFrom(QUICK_PLAY, 'cycles-duel') }),
  fc.record({ do: fc.constant('close' as const), group: fc.constantFrom(...GROUPS), isClosed: fc.boolean() }),
  fc.record({ do: fc.constant('party' as const), ids: fc.uniqueArray(anId, { maxLength: 3 }) }),
  fc.record({
    do: fc.constant('friends' as const),
    rows: fc.uniqueArray(
      fc.record({ row: aRow, isOffline: fc.boolean() }).map(({ row, isOffline }) => ({
        ...row,
        status: isOffline ? null : row.status,
      })),
      { selector: ({ id }) => id, maxLength: 4 },
    ),
  }),
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
      model.ownRatings = command.ratings;
      view.setSelf(command.id, command.ratings);
      break;
    case 'sort':
      if (command.sort !== view.sort) {
        model.sort = command.sort;
        model.asked();
      }
      view.sortBy(command.sort);
      break;
    case 'opponents': {
      const met = command.met.map(([id, lastAtS]) => [id, { won: 1, lost: 0, drawn: 0, lastAtS }] as const);
      model.opponents = new Map(met);
      view.setOpponents(model.opponents);
      break;
    }
    case 'blocked':
      model.blocked = new Set(command.ids);
      view.setBlocked(model.blocked);
      break;
    case 'mode':
      if (command.mode !== view.mode) {
        model.mode = command.mode;
        model.asked();
      }
      view.setMode(command.mode);
      break;
    case 'close':
      if (command.isClosed !== view.closed.has(command.group)) {
        if (command.isClosed) model.closed.add(command.group);
        else model.closed.delete(command.group);
        model.asked();
      }
      view.close(command.group, command.isClosed);
      break;
    case 'party':
      view.setParty(new Set(command.ids));
      model.party = command.ids;
      break;
    case 'friends':
      view.setFriends(command.rows);
      model.friends = command.rows;
      break;
  }
}

describe('the roster against a model that recomputes everything', () => {
  it('U9 after any events in any order, the list equals the model: rows, groups, order, counts, updates, positions', () => {
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
            const { id, name, status, lastActive, rating, ratings, emblem } = row;
            const live = model.row(id);
            if (live) assert.deepEqual({ id, name, status, lastActive, rating, ratings, emblem }, { ...live });
            assert.equal(view.isGone(id), live === undefined);
            assert.equal(view.at(view.positionOf(id))?.id, id);
          }
          const counts = model.counts();
          const sections = view.sections.map(({ place, count }) => [place, count]);
          for (const [place, count] of sections) assert.equal(count, counts[place as Place] ?? 0);
          if (!view.isHeld) assert.deepEqual(Object.fromEntries(sections), counts);
          assert.equal(
            view.sections.reduce((sum, { rows }) => sum + rows, 0),
            shown.length,
          );
          const [places, wanted] = [view.sections.map(({ place }) => place), PLACES];
          assert.deepEqual(
            places,
            wanted.filter((place) => places.includes(place)),
          );
          assert.equal(view.found, model.matching().length);
          assert.equal(view.total, model.rows.size);
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
