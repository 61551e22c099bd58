import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Rect } from '../../client/design/canvas.ts';
import { type Layout, layoutOf } from '../../client/ui/layout/layout.ts';
import { playPlaces } from '../../client/ui/layout/playLayout.ts';
import { filtersFor } from '../../client/ui/layout/rosterLayout.ts';
import { selfPlaces } from '../../client/ui/layout/selfLayout.ts';
import type { OptionalParts, Tab } from '../../client/ui/layout/sideLayout.ts';
import { MODES } from '../../shared/modes.ts';
import { checked } from '../support/property.ts';

const partsOf = (layout: Layout): Rect[] => {
  const { header, roster, play, party, matches, self, census, aside, tabs } = layout;
  // On a narrow screen the profile is a sheet above the rest.
  const profile = layout.isWide ? layout.profile : undefined;
  const parts = [
    header,
    roster?.panel,
    play,
    party,
    matches,
    self,
    census,
    aside,
    profile,
    ...tabs.map(({ rect }) => rect),
  ];
  return parts.filter((rect) => rect !== undefined);
};

const isRect = (value: unknown): value is Rect => typeof value === 'object' && value !== null && 'width' in value;
/** The controls of the Play panel. */
const targetsOf = (play: Rect): Rect[] => {
  const { cards, words: _, hint: __, ...rest } = playPlaces(play, MODES.length);
  return [...cards, ...Object.values(rest).filter(isRect)];
};

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isInside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

describe('the layout', () => {
  it('W3 in every window from 310 × 360 up, the parts stay inside, do not overlap, and leave room for rows', () => {
    const size = fc.record({ width: fc.integer({ min: 310, max: 3840 }), height: fc.integer({ min: 360, max: 2160 }) });
    checked(
      fc.property(
        size,
        fc.constantFrom<Tab>('players', 'play', 'matches', 'you'),
        fc.integer({ min: 4, max: 6 }),
        fc.record<OptionalParts>({
          hasParty: fc.boolean(),
          profile: fc.constantFrom('none', 'self', 'other'),
          isInMatch: fc.constant(false),
        }),
        (window, tab, filters, shown) => {
          const layout = layoutOf(window, tab, filters, shown);
          const parts = partsOf(layout);
          const all = { x: 0, y: 0, ...window };
          for (const [i, part] of parts.entries()) {
            assert.ok(isInside(part, all), JSON.stringify({ part, window }));
            assert.ok(part.width > 0 && part.height > 0);
            for (const other of parts.slice(i + 1)) assert.ok(!overlaps(part, other), JSON.stringify({ part, other }));
          }
          const { roster, play } = layout;
          if (play)
            for (const inner of targetsOf(play)) assert.ok(isInside(inner, play), JSON.stringify({ play, inner }));
          if (shown.profile !== 'none') assert.ok(layout.profile);
          if (!roster) return assert.equal(layout.isWide, false);
          const filter = roster.filter ? [roster.filter] : [];
          const controls = [roster.search, roster.sort, ...filter, ...roster.chips];
          for (const [i, inner] of [...controls, roster.list].entries()) {
            assert.ok(isInside(inner, roster.panel));
            for (const other of controls.slice(i + 1)) assert.ok(!overlaps(inner, other));
          }
          assert.ok(roster.chips.length === filters || roster.filter, 'the filters have a place in every window');
          assert.ok(roster.search.width >= 120);
          assert.ok(roster.list.height >= roster.row, `${roster.list.height}`);
        },
      ),
      500,
    );
  });

  it('W4 on a phone every target is at least 44 px high and wide', () => {
    const { roster, tabs } = layoutOf({ width: 390, height: 844 }, 'players', 4);
    const { self } = layoutOf({ width: 390, height: 844 }, 'you', 4);
    const { play } = layoutOf({ width: 390, height: 844 }, 'play', 4);
    assert.ok(roster && self && play);
    const { edit, nameInput, save, cancel, status, visibility, mute, theme, language } = selfPlaces(self);
    const third = { ...visibility, width: visibility.width / 3 };
    const targets = [
      roster.search,
      ...roster.chips,
      { ...roster.list, height: roster.row },
      ...tabs.map(({ rect }) => rect),
      ...targetsOf(play),
      edit,
      nameInput,
      save,
      cancel,
      status,
      mute,
      theme,
      language,
      third,
    ];
    for (const target of targets) assert.ok(target.width >= 44 && target.height >= 44, JSON.stringify(target));
  });

  it('W40 panels stand beside the roster where they fit, and in tabs of their own where they do not', () => {
    const seen = (width: number, height: number) => {
      const views = (['players', 'play', 'matches', 'you'] as const).map((tab) =>
        layoutOf({ width, height }, tab, 4, { hasParty: true, profile: 'none', isInMatch: false }),
      );
      const has = (part: 'roster' | 'play' | 'party' | 'matches' | 'self') => views.some((layout) => layout[part]);
      assert.ok((['roster', 'play', 'party', 'matches', 'self'] as const).every(has), `${width} × ${height}`);
      return views[0]?.tabs.map(({ tab }) => tab).join(' ');
    };
    assert.equal(seen(1_440, 900), '');
    assert.equal(seen(1_280, 768), '');
    assert.equal(seen(1_024, 768), 'play matches you');
    assert.equal(seen(390, 844), 'players play matches you');
    assert.equal(seen(667, 375), 'play matches you');
    assert.equal(seen(320, 568), 'players play matches you');
    assert.equal(seen(844, 390), 'play matches you');
    assert.equal(seen(360, 640), 'players play matches you');
  });

  it('W40 during a match the match bar shows, and the game has the rest of the window', () => {
    for (const [width, height] of [
      [1_440, 900],
      [390, 844],
      [844, 390],
    ] as const) {
      const layout = layoutOf({ width, height }, 'players', 4, { hasParty: true, profile: 'other', isInMatch: true });
      const { match, roster, play, tabs } = layout;
      assert.ok(match && !roster && !play && tabs.length === 0);
      assert.ok(!overlaps(match.bar, match.area) && isInside(match.area, { x: 0, y: 0, width, height }));
      assert.ok(match.area.height > height * 0.8 && match.area.width > width * 0.9);
    }
  });

  it('W3 the parts of your own card do not overlap and stay inside it', () => {
    for (const width of [296, 340, 366, 424, 599, 600, 760, 940, 1_140]) {
      const card = { x: 10, y: 20, width, height: width < 600 ? 324 : 240 };
      const places = selfPlaces(card);
      const always = [places.status, places.visibility, places.mute, places.theme, places.language];
      const shown = [places.avatar, places.name, places.edit, ...always];
      const editing = [places.nameInput, places.save, places.cancel, ...always];
      for (const set of [shown, editing]) {
        for (const [i, place] of set.entries()) {
          assert.ok(isInside(place, card), JSON.stringify({ width, place }));
          for (const other of set.slice(i + 1))
            assert.ok(!overlaps(place, other), JSON.stringify({ width, place, other }));
        }
      }
    }
  });

  it('W5 four filters always show; queue and game show once a player has been in them', () => {
    assert.deepEqual(filtersFor(new Set()), ['online', 'away', 'busy', 'reconnecting']);
    assert.deepEqual(filtersFor(new Set(['playing'])), ['online', 'playing', 'away', 'busy', 'reconnecting']);
  });
});
