import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Rect } from '../../client/ui/canvas.ts';
import { filtersFor, type Layout, layoutOf } from '../../client/ui/layout.ts';
import { selfPlaces } from '../../client/ui/selfLayout.ts';
import { checked } from '../support/property.ts';

const partsOf = ({ header, roster, self, census, aside, tabs }: Layout): Rect[] =>
  [header, roster?.panel, self, census, aside, ...tabs].filter((rect) => rect !== undefined);

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isInside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

describe('the layout', () => {
  it('W3 in every window from 320 × 360 up, parts stay inside it, do not overlap, and leave room for rows', () => {
    const size = fc.record({ width: fc.integer({ min: 320, max: 3840 }), height: fc.integer({ min: 360, max: 2160 }) });
    checked(
      fc.property(
        size,
        fc.constantFrom('players' as const, 'you' as const),
        fc.integer({ min: 4, max: 6 }),
        (window, tab, filters) => {
          const layout = layoutOf(window, tab, filters);
          const parts = partsOf(layout);
          const all = { x: 0, y: 0, ...window };
          for (const [i, part] of parts.entries()) {
            assert.ok(isInside(part, all), JSON.stringify({ part, window }));
            assert.ok(part.width > 0 && part.height > 0);
            for (const other of parts.slice(i + 1)) assert.ok(!overlaps(part, other), JSON.stringify({ part, other }));
          }
          const { roster } = layout;
          if (!roster) return assert.equal(layout.isWide, false);
          for (const inner of [roster.search, roster.list, ...roster.chips]) assert.ok(isInside(inner, roster.panel));
          assert.ok(roster.chips.length === filters || layout.height < 500);
          assert.ok(roster.list.height >= roster.row, `${roster.list.height}`);
        },
      ),
      500,
    );
  });

  it('W4 on a phone every target is at least 44 px high and wide', () => {
    const { roster, tabs } = layoutOf({ width: 390, height: 844 }, 'players', 4);
    const { self } = layoutOf({ width: 390, height: 844 }, 'you', 4);
    assert.ok(roster && self);
    const { edit, nameInput, save, cancel, status, visibility } = selfPlaces(self);
    const third = { ...visibility, width: visibility.width / 3 };
    const targets = [
      roster.search,
      ...roster.chips,
      { ...roster.list, height: roster.row },
      ...tabs,
      edit,
      nameInput,
      save,
      cancel,
      status,
      third,
    ];
    for (const target of targets) assert.ok(target.width >= 44 && target.height >= 44, JSON.stringify(target));
  });

  it('W3 the parts of your own card do not overlap and stay inside it', () => {
    for (const width of [340, 366, 424, 599, 600, 760, 940, 1_140]) {
      const card = { x: 10, y: 20, width, height: width < 600 ? 324 : 240 };
      const places = selfPlaces(card);
      const shown = [places.avatar, places.name, places.edit, places.status, places.visibility];
      const editing = [places.nameInput, places.save, places.cancel, places.status, places.visibility];
      for (const set of [shown, editing]) {
        for (const [i, place] of set.entries()) {
          assert.ok(isInside(place, card), JSON.stringify({ width, place }));
          for (const other of set.slice(i + 1))
            assert.ok(!overlaps(place, other), JSON.stringify({ width, place, other }));
        }
      }
    }
  });

  it('W5 four filters always; queue and game once somebody was in them', () => {
    assert.deepEqual(filtersFor(new Set()), ['online', 'away', 'busy', 'reconnecting']);
    assert.deepEqual(filtersFor(new Set(['playing'])), ['online', 'playing', 'away', 'busy', 'reconnecting']);
  });
});
