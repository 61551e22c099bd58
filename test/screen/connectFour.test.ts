import assert from 'node:assert/strict';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { boardPlaces } from '../../client/games/connect-four/boardPlaces.ts';
import { boardView } from '../../client/games/connect-four/boardView.ts';
import type { MatchRole } from '../../client/net/match/matchTicket.ts';
import { layoutOf } from '../../client/ui/layout/layout.ts';
import type { BoardUpdated } from '../../shared/games/connect-four/board.ts';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import { eventually } from '../support/eventually.ts';
import { framesIn, PHONE, StoryScreen, stopClock } from '../support/storyScreen.ts';

type Table = MatchPushes['tableUpdated'];
const tableOf = (you: number | null): Table => ({
  matchId: 'm9',
  mode: 'connect-four',
  phase: 'running',
  seats: [
    { id: 'me', name: 'Zoë', team: 0, is: 'here' },
    { id: 'p0', name: 'Ada', team: 1, is: 'here' },
  ],
  you,
  spectators: 0,
});
/** Ada, in the second seat, moves first. */
const boardOf = (moves: number[], turn: number | null = moves.length % 2 === 0 ? 1 : 0): BoardUpdated => ({
  moves,
  order: [1, 0],
  turn,
  leftMs: 60_000,
});
const WINDOW = { width: 1000, height: 800 };
/** Longer than a disc falls. */
const FALLEN_MS = 700;
const WON = [0, 1, 0, 1, 0, 1, 0];

describe('the view of connect four', () => {
  it('G40 the board and its plates fit into every window without overlap, with finger-sized targets on a phone', () => {
    for (let width = 310; width <= 2_000; width += 84) {
      for (let height = 360; height <= 1_400; height += 80) {
        const area = layoutOf({ width, height }, 'play', 0, { hasParty: false, profile: 'none', isInMatch: true }).match
          ?.area;
        assert.ok(area);
        const { board, columns, plates, sheets } = boardPlaces(area);
        const [first] = columns;
        assert.ok(first && first.y + first.height === board.y + board.height);
        for (const { x, y, width: wide, height: high } of [board, ...columns, ...plates, ...(sheets ?? [])]) {
          assert.ok(x >= area.x && x + wide <= area.x + area.width + 0.5, `${width}×${height}`);
          assert.ok(y >= area.y - 0.5 && y + high <= area.y + area.height + 0.5, `${width}×${height}`);
        }
        const [left, right] = plates;
        const isColumn = left.x === right.x;
        assert.ok(left.width >= 120, `${width}×${height}`);
        assert.ok(isColumn ? left.y + left.height <= right.y : left.x + left.width <= right.x, `${width}×${height}`);
        for (const [i, sheet] of (sheets ?? []).entries()) {
          const plate = plates[i];
          assert.ok(plate && sheet.x === plate.x && sheet.y >= plate.y + plate.height, `${width}×${height}`);
          assert.ok(i > 0 || !isColumn || sheet.y + sheet.height <= right.y, `${width}×${height}`);
        }
        const isAbove = left.y + left.height <= first.y;
        assert.ok(isAbove || (left.x + left.width <= board.x && (isColumn || right.x >= board.x + board.width)));
      }
    }
    for (const [width, height] of [
      [390, 844],
      [844, 390],
      [360, 640],
    ] as const) {
      const match = layoutOf({ width, height }, 'play', 0, { hasParty: false, profile: 'none', isInMatch: true }).match;
      assert.ok(match && boardPlaces(match.area).cell >= 44, `${width}×${height}`);
    }
  });

  it('G41 a column says how many discs it holds and whose they are; the last move and the turn are given in words', () => {
    const view = boardView(boardOf([2, 2, 4]), tableOf(0), 42_000);
    assert.deepEqual(view.columns.map(({ name }) => name).slice(1, 5), [
      'Column 2, no discs',
      'Column 3, two discs',
      'Column 4, no discs',
      'Column 5, one disc',
    ]);
    assert.equal(view.columns[2]?.stack, 'row 1: \u2068Ada\u2069, row 2: \u2068You\u2069');
    assert.equal(view.words, '\u2068Ada\u2069: column 5, row 1. Your turn.');
    assert.deepEqual(
      view.plates.map(({ name, note, isLit }) => [name, note, isLit]),
      [
        ['Ada', '', false],
        ['You', 'Your turn · 0:42', true],
      ],
    );
    const full = boardView(boardOf([3, 3, 3, 3, 3, 3]), tableOf(0), 1);
    assert.equal(full.columns[3]?.name, 'Column 4, full');
    assert.equal(full.words, '\u2068You\u2069: column 4, row 6. \u2068Ada\u2069’s turn.');
    assert.match(boardView(boardOf([2, 2, 4]), tableOf(0), 9_000).words, /15 seconds left/);
    assert.doesNotMatch(boardView(boardOf([2, 2]), tableOf(0), 9_000).words, /Fifteen/);
  });

  it('G46 every cell of the board is told by row and column, from the top', () => {
    const { rows } = boardView(boardOf([2, 2, 4, 2]), tableOf(0), 42_000);
    const empty = new Array<string>(7).fill('empty');
    assert.deepEqual(
      rows.map(({ name, cells }) => [name, ...cells]),
      [
        ['Row 6', ...empty],
        ['Row 5', ...empty],
        ['Row 4', ...empty],
        ['Row 3', 'empty', 'empty', 'You', 'empty', 'empty', 'empty', 'empty'],
        ['Row 2', 'empty', 'empty', 'You', 'empty', 'empty', 'empty', 'empty'],
        ['Row 1', 'empty', 'empty', 'Ada', 'empty', 'Ada', 'empty', 'empty'],
      ],
    );
  });

  it('G47 a plate tells its player’s name, emblem, rating and moves, and the turn with the share of its time', () => {
    const table = tableOf(0);
    const seats = table.seats.map((seat, i) => ({ ...seat, emblem: 7 + i, rating: 1_171 + i }));
    const [first, second] = boardView(boardOf([2, 2, 4]), { ...table, seats }, 42_000).plates;
    assert.ok(first && second);
    assert.deepEqual([first.name, first.rating, first.mode, first.face.emblem], ['Ada', '1,172', 'Connect four', 8]);
    assert.deepEqual([second.name, second.rating, second.turn, second.time], ['You', '1,171', 'Your move', '0:42']);
    assert.deepEqual([first.part, second.part, first.time], [0, 0.7, '']);
    assert.deepEqual(first.moves, [
      { at: 1, column: 3 },
      { at: 3, column: 5 },
    ]);
    assert.deepEqual(second.moves, [{ at: 2, column: 3 }]);
    const bots = seats.map((seat, i) => (i === 1 ? { ...seat, id: undefined, rating: undefined, bot: 'easy' } : seat));
    const [bot] = boardView(boardOf([2]), { ...table, seats: bots as Table['seats'] }, 1).plates;
    assert.deepEqual([bot?.rating, bot?.mode, bot?.face.isBot], ['Bot', '', true]);
  });

  it('G42 a disc is in hand only during your own turn: not during the opponent’s, after the end, or while watching', () => {
    assert.equal(boardView(boardOf([2]), tableOf(0), 1).hand, 1);
    assert.equal(boardView(boardOf([2]), tableOf(1), 1).hand, undefined);
    assert.equal(boardView(boardOf([]), tableOf(1), 1).hand, 0);
    assert.equal(boardView(boardOf([2]), tableOf(null), 1).hand, undefined);
    assert.equal(boardView(boardOf(WON, null), tableOf(0), 0).hand, undefined);
    assert.equal(boardView(boardOf([]), undefined, 1).hand, undefined);
  });

  it('G43 the winner and the four in a row are named; a win on time has no four', () => {
    const won = boardView(boardOf(WON, null), tableOf(0), 0);
    assert.deepEqual(won.won.map(({ column, row }) => `${column},${row}`).toSorted(), ['0,0', '0,1', '0,2', '0,3']);
    assert.deepEqual(
      won.plates.map(({ note }) => note),
      ['Four in a row!', ''],
    );
    assert.equal(won.words, '\u2068Ada\u2069: column 1, row 4. Four in a row!');
    const late = boardView(boardOf(WON.slice(0, -1), null), tableOf(0), 0);
    assert.deepEqual([late.won, late.plates.filter(({ isLit }) => isLit)], [[], []]);
    const double = boardView(boardOf([0, 6, 1, 6, 2, 6, 0, 5, 1, 5, 2, 5, 3]), tableOf(0), 0);
    assert.equal(double.won.length, 4);
  });
});

describe('connect four in the browser', () => {
  const story = StoryScreen.inSuite({ count: 5 });

  async function open(options: BrowserContextOptions = {}, you: number | null = 0): Promise<Page> {
    const page = await story.openWithClock({}, { viewport: WINDOW, ...options });
    const role: MatchRole = you === null ? 'spectator' : 'player';
    await page.evaluate((each) => window.story.match.open('connect-four', each), role);
    await push(page, 'tableUpdated', tableOf(you));
    await push(page, 'boardUpdated', boardOf([3]));
    await column(page, 'Column 4, one disc').waitFor();
    return page;
  }
  const push = (page: Page, type: string, payload: unknown): Promise<void> =>
    page.evaluate(([each, what]) => window.story.match.push(each, what), [type, payload] as const);
  const column = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });
  const asked = (page: Page): Promise<number[]> =>
    page.evaluate(() => window.story.match.asked.map(({ input }) => (input as { column: number }).column));
  const drops = (page: Page, ...columns: number[]) =>
    eventually(async () => assert.deepEqual(await asked(page), columns));
  /** The middle of a cell (row 0 is the lowest), derived from the columns' buttons alone. */
  const cellAt = async (page: Page, at: number, row: number): Promise<{ x: number; y: number }> => {
    const box = await column(page, new RegExp(`^Column ${at + 1}, `)).boundingBox();
    assert.ok(box);
    return { x: box.x + box.width / 2, y: box.y + box.height - (row + 0.5) * box.width };
  };
  const pixel = (page: Page, { x, y }: { x: number; y: number }): Promise<number[]> =>
    page.evaluate(
      ({ x, y }) => {
        const canvas = document.querySelector<HTMLCanvasElement>('#stage canvas');
        const data = canvas?.getContext('2d')?.getImageData(Math.round(x), Math.round(y), 1, 1).data;
        return [...(data ?? [])].slice(0, 3);
      },
      { x, y },
    );

  it('G42 a click, Enter on a column, or its digit drops a disc there; arrows choose the column', async () => {
    const page = await open();
    await column(page, 'Column 2, no discs').click();
    await drops(page, 1);
    await page.keyboard.press('7');
    await drops(page, 1, 6);
    await page.mouse.move(5, 400);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await drops(page, 1, 6, 2);
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowLeft');
    assert.ok(await column(page, /^Column 1,/).evaluate((each) => each === document.activeElement));
    for (const key of ['0', '8', 'a', 'Control+2']) await page.keyboard.press(key);
    await page.getByRole('button', { name: 'Leave the match' }).click();
    await page.getByRole('button', { name: 'Keep playing' }).waitFor();
    await page.keyboard.press('3');
    await page.getByRole('button', { name: 'Keep playing' }).click();
    await page.getByRole('button', { name: 'Keep playing' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('5');
    await drops(page, 1, 6, 2, 4);
  });

  it('G42 no disc drops out of turn, into a full column, or twice before the room has answered', async () => {
    const page = await open();
    await page.evaluate(() => {
      window.story.match.answers = false;
    });
    await column(page, /^Column 2/).click();
    await column(page, /^Column 3/).click({ force: true });
    await drops(page, 1);
    const other = await open();
    await push(other, 'boardUpdated', boardOf([3, 1]));
    await column(other, 'Column 2, one disc').click({ force: true });
    await push(other, 'boardUpdated', boardOf([3, 3, 3, 3, 3, 3, 0]));
    await column(other, 'Column 4, full').click({ force: true });
    assert.equal(await column(other, 'Column 4, full').getAttribute('aria-disabled'), 'true');
    await column(other, 'Column 5, no discs').click();
    await drops(other, 4);
  });

  it('G42 a finger drops a disc; a phone’s window shows every column', async () => {
    const page = await open(PHONE);
    await column(page, 'Column 7, no discs').tap();
    await drops(page, 6);
  });

  it('G43 the two sides’ discs differ by more than colour, and the last one has a rim', async () => {
    const page = await open();
    await push(page, 'boardUpdated', boardOf([3, 5, 1]));
    await page.clock.runFor(FALLEN_MS);
    const lightness = async (at: number, dx: number): Promise<number> => {
      const { x, y } = await cellAt(page, at, 0);
      const box = await column(page, /^Column 1/).boundingBox();
      const [red = 0, green = 0, blue = 0] = await pixel(page, { x: x + dx * (box?.width ?? 0), y });
      return 0.3 * red + 0.59 * green + 0.11 * blue;
    };
    // A ring is light in the middle with a dark edge; a diamond has a dark middle.
    assert.ok((await lightness(3, 0)) > (await lightness(3, 0.21)) + 60);
    assert.ok((await lightness(5, 0)) < (await lightness(5, 0.34)) - 60);
    assert.ok((await lightness(1, 0.38)) > (await lightness(3, 0.38)) + 20);
  });

  it('G44 a disc falls, or appears at once with reduced motion; nothing is drawn while nothing changes', async () => {
    for (const [reducedMotion, falls] of [
      ['no-preference', true],
      ['reduce', false],
    ] as const) {
      const page = await open({ reducedMotion });
      await stopClock(page);
      await page.clock.runFor(FALLEN_MS);
      await push(page, 'boardUpdated', boardOf([3, 3]));
      const moving = await framesIn(page, FALLEN_MS);
      assert.ok(falls ? moving > 5 : moving <= 3, `${moving} frames`);
      // Only the clocks of turn and lobby draw, once a second each.
      const resting = await framesIn(page, 2_000);
      assert.ok(resting <= 5, `${resting} frames`);
    }
  });

  it('G47 a screen reader finds the players by the board, under the names that they have now, also as a spectator', async () => {
    for (const you of [0, null]) {
      const page = await open({}, you);
      const names = page.getByRole('list', { name: 'Players' }).getByRole('listitem');
      const [own, other] = [tableOf(you).seats[0], tableOf(you).seats[1]];
      assert.ok(own && other);
      await eventually(async () => assert.match((await names.first().textContent()) ?? '', /Ada/));
      await push(page, 'tableUpdated', { ...tableOf(you), seats: [own, { ...other, name: 'Adele', rating: 1_198 }] });
      await eventually(async () => {
        assert.equal(await names.first().textContent(), '\u2068Adele\u2069, Connect four rating 1,198, Waits');
        const turn = you === null ? '\u2068Zoë\u2069, Their move' : '\u2068You\u2069, Your move';
        assert.equal(await names.last().textContent(), turn);
      });
    }
  });

  it('G46 a screen reader finds each disc by row and column, and follows the moves', async () => {
    const page = await open();
    const table = page.getByRole('table', { name: 'Board' });
    const cell = async (row: string, at: number): Promise<string> => {
      const line = table.getByRole('row', { name: new RegExp(`^${row} `) });
      return (
        (await line
          .getByRole('cell')
          .nth(at - 1)
          .textContent()) ?? ''
      );
    };
    assert.deepEqual(
      await table.getByRole('columnheader').allTextContents(),
      [1, 2, 3, 4, 5, 6, 7].map((at) => `Column ${at}`),
    );
    assert.deepEqual([await cell('Row 1', 4), await cell('Row 2', 4)], ['Ada', 'empty']);
    await push(page, 'boardUpdated', boardOf([3, 3]));
    await eventually(async () => assert.equal(await cell('Row 2', 4), 'You'));
    assert.equal(await cell('Row 1', 4), 'Ada');
  });

  it('G45 a spectator reads the board and drops nothing; the end of the match removes the whole game', async () => {
    const page = await open({}, null);
    const first = column(page, 'Column 4, one disc');
    assert.equal(await first.getAttribute('aria-description'), 'row 1: \u2068Ada\u2069');
    await first.click({ force: true });
    await page.keyboard.press('1');
    await page.getByText('\u2068Ada\u2069: column 4, row 1. \u2068Zoë\u2069’s turn.').waitFor({ state: 'attached' });
    const textures = () => page.evaluate(() => Object.keys(window.story.game.textures.list).length);
    const before = await textures();
    await page.evaluate(() => window.story.match.end());
    await first.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Quick Play' }).waitFor();
    await page.keyboard.press('1');
    assert.deepEqual(await asked(page), []);
    for (let i = 0; i < 3; i++) {
      await page.evaluate(() => window.story.match.open('connect-four'));
      await push(page, 'tableUpdated', tableOf(0));
      await push(page, 'boardUpdated', boardOf([3]));
      await first.waitFor();
      await page.clock.runFor(100);
      if (i < 2) await page.evaluate(() => window.story.match.end());
    }
    assert.ok((await textures()) <= before + 8);
  });
});
