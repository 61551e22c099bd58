import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { LobbyEvent } from '../../client/net/events.ts';
import { resultSplit } from '../../client/ui/layout/resultSplit.ts';
import { resultSizes } from '../../client/ui/play/resultPainter.ts';
import { eventually } from '../support/eventually.ts';
import { PHONE, StoryScreen, stopClock } from '../support/storyScreen.ts';

const SIZES = [
  [{ viewport: { width: 1440, height: 900 } }, { width: 1440, height: 900 }],
  [PHONE, PHONE.viewport],
  [
    { ...PHONE, viewport: { width: 844, height: 390 } },
    { width: 844, height: 390 },
  ],
] as const;

describe('the result beside its board', () => {
  const story = StoryScreen.inSuite({ count: 20 });
  const send = (page: Page, event: LobbyEvent) => page.evaluate((each) => window.story.send(each), event);
  const push = (page: Page, type: string, payload: object) =>
    page.evaluate(([each, what]) => window.story.match.push(each, what), [type, payload] as const);

  /** All that a result paints whose ratings arrive. */
  const lines = async (reducedMotion: 'reduce' | 'no-preference') => {
    const page = await story.openWithClock({ state: 'result' }, { reducedMotion });
    await stopClock(page);
    await page.clock.runFor(1_500);
    await page.evaluate(() => {
      // As before its first result: one that is told again is not shown again.
      const { play } = window.story.model;
      play.state = { ...play.state, result: undefined, toldOf: undefined };
      const painted: string[] = [];
      Object.assign(window, { painted });
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (line, x, y) {
        painted.push(line);
        fillText.call(this, line, x, y);
      };
    });
    const results = [
      { id: 'me', name: 'Zoë', emblem: 1, place: 1, ratingBefore: 1_100, ratingAfter: 1_190 },
      { id: 'p0', name: 'Ada', emblem: 2, place: 2, ratingBefore: 1_240, ratingAfter: 1_224 },
    ];
    const payload = { matchId: 'm9', mode: 'cycles-duel', isRated: true, results };
    await send(page, { type: 'matchFinished', payload });
    await page.clock.runFor(1_500);
    return page.evaluate(() => (window as unknown as { painted: string[] }).painted);
  };

  it('W152 board and result share the area without overlap, and both keep room', () => {
    for (const [width, height] of [
      [1400, 812],
      [1160, 700],
      [800, 700],
      [720, 900],
      [374, 780],
      [304, 500],
      [828, 326],
      [500, 310],
    ]) {
      const area = { x: 20, y: 60, width: width as number, height: height as number };
      const { game, story: told } = resultSplit(area);
      const isApart = game.x + game.width <= told.x || game.y + game.height <= told.y;
      assert.ok(isApart, `${width} × ${height}`);
      for (const { x, y, width: w, height: h } of [game, told]) {
        assert.ok(w >= 120 && h >= 150, `${width} × ${height}: ${w} × ${h}`);
        assert.ok(x >= 20 && y >= 60 && x + w <= 20 + area.width && y + h <= 60 + area.height);
      }
    }
    for (const height of [160, 220, 300, 500, 700]) {
      const { head, rating, row, note } = resultSizes(height, 2, true);
      assert.ok(head + rating + 2 * row + note <= Math.max(height, 144), `${height}`);
    }
  });

  it('W152 after a win every column of the board is left or above of the result’s buttons', async () => {
    for (const [options, size] of SIZES) {
      const page = await story.open({}, options);
      await page.evaluate(() => window.story.match.open('connect-four'));
      const seat = (id: string) => ({ id, name: id, team: 0, is: 'here' as const });
      const table = { matchId: 'm9', mode: 'connect-four', seats: [seat('me'), seat('p1')], you: 0, spectators: 0 };
      await push(page, 'tableUpdated', { ...table, phase: 'running' });
      await push(page, 'boardUpdated', { moves: [0, 1, 0, 1, 0, 1, 0], order: [0, 1], turn: null, leftMs: 0 });
      await push(page, 'matchEnded', { places: [1, 2], closesInMs: 30_000 });
      await push(page, 'tableUpdated', { ...table, phase: 'over' });
      const again = page.getByRole('button', { name: 'Rematch', exact: true });
      await again.waitFor();
      const last = page.getByRole('button', { name: /^Column 7/ });
      await eventually(async () => {
        const [board, button] = await Promise.all([last.boundingBox(), again.boundingBox()]);
        assert.ok(board && button);
        const isApart = board.x + board.width <= button.x || board.y + board.height <= button.y;
        assert.ok(isApart, JSON.stringify([board, button]));
        const back = await page.getByRole('button', { name: 'Back to the lobby', exact: true }).boundingBox();
        assert.ok(back && back.y + back.height <= size.height && back.height >= 44);
      });
    }
  });

  it('W153 the rating counts for 900 ms, and with reduced motion stands there at once', async () => {
    const numbers = async (reducedMotion: 'reduce' | 'no-preference') =>
      (await lines(reducedMotion)).filter((line) => /^1,1\d\d\??$/.test(line));
    const counted = await numbers('no-preference');
    assert.ok(new Set(counted).size > 4, counted.join());
    assert.ok(counted.some((line) => line.startsWith('1,190')));
    assert.deepEqual(
      [...new Set(await numbers('reduce'))].map((line) => line.replace('?', '')),
      ['1,190'],
    );
  });

  it('W169 the own rating is told once, and the others’ in their rows', async () => {
    const painted = await lines('reduce');
    // However often the card was painted, each time there is one of either.
    const [own, other] = ['+90', '−16'].map((change) => painted.filter((line) => line === change).length);
    assert.equal(own, other);
    assert.ok(painted.includes('+90') && painted.includes('1,224'));
  });

  it('W168 one press says gg, once, and the other side’s is shown and announced, on every size', async () => {
    for (const [options] of SIZES) {
      const page = await story.open({}, options);
      await page.evaluate(() => window.story.match.open('connect-four'));
      const seat = (id: string) => ({ id, name: id, team: 0, is: 'here' as const });
      const table = { matchId: 'm9', mode: 'connect-four', seats: [seat('me'), seat('p1')], you: 0, spectators: 0 };
      await push(page, 'tableUpdated', { ...table, phase: 'running' });
      await push(page, 'emoted', { seat: 1, emote: 'gg' });
      await push(page, 'matchEnded', { places: [1, 2], closesInMs: 30_000 });
      await push(page, 'tableUpdated', { ...table, phase: 'over' });
      const gg = page.getByRole('button', { name: 'Say gg (good game)', exact: true });
      await gg.waitFor();
      const said = page.getByRole('status').filter({ hasText: /p1.*: gg/ });
      assert.equal(await said.count(), 0);
      await push(page, 'emoted', { seat: 1, emote: 'gg' });
      await said.waitFor({ state: 'attached' });
      const box = await gg.boundingBox();
      const width = options.viewport?.width ?? 1_440;
      assert.ok(box && box.height >= 44 && box.width >= 44 && box.x + box.width <= width);
      await gg.click();
      await eventually(async () => assert.ok((await page.evaluate(() => window.story.page)).includes('emote gg')));
      await push(page, 'emoted', { seat: 0, emote: 'gg' });
      await gg.waitFor({ state: 'hidden' });
    }
  });
});
