import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Rect } from '../../client/design/canvas.ts';
import { headerButtons } from '../../client/ui/layout/headerLayout.ts';
import { type Layout, layoutOf } from '../../client/ui/layout/layout.ts';
import { cardsIn, playPlaces } from '../../client/ui/layout/playLayout.ts';
import { filtersFor } from '../../client/ui/layout/rosterLayout.ts';
import { selfPlaces } from '../../client/ui/layout/selfLayout.ts';
import type { OptionalParts, Tab } from '../../client/ui/layout/sideLayout.ts';
import { toastPlaces } from '../../client/ui/layout/toastLayout.ts';
import { waitingPlaces } from '../../client/ui/play/waitingPlaces.ts';
import { chipPlaces } from '../../client/ui/roster/chipPlaces.ts';
import { emptyPlaces } from '../../client/ui/roster/emptyPlaces.ts';
import { noneOfEach, STATUSES } from '../../shared/status.ts';
import { checked } from '../support/property.ts';

const partsOf = (layout: Layout): Rect[] => {
  // The profile lies over the others, and so does your own card beside the list.
  const { header, roster, play, party, matches, census, talk, tabs } = layout;
  const self = layout.isWide ? undefined : layout.self;
  const parts = [header, roster?.panel, play, party, matches, self, census, talk, ...tabs.map(({ rect }) => rect)];
  return parts.filter((rect) => rect !== undefined);
};

/** The controls of the Play panel. */
const targetsOf = (play: Rect): Rect[] => {
  const both = [{ hasRow: true }, { hasRow: false }, undefined].map((queued) => playPlaces(play, queued));
  return both.flatMap(({ modes, primary, row }) => [modes, primary, ...(row ? [row] : [])]);
};

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isInside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

const safe = fc.record({ top: fc.nat(59), bottom: fc.nat(34), side: fc.nat(59) });
const windows = fc
  .record({ width: fc.integer({ min: 310, max: 3840 }), height: fc.integer({ min: 360, max: 2160 }), safe })
  .map(({ width, height, safe }) => ({
    width: width + 2 * safe.side,
    height: height + safe.top + safe.bottom,
    safe,
  }));

describe('the layout', () => {
  it('W3 in every window from 310 × 360 up, the parts stay inside, do not overlap, and leave room for rows', () => {
    checked(
      fc.property(
        windows,
        fc.constantFrom<Tab>('play', 'matches', 'players', 'talk', 'you'),
        fc.integer({ min: 4, max: 6 }),
        fc.record<OptionalParts>({
          hasParty: fc.boolean(),
          profile: fc.constantFrom('none', 'self', 'other'),
          isInMatch: fc.constant(false),
          isAccountOpen: fc.boolean(),
        }),
        (window, tab, filters, shown) => {
          const layout = layoutOf(window, tab, filters, shown);
          const parts = partsOf(layout);
          const { safe, width, height } = window;
          const clear = {
            x: safe.side,
            y: safe.top,
            width: width - 2 * safe.side,
            height: height - safe.top - safe.bottom,
          };
          const tabs = layout.tabs.map(({ rect }) => rect);
          for (const [i, part] of parts.entries()) {
            // A phone's tabs reach to the edges.
            const bounds = tabs.includes(part) && !layout.isWide ? { x: 0, y: 0, width, height } : clear;
            assert.ok(isInside(part, bounds), JSON.stringify({ part, window }));
            assert.ok(part.width > 0 && part.height > 0);
            for (const other of parts.slice(i + 1)) assert.ok(!overlaps(part, other), JSON.stringify({ part, other }));
          }
          const { roster, play } = layout;
          if (play)
            for (const inner of targetsOf(play)) assert.ok(isInside(inner, play), JSON.stringify({ play, inner }));
          if (shown.profile !== 'none') assert.ok(layout.profile);
          if (!roster) return assert.equal(layout.isWide, false);
          const filter = roster.filter ? [roster.filter] : [];
          const chips = roster.chips ? [roster.chips] : [];
          const controls = [roster.search, roster.sort, ...filter, ...chips];
          for (const [i, inner] of [...controls, roster.list].entries()) {
            assert.ok(isInside(inner, roster.panel));
            for (const other of controls.slice(i + 1)) assert.ok(!overlaps(inner, other));
          }
          assert.notEqual(roster.chips === undefined, roster.filter === undefined, 'the filters have one place');
          assert.ok(roster.search.width >= 120);
          assert.ok(roster.list.height >= roster.row, `${roster.list.height}`);
        },
      ),
      500,
    );
  });

  it('PP4 cards are as wide as their titles need, the chosen mode has one, and the others are in a list', () => {
    const width = fc.integer({ min: 280, max: 1_000 });
    const needed = fc.array(fc.integer({ min: 90, max: 240 }), { minLength: 1, maxLength: 12 });
    const property = fc.property(width, needed, fc.nat(11), (room, widths, at) => {
      const chosen = at % widths.length;
      const { shown, hasMore, card } = cardsIn(room, widths, chosen, 10);
      assert.ok(shown.includes(chosen));
      assert.equal(hasMore, shown.length < widths.length);
      assert.equal(new Set(shown).size, shown.length);
      const count = shown.length + (hasMore ? 1 : 0);
      assert.ok(count * card + (count - 1) * 10 <= room + 10.01);
      // One alone has half of the room, and two lines for its title.
      if (shown.length > 1) for (const index of shown) assert.ok((widths[index] ?? 0) <= card);
    });
    checked(property, 500);
    assert.deepEqual(cardsIn(660, [190, 200, 190], 1, 10).shown, [0, 1, 2]);
  });

  it('PP5 on a desktop the table stands at the foot, with or without a party', () => {
    for (const hasParty of [false, true]) {
      const { party, matches } = layoutOf({ width: 1_440, height: 900 }, 'play', 4, {
        hasParty,
        profile: 'none',
        isInMatch: false,
      });
      assert.deepEqual([party?.height, matches?.height], [76, 462]);
    }
  });

  it('W4 on a phone every target is at least 44 px high and wide', () => {
    const { roster, tabs } = layoutOf({ width: 390, height: 844 }, 'players', 4);
    const { self } = layoutOf({ width: 390, height: 844 }, 'you', 4);
    const { play } = layoutOf({ width: 390, height: 844 }, 'play', 4);
    assert.ok(roster?.chips && self && play);
    const words = STATUSES.map(() => ({ number: 14, word: 60, isOn: false }));
    const { edit, nameInput, save, cancel, status, visibility, settings } = selfPlaces(self);
    const targets = [
      roster.search,
      ...chipPlaces(roster.chips, words.slice(2)).map(({ rect }) => rect),
      { ...roster.list, height: roster.row },
      ...tabs.map(({ rect }) => rect),
      ...targetsOf(play),
      edit,
      nameInput,
      save,
      cancel,
      status,
      settings,
      visibility,
    ];
    for (const target of targets) assert.ok(target.width >= 44 && target.height >= 44, JSON.stringify(target));
  });

  it('W40 from 1200 px there are three columns, from 720 two, and below that one view at a time', () => {
    const seen = (width: number, height: number) => {
      const views = (['play', 'matches', 'players', 'talk', 'you'] as const).map((tab) =>
        layoutOf({ width, height }, tab, 4, {
          hasParty: true,
          profile: 'none',
          isInMatch: false,
          isAccountOpen: true,
        }),
      );
      const has = (part: 'roster' | 'play' | 'party' | 'matches' | 'talk' | 'self') =>
        views.some((layout) => layout[part]);
      const parts = ['roster', 'play', 'party', 'matches', 'talk', 'self'] as const;
      assert.deepEqual(
        parts.filter((part) => !has(part)),
        [],
        `${width} × ${height}`,
      );
      return views[0]?.tabs.map(({ tab }) => tab).join(' ');
    };
    assert.equal(seen(1_920, 1_080), '');
    assert.equal(seen(1_440, 900), '');
    assert.equal(seen(1_280, 768), '');
    assert.equal(seen(1_024, 768), 'play talk');
    assert.equal(seen(390, 844), 'play matches players talk you');
    assert.equal(seen(667, 375), 'play matches talk');
    assert.equal(seen(320, 568), 'play matches players talk you');
    assert.equal(seen(844, 390), 'play matches talk');
    assert.equal(seen(360, 640), 'play matches players talk you');
    // 360 × 225 at 400 %: the page scrolls over this.
    assert.equal(seen(360, 360), 'play matches players talk you');
  });

  it('W138 the middle is 696 px of three tiles at 1440, grows by whole tiles, and both columns beside it stay', () => {
    const columns = (width: number) => {
      const { roster, play, matches, talk } = layoutOf({ width, height: 900 }, 'play', 4);
      assert.ok(roster && play && matches && talk);
      assert.equal(play.y + play.height + 16, matches.y);
      return [roster.panel, matches, talk].map((rect) => [rect.x, rect.width]);
    };
    assert.deepEqual(columns(1_440), [
      [20, 336],
      [372, 696],
      [1_084, 336],
    ]);
    assert.deepEqual(columns(1_663), [
      [132, 336],
      [484, 696],
      [1_196, 336],
    ]);
    assert.deepEqual(columns(1_664), [
      [20, 336],
      [372, 920],
      [1_308, 336],
    ]);
    assert.deepEqual(columns(1_200), [
      [20, 336],
      [372, 456],
      [844, 336],
    ]);
    const { play, party, matches } = layoutOf({ width: 1_440, height: 900 }, 'play', 4, {
      hasParty: true,
      profile: 'none',
      isInMatch: false,
    });
    assert.deepEqual([play?.height, matches?.height, party?.height], [250, 462, 76]);
  });

  it('W139 a player’s card lies over the middle, beside the list, and nothing else moves', () => {
    for (const [width, height] of [
      [1_920, 1_080],
      [1_440, 900],
      [1_024, 768],
    ] as const) {
      const shown = { hasParty: true, profile: 'none', isInMatch: false } as const;
      const { profile: _, ...before } = layoutOf({ width, height }, 'play', 4, shown);
      const { profile, ...after } = layoutOf({ width, height }, 'play', 4, { ...shown, profile: 'other' });
      assert.deepEqual(after, before);
      assert.ok(profile && before.roster && before.play);
      assert.equal(profile.x, before.roster.panel.x + before.roster.panel.width + 16);
      assert.equal(profile.y, before.play.y);
      for (const { rect } of before.tabs) assert.ok(!overlaps(profile, rect));
      if (before.talk) assert.ok(!overlaps(profile, before.talk));
    }
  });

  it('W142 your own card opens at the end of the header, inside the window, and nothing else moves', () => {
    for (const [width, height] of [
      [1_920, 1_080],
      [1_440, 900],
      [720, 450],
      [844, 390],
    ] as const) {
      const shown = { hasParty: true, profile: 'none', isInMatch: false } as const;
      const { self: none, ...before } = layoutOf({ width, height }, 'play', 4, shown);
      const { self, ...after } = layoutOf({ width, height }, 'play', 4, { ...shown, isAccountOpen: true });
      assert.deepEqual(after, before);
      assert.ok(self && none === undefined && isInside(self, { x: 0, y: 0, width, height: height - 20 }));
      const { account, messages } = headerButtons(before);
      assert.ok(account && account.x + account.width === self.x + self.width && self.y >= account.y + account.height);
      assert.ok(!overlaps(account, messages));
    }
  });

  it('W71 a message stands in the header, over nothing but its words, and in a match over the game', () => {
    const size = { width: 300, height: 52 };
    for (const [width, height] of [
      [1_920, 1_080],
      [1_440, 900],
      [1_024, 768],
      [844, 390],
      [390, 844],
      [360, 360],
    ] as const) {
      for (const tab of ['play', 'matches', 'players', 'talk', 'you'] as const) {
        const layout = layoutOf({ width, height }, tab, 4, { hasParty: true, profile: 'other', isInMatch: false });
        const rect = toastPlaces(layout, undefined).rectOf(size, 0);
        assert.ok(isInside(rect, layout.header), JSON.stringify({ rect, width }));
        const { account, messages } = headerButtons(layout);
        if (layout.isWide) for (const button of [account, messages]) assert.ok(button && !overlaps(rect, button));
        for (const part of partsOf(layout).filter((each) => each !== layout.header)) assert.ok(!overlaps(rect, part));
      }
    }
    const shown = { hasParty: false, profile: 'none', isInMatch: true } as const;
    const { match, ...game } = layoutOf({ width: 1_440, height: 900 }, 'play', 4, shown);
    const places = toastPlaces({ ...game, match }, undefined);
    const [newest, older] = [places.rectOf(size, 0), places.rectOf(size, 60)];
    assert.ok(match && isInside(newest, match.area) && isInside(older, match.area) && !overlaps(newest, older));
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
      const always = [places.status, places.visibility, places.settings];
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

  it('W5 statuses that somebody has are filters, and so is the chosen one; nobody’s are not', () => {
    const counts = { ...noneOfEach(), queued: 2, away: 1 };
    assert.deepEqual(filtersFor(counts), ['queued', 'away']);
    assert.deepEqual(filtersFor(counts, 'playing'), ['queued', 'playing', 'away']);
    assert.deepEqual(filtersFor(noneOfEach()), []);
  });

  it('W5 filters share one line of every width, each with its number; words give way, the chosen one’s last', () => {
    const chip = fc.record({ number: fc.integer({ min: 7, max: 28 }), word: fc.integer({ min: 20, max: 110 }) });
    checked(
      fc.property(
        fc.integer({ min: 310, max: 3_840 }),
        fc.array(chip, { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        (width, widths, on) => {
          const chips = widths.map((each, i) => ({ ...each, isOn: i === on }));
          const line = layoutOf({ width, height: 900 }, 'players', chips.length).roster?.chips;
          if (!line) return assert.ok(width < 420, `${width}`);
          const places = chipPlaces(line, chips);
          assert.equal(places.length, chips.length);
          for (const [i, { rect, hasWord }] of places.entries()) {
            const { number = 0, word = 0 } = chips[i] ?? {};
            assert.ok(rect.y === line.y && rect.height === line.height);
            assert.ok(rect.width >= number + (hasWord ? word + 28 : 16), 'what it says has room');
            const next = places[i + 1]?.rect.x ?? line.x + line.width + 1;
            assert.ok(rect.x >= line.x && rect.x + rect.width <= next, JSON.stringify({ line, places }));
          }
        },
      ),
      500,
    );
    const four = [29, 12, 81, 6].map((n, i) => ({ number: String(n).length * 8, word: 50, isOn: i === 3 }));
    const words = chipPlaces({ x: 0, y: 0, width: 312, height: 30 }, four).map(({ hasWord }) => hasWord);
    assert.deepEqual(words, [true, false, false, true]);
  });

  it('W199 what an empty list says stays inside it, its button included', () => {
    const words = fc.record({
      rows: fc.constantFrom<0 | 1>(0, 1),
      action: fc.constantFrom('copyLink' as const, undefined),
    });
    checked(
      fc.property(windows, words, (window, empty) => {
        const { roster } = layoutOf(window, 'players', 4);
        assert.ok(roster);
        const { words, action } = emptyPlaces(roster.list, roster.row, empty);
        const own = { ...roster.list, y: roster.list.y + empty.rows * roster.row };
        const rest = { ...own, height: roster.list.height - empty.rows * roster.row };
        for (const rect of [words, action]) assert.ok(rect === undefined || isInside(rect, rest), JSON.stringify(rect));
        assert.equal(action !== undefined, empty.action !== undefined);
        assert.ok(!action || !overlaps(words, action));
      }),
      500,
    );
  });

  it('W200 the parts of the waiting table stay inside it and do not overlap', () => {
    checked(
      fc.property(windows, fc.nat(4), fc.boolean(), (window, seats, hasCode) => {
        const { match } = layoutOf(window, 'play', 4, { hasParty: false, profile: 'none', isInMatch: true });
        assert.ok(match);
        const { table, code, seats: places, buttons } = waitingPlaces(match.area, seats, hasCode);
        assert.ok(isInside(table, match.area));
        assert.equal(places.length, seats);
        const parts = [...(code ? [code] : []), ...places, buttons];
        for (const part of parts) assert.ok(isInside(part, { ...table, x: 0, y: 0 }), JSON.stringify(part));
        parts.forEach((part, n) => {
          assert.ok(
            parts.slice(n + 1).every((other) => !overlaps(part, other)),
            JSON.stringify(parts),
          );
        });
      }),
      500,
    );
  });
});
