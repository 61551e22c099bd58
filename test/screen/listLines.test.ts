import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PLACES } from '../../client/model/rosterRows.ts';
import type { Section } from '../../client/model/shownRows.ts';
import { ListLines } from '../../client/ui/roster/listLines.ts';
import { menuPlaces } from '../../client/ui/roster/menuLayout.ts';
import { checked } from '../support/property.ts';

const HEIGHTS = { row: 56, header: 34 };
const someSections = fc
  .array(fc.record({ rows: fc.integer({ min: 1, max: 30 }), isClosed: fc.boolean() }), { minLength: 6, maxLength: 6 })
  .chain((parts) => fc.subarray(parts.map((part, i) => ({ part, place: PLACES[i] as (typeof PLACES)[number] }))))
  .map((some) =>
    some.map(({ part, place }): Section => {
      const isClosed = part.isClosed && place !== 'self';
      return { place, count: part.rows, here: part.rows, rows: isClosed ? 0 : part.rows, isClosed };
    }),
  );

function naive(sections: readonly Section[]) {
  const lines: { kind: 'header' | 'row'; place: string; y: number; height: number }[] = [];
  let y = 0;
  const put = (kind: 'header' | 'row', place: string, height: number) => {
    lines.push({ kind, place, y, height });
    y += height;
  };
  for (const { place, rows } of sections) {
    if (place !== 'self') put('header', place, HEIGHTS.header);
    for (let i = 0; i < rows; i++) put('row', place, HEIGHTS.row);
  }
  return { lines, height: y };
}

describe('the lines of the list', () => {
  it('U36 lines stack without gaps, and the lines of a window can be found', () => {
    checked(
      fc.property(someSections, fc.nat(2_000), fc.integer({ min: 60, max: 900 }), (sections, from, height) => {
        const lines = new ListLines(sections, HEIGHTS);
        const wanted = naive(sections);
        assert.equal(lines.height, wanted.height);
        const rows = wanted.lines.filter(({ kind }) => kind === 'row');
        rows.forEach((row, i) => {
          assert.equal(lines.yOf(i), row.y);
          assert.equal(lines.groupOf(i), row.place);
        });
        const seen = rows.flatMap((row, i) => (row.y + row.height > from && row.y < from + height ? [i] : []));
        const { first, count } = lines.rowsIn(from, from + height);
        assert.deepEqual(
          Array.from({ length: count }, (_, i) => first + i),
          seen,
        );
      }),
      300,
    );
  });

  it('U36 the top group’s header sticks to the upper edge until the next one pushes it out', () => {
    checked(
      fc.property(someSections, fc.nat(2_000), (sections, from) => {
        const lines = new ListLines(sections, HEIGHTS);
        const headers = lines.headersIn(from, from + 500);
        for (const [i, { y }] of headers.entries()) {
          const next = headers[i + 1];
          assert.ok(next === undefined || y + HEIGHTS.header <= next.y);
        }
        const { first, count } = lines.rowsIn(from, from + 1);
        const group = count > 0 ? lines.groupOf(first) : undefined;
        if (group === undefined || group === 'self') return;
        const over = headers.find(({ section }) => section.place === group);
        assert.ok(over && over.y <= from, `${group} at ${from}`);
      }),
      300,
    );
  });

  it('U36 arrow keys stop once at each row, and once at a closed group', () => {
    checked(
      fc.property(someSections, (sections) => {
        const lines = new ListLines(sections, HEIGHTS);
        const rows = sections.reduce((sum, section) => sum + section.rows, 0);
        assert.equal(lines.stops, rows + sections.filter(({ isClosed }) => isClosed).length);
        let position = 0;
        for (let place = 0; place < lines.stops; place++) {
          const stop = lines.stopAt(place);
          assert.ok(stop);
          assert.equal(lines.placeOf(stop), place);
          if (stop.kind === 'row') assert.equal(stop.position, position++);
        }
        assert.equal(lines.stopAt(lines.stops), undefined);
        assert.equal(lines.stopAt(-1), undefined);
      }),
      300,
    );
  });

  it('W99 the menu stays inside the window wherever it opens, and its items do not overlap', () => {
    const some = fc.record({
      window: fc.record({ width: fc.integer({ min: 320, max: 2_000 }), height: fc.integer({ min: 360, max: 1_400 }) }),
      at: fc.record({ x: fc.nat(2_000), y: fc.nat(1_400) }),
      isSheet: fc.boolean(),
      item: fc.constantFrom(40, 48),
      breaks: fc.array(fc.boolean(), { minLength: 2, maxLength: 11 }),
    });
    checked(
      fc.property(some, ({ window, at, ...rest }) => {
        const inside = { x: Math.min(at.x, window.width), y: Math.min(at.y, window.height) };
        const width = Math.min(240, (window.width - 16) / 2);
        const { panel, items } = menuPlaces({ ...rest, window, at: inside, width });
        assert.ok(panel.x >= 0 && panel.y >= 0, JSON.stringify(panel));
        assert.ok(panel.x + panel.width <= window.width && panel.y + panel.height <= window.height);
        assert.equal(items.length, rest.breaks.length);
        for (const [i, item] of items.entries()) {
          assert.ok(item.y + item.height <= panel.y + panel.height && item.x + item.width <= panel.x + panel.width);
          assert.ok(item.height >= rest.item);
          for (const other of items.slice(i + 1)) {
            const isApart = other.y >= item.y + item.height - 0.01 || other.x >= item.x + item.width - 0.01;
            assert.ok(isApart, JSON.stringify({ item, other }));
          }
        }
      }),
      300,
    );
  });
});
