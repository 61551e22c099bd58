import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Canvas, Rect } from '../../client/design/canvas.ts';
import {
  besideOf,
  boardIn,
  keyTurn,
  meantTurn,
  onScreen,
  type Point,
  seenTurn,
} from '../../client/games/cycles/board.ts';
import { barsOf, beginOf, dotsOf, lengthOf, straightened } from '../../client/games/cycles/path.ts';
import { type Places, placesIn } from '../../client/games/cycles/places.ts';
import { SPARKS_MS, sparksAt } from '../../client/games/cycles/sparks.ts';
import { SWIPE_PX, Swipe } from '../../client/games/cycles/swipe.ts';
import { shapePath, TONES } from '../../client/presentation/cycles/tones.ts';
import { layoutOf } from '../../client/ui/layout/layout.ts';
import { DOWN, dx, dy, HEIGHT, LEFT, RIGHT, UP, WIDTH } from '../../shared/games/cycles/arena.ts';
import { checked } from '../support/property.ts';

const areaOf = (width: number, height: number): Rect =>
  layoutOf({ width, height }, 'play', 0, { hasParty: false, profile: 'none', isInMatch: true }).match?.area as Rect;
const rectsOf = ({ chips, clock, mute, board, turns }: Places): Rect[] => [
  ...[...chips, clock, mute, board],
  ...(turns ? [turns.left, turns.right] : []),
];
const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01;
const isInside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

/** A trail as riders leave it: whole cells, with a turn at each point. */
const line = fc
  .array(fc.record({ side: fc.boolean(), cells: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 12 })
  .map((legs) => {
    const points: Point[] = [{ x: 30, y: 30 }];
    let heading = RIGHT;
    for (const { side, cells } of legs) {
      const from = points.at(-1) as Point;
      points.push({ x: from.x + dx(heading) * cells, y: from.y + dy(heading) * cells });
      heading = besideOf(heading, side ? 'left' : 'right');
    }
    return points;
  });

describe('light-cycles on the screen', () => {
  it('LC16 on an upright screen the arena stands upright and nearly fills it; on a wide one it lies flat', () => {
    const phone = placesIn(areaOf(390, 844), 4, true, 3).board;
    assert.ok(phone.isUpright);
    assert.ok(phone.width > 0.93 * 390 && phone.height > 0.65 * 844, JSON.stringify(phone));
    const desktop = placesIn(areaOf(1440, 900), 4, false, 1).board;
    assert.ok(!desktop.isUpright);
    assert.ok(desktop.height > 0.75 * 900, JSON.stringify(desktop));
  });

  it('LC16 a quarter turn keeps left on the left: display and input agree in every place and direction', () => {
    for (const area of [
      { x: 10, y: 50, width: 374, height: 700 },
      { x: 0, y: 0, width: 1_400, height: 760 },
    ]) {
      const board = boardIn(area, 2);
      for (const turn of [UP, RIGHT, DOWN, LEFT]) {
        const from = onScreen(board, { x: 20, y: 12 });
        const to = onScreen(board, { x: 20 + dx(turn), y: 12 + dy(turn) });
        const seen = seenTurn(board, turn);
        assert.ok(Math.abs(to.x - from.x - dx(seen) * board.cell) < 1e-9);
        assert.ok(Math.abs(to.y - from.y - dy(seen) * board.cell) < 1e-9);
        assert.equal(meantTurn(board, seen), turn);
        for (const side of ['left', 'right'] as const)
          assert.equal(seenTurn(board, besideOf(turn, side)), besideOf(seen, side));
      }
      for (const [x, y] of [
        [0, 0],
        [WIDTH - 1, HEIGHT - 1],
      ] as const) {
        const at = onScreen(board, { x, y });
        assert.ok(isInside({ ...at, width: 0, height: 0 }, board));
      }
    }
    assert.deepEqual(['ArrowLeft', 'KeyA', 'KeyD', 'ArrowUp', 'KeyX'].map(keyTurn), [LEFT, LEFT, RIGHT, UP, undefined]);
  });

  it('LC23 in every window every part is inside, nothing overlaps, and touch targets have 44 px', () => {
    const size = fc.record({ width: fc.integer({ min: 310, max: 3840 }), height: fc.integer({ min: 360, max: 2160 }) });
    const dpr = fc.constantFrom(1, 1.25, 2, 3);
    checked(
      fc.property(
        size,
        fc.integer({ min: 2, max: 4 }),
        fc.boolean(),
        dpr,
        ({ width, height }, seats, hasTouch, density) => {
          const area = areaOf(width, height);
          const places = placesIn(area, seats, hasTouch, density);
          const rects = rectsOf(places);
          for (const rect of rects)
            assert.ok(isInside(rect, area), `${JSON.stringify(rect)} in ${JSON.stringify(area)}`);
          for (const [i, a] of rects.entries())
            for (const b of rects.slice(i + 1)) assert.ok(!overlaps(a, b), `${JSON.stringify(a)} ${JSON.stringify(b)}`);
          for (const { width: w, height: h } of [places.mute, ...Object.values(places.turns ?? {})])
            assert.ok(w >= 44 && h >= 44, `${w} ${h}`);
          assert.ok(Number.isInteger(Math.round(places.board.cell * density * 1e6) / 1e6));
        },
      ),
      500,
    );
  });

  it('LC19 a swipe turns as soon as it is long enough, and a finger that stays down may swipe again', () => {
    const swipe = new Swipe();
    assert.equal(swipe.move({ x: 500, y: 0 }), undefined);
    swipe.begin({ x: 100, y: 100 });
    assert.equal(swipe.move({ x: 100 + SWIPE_PX - 1, y: 90 }), undefined);
    assert.equal(swipe.move({ x: 100 + SWIPE_PX, y: 95 }), RIGHT);
    assert.equal(swipe.move({ x: 100 + SWIPE_PX + 5, y: 100 }), undefined);
    assert.equal(swipe.move({ x: 118, y: 95 - SWIPE_PX }), UP);
    assert.equal(swipe.move({ x: 117, y: 95 }), DOWN);
    assert.equal(swipe.move({ x: 117 - 2 * SWIPE_PX, y: 100 }), LEFT);
    swipe.end();
    assert.equal(swipe.move({ x: 900, y: 900 }), undefined);
  });

  it('LC20 a trail is drawn from bars that do not overlap, cover it fully, and never reach ahead of its head', () => {
    checked(
      fc.property(line, fc.double({ min: 0, max: 1, noNaN: true }), (points, part) => {
        const drawn = beginOf(points, lengthOf(points) * part);
        const bars = barsOf(drawn, 0.3);
        for (const [i, a] of bars.entries())
          for (const b of bars.slice(i + 1, i + 2)) assert.ok(!overlaps(a, b), JSON.stringify([drawn, a, b]));
        for (const dot of dotsOf(drawn, 0.5))
          assert.ok(
            bars.some((bar) => isInside({ ...dot, width: 0, height: 0 }, bar)),
            JSON.stringify([drawn, dot]),
          );
        const [before, head] = drawn.slice(-2);
        if (!before || !head) return;
        const last = bars.at(-1) as Rect;
        if (before.y === head.y && head.x > before.x + 0.3) assert.ok(last.x + last.width <= head.x + 1e-9);
        if (before.y === head.y && head.x < before.x - 0.3) assert.ok(last.x >= head.x - 1e-9);
      }),
      300,
    );
  });

  it('LC20 the bars up to the last corner stay unchanged, however far the line continues', () => {
    checked(
      fc.property(line, fc.double({ min: 0, max: 1, noNaN: true }), (points, part) => {
        const begin = beginOf(points, lengthOf(points) * part);
        const until = begin.length - 1;
        assert.deepEqual(barsOf(begin, 0.3, 1, until), barsOf(points, 0.3, 1, until));
        assert.deepEqual(
          [...barsOf(begin, 0.3, 1, until), ...barsOf(begin, 0.3, Math.max(1, until))],
          barsOf(begin, 0.3),
        );
      }),
      300,
    );
  });

  it('LC20 the start of a trail has the requested length, and points within a straight part change nothing', () => {
    checked(
      fc.property(line, fc.double({ min: 0, max: 1.2, noNaN: true }), (points, part) => {
        const all = lengthOf(points);
        const begin = beginOf(points, all * part);
        assert.ok(Math.abs(lengthOf(begin) - Math.min(all, all * part)) < 1e-6);
        const [from, to] = points.slice(-2);
        if (!from || !to) return;
        const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
        assert.deepEqual(straightened([...points.slice(0, -1), middle, to, to]), points);
      }),
      300,
    );
  });

  it('LC22 seats differ in colour, shape and trail pattern; each colour has 4.5 : 1 contrast with the floor', () => {
    assert.equal(new Set(TONES.map((_, seat) => outlineOf(seat))).size, TONES.length);
    assert.equal(new Set(TONES.map(({ pattern }) => pattern)).size, TONES.length);
    assert.equal(new Set(TONES.map(({ color }) => color)).size, TONES.length);
    for (const { color } of TONES) assert.ok(contrast(color, '#121c3d') >= 4.5, color);
  });

  it('LC24 crash sparks last less than a second, spread and fade, and are the same each time', () => {
    assert.deepEqual(sparksAt(200, 7), sparksAt(200, 7));
    assert.notDeepEqual(sparksAt(200, 7), sparksAt(200, 8));
    const far = (ageMs: number) => Math.max(...sparksAt(ageMs, 3).map(({ x, y }) => Math.hypot(x, y)));
    assert.ok(far(50) < far(200) && far(200) < far(700));
    assert.ok((sparksAt(600, 3)[0]?.alpha ?? 1) < (sparksAt(100, 3)[0]?.alpha ?? 0));
    assert.deepEqual([sparksAt(SPARKS_MS, 3), SPARKS_MS < 1_000], [[], true]);
  });
});

/** The calls that draw the seat's shape. */
function outlineOf(seat: number): string {
  const calls: unknown[] = [];
  const recorder = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...given: number[]) =>
          calls.push([name, given]),
    },
  );
  shapePath(recorder as Canvas, seat, 0, 0, 10);
  return JSON.stringify(calls);
}

/** As WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
