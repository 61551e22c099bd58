import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { replayLayout } from '../../client/ui/layout/replayLayout.ts';
import { axeFindings } from '../support/axe.ts';
import { eventually } from '../support/eventually.ts';
import { framesIn, PHONE, StoryScreen, stopClock } from '../support/storyScreen.ts';

const WINDOWS = [
  [310, 360],
  [390, 844],
  [844, 390],
  [720, 900],
  [820, 1_000],
  [800, 600],
  [1_024, 768],
  [1_440, 900],
  [2_560, 1_440],
] as const;

describe('a replay on the screen', () => {
  const story = StoryScreen.inSuite({ count: 20 });
  const watch = async (page: Page, matchId: string) => {
    await page.evaluate((id) => void window.story.actions.replays.open(id), matchId);
    await page.getByRole('dialog', { name: /^Replay/ }).waitFor();
  };
  const slider = (page: Page) => page.getByRole('slider', { name: 'Position' });
  const positionOf = (page: Page) => slider(page).getAttribute('aria-valuetext');
  const still = { reducedMotion: 'reduce' } as const;

  it('RL16 parts stay inside, apart, and large enough for fingers', () => {
    for (const [width, height] of WINDOWS)
      for (const [aspect, seats] of [[1.07, 2] as const, [1.6, 2] as const, [1.6, 4] as const]) {
        const layout = replayLayout({ width, height }, aspect, seats);
        const { board, head, players, slider, back, play, onward, speed, stage, moments } = layout;
        const parts = [
          layout.bar,
          board,
          ...(head ? [head] : []),
          ...players,
          slider,
          back,
          play,
          onward,
          speed,
          stage,
          ...moments,
        ];
        const where = `${width} × ${height}, ${aspect}, ${seats}`;
        for (const [i, a] of parts.entries()) {
          assert.ok(
            a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height,
            `${where}: ${i} ${JSON.stringify(a)}`,
          );
          for (const b of parts.slice(i + 1)) {
            const isApart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            assert.ok(isApart, `${where}: ${JSON.stringify([a, b])}`);
          }
        }
        for (const part of [slider, back, play, onward, speed, ...moments])
          assert.ok(part.height >= 44 && part.width >= 44, where);
        assert.ok(board.width >= 120 && board.height >= 90, `${where}: ${JSON.stringify(board)}`);
        for (const player of players) assert.ok(player.height >= 30, where);
      }
  });

  it('RL20 a match of the list is watched again; Escape and Back return to its row', async () => {
    const page = await story.open({}, still);
    await page.evaluate(() => window.story.model.select('me'));
    await page.getByRole('button', { name: /’s matches$/ }).click();
    const row = page.getByRole('button', { name: /^Watch again: .*Connect four/ }).first();
    await row.click();
    await page.getByRole('dialog', { name: 'Replay: Connect four' }).waitFor();
    await eventually(async () => assert.match((await positionOf(page)) ?? '', /^Move 0 of 16. The board is empty./));
    assert.ok(
      await page.getByRole('button', { name: 'Play', exact: true }).evaluate((it) => it === document.activeElement),
    );
    await page.keyboard.press('Escape');
    await eventually(async () => assert.ok(await row.evaluate((it) => it === document.activeElement)));
    await page.keyboard.press('Enter');
    await slider(page).waitFor();
    await page.goBack();
    await page.getByRole('dialog', { name: /’s matches$/ }).waitFor();
    assert.equal(await page.evaluate(() => window.story.model.replay), undefined);
    // One stop of Tab, and arrows from there.
    await row.focus();
    await page.keyboard.press('ArrowDown');
    assert.match((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ?? '', /^Watch again/);
    assert.ok(!(await row.evaluate((it) => it === document.activeElement)));
  });

  const nameOf = (page: Page, id: string) =>
    page.evaluate((each) => window.story.model.roster.row(each)?.name ?? '', id);

  it('RL20 a match just played is watched again from its result', async () => {
    const page = await story.open({ state: 'result' }, still);
    const again = page.getByRole('button', { name: 'Watch again', exact: true });
    const results = [
      { id: 'me', name: 'Zoë', emblem: 1, place: 1 },
      { id: 'p0', name: 'Ada', emblem: 2, place: 2 },
    ];
    const payload = { matchId: 'm9', mode: 'cycles-duel', isRated: false, results };
    await page.evaluate((each) => window.story.send(each), { type: 'matchFinished', payload } as const);
    await again.click();
    await slider(page).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await eventually(async () => assert.ok(await again.evaluate((it) => it === document.activeElement)));
  });

  it('RL14 keys move it wherever the focus is, and each step is read out with the board as it stands', async () => {
    const page = await story.open({}, still);
    await watch(page, 'm1');
    await slider(page).waitFor();
    const [other, me] = [await nameOf(page, 'p1'), 'Zoë Ångström'];
    const said = async () =>
      (await page.getByRole('dialog').getByRole('status').textContent())?.replace(/[\u2068\u2069]/g, '');
    for (const [key, news] of [
      ['ArrowRight', `${other}: column 4, row 1.`],
      ['ArrowRight', `${me}: column 4, row 2.`],
      ['ArrowLeft', `${other}: column 4, row 1.`],
      ['End', `${me}: column 3, row 3. Four in a row.`],
      ['PageUp', `${me}: column 2, row 2.`],
    ] as const) {
      await page.keyboard.press(key);
      await eventually(async () => assert.equal(await said(), news));
    }
    const lines = await page
      .getByRole('list', { name: 'What there is to see' })
      .getByRole('listitem')
      .allTextContents();
    assert.equal(lines[0], 'Move 14 of 16');
    assert.equal(lines[2]?.replace(/[\u2068\u2069]/g, ''), `Column 2, from below: ${other}, ${me}`);
    const players = await page.getByRole('list', { name: 'Players' }).getByRole('listitem').allTextContents();
    assert.equal(players[0]?.replace(/[\u2068\u2069]/g, ''), `1. ${me}, rating 1,185, +14`);
    // On the line of time the position says it.
    await slider(page).focus();
    await page.keyboard.press('Home');
    await eventually(async () => assert.match((await positionOf(page)) ?? '', /^Move 0 of 16/));
    await page.getByRole('button', { name: /four in a row, 16$/ }).click();
    await eventually(async () => assert.match((await positionOf(page)) ?? '', /^Move 16 of 16/));
  });

  it('RL15 what cannot be seen says why, and what could be is tried again', async () => {
    const page = await story.open({}, still);
    const isTold = (why: RegExp) => page.getByRole('dialog').getByText(why).first().waitFor({ state: 'attached' });
    await watch(page, 'm77');
    await isTold(/There is no replay of this match for you/);
    assert.equal(await page.getByRole('button', { name: 'Try again' }).isVisible(), false);
    await watch(page, 'old');
    await isTold(/another version of the game/);
    await watch(page, 'away');
    await isTold(/Couldn’t load this/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await isTold(/Couldn’t load this/);
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => window.story.model.replay), undefined);
  });

  const playing = async (): Promise<Page> => {
    const page = await story.openWithClock({}, { reducedMotion: 'no-preference' });
    await stopClock(page);
    await page.evaluate(() => void window.story.actions.replays.open('m0'));
    await eventually(async () => {
      await page.clock.runFor(100);
      assert.ok(await page.getByRole('button', { name: 'Pause' }).isVisible());
    });
    return page;
  };

  it('RL12 it plays by itself at once; with reduced motion it waits at its first step', async () => {
    const page = await playing();
    const from = Number(await slider(page).inputValue());
    await page.clock.runFor(1_000);
    assert.ok(Number(await slider(page).inputValue()) > from);
    const calm = await story.open({}, still);
    await watch(calm, 'm0');
    await slider(calm).waitFor();
    assert.equal(await slider(calm).inputValue(), '0');
    assert.ok(await calm.getByRole('button', { name: 'Play', exact: true }).isVisible());
  });

  it('RL18 it paints while it plays; at rest it paints nothing', async () => {
    const page = await playing();
    assert.ok((await framesIn(page, 1_000)) > 15);
    await page.keyboard.press('Space');
    await page.clock.runFor(500);
    assert.ok(await page.getByRole('button', { name: 'Play', exact: true }).isVisible());
    const at = await slider(page).inputValue();
    // The lobby below goes on, twice a second.
    assert.ok((await framesIn(page, 2_000)) <= 6);
    assert.equal(await slider(page).inputValue(), at);
  });

  it('RL17 in a right-to-left language time goes from left to right', async () => {
    const page = await story.open({}, { ...PHONE, ...still, locale: 'ar' });
    await page.evaluate(() => void window.story.actions.replays.open('m1'));
    const line = page.getByRole('slider');
    await line.waitFor();
    const box = (await line.boundingBox()) ?? assert.fail();
    await line.click({ position: { x: box.width - 14, y: box.height / 2 } });
    await eventually(async () => assert.equal(await line.inputValue(), '16'));
    const [back, onward] = await Promise.all(
      ['خطوة إلى الخلف', 'خطوة إلى الأمام'].map((name) => page.getByRole('button', { name }).boundingBox()),
    );
    assert.ok((back?.x ?? 0) < (onward?.x ?? 0));
  });

  it('W90 axe finds nothing serious in a replay, on a desktop and on a phone, nor where there is none', async () => {
    for (const options of [still, { ...PHONE, ...still }]) {
      const page = await story.open({}, options);
      for (const matchId of ['m1', 'm2', 'm77']) {
        await page.evaluate((id) => void window.story.actions.replays.open(id), matchId);
        const sign = matchId === 'm77' ? page.getByText(/There is no replay/).first() : slider(page);
        await sign.waitFor({ state: 'attached' });
        assert.deepEqual((await axeFindings(page)).serious, [], matchId);
      }
    }
  });

  it('RL22 the picture of the end is saved, and names only those whom strangers may know', async () => {
    const page = await story.open({}, still);
    await watch(page, 'm1');
    await slider(page).waitFor();
    const hidden = await nameOf(page, 'p1');
    await page.evaluate(() => {
      const painted: string[] = [];
      Object.assign(window, { painted });
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (line, x, y) {
        if (this.canvas.width === 1_200) painted.push(line);
        fillText.call(this, line, x, y);
      };
    });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Picture', exact: true }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'foyer-m1.png');
    const png = readFileSync(await download.path());
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1_200, 630]);
    const painted = await page.evaluate(() => (window as unknown as { painted: string[] }).painted);
    const lines = painted.map((line) => line.replace(/[\u2068\u2069]/g, ''));
    assert.ok(lines.includes('Zoë Ångström won'), lines.join('|'));
    assert.ok(lines.includes('Someone') && !lines.some((line) => line.includes(hidden)), lines.join('|'));
    await page.getByRole('button', { name: 'Saved', exact: true }).waitFor();
  });

  it('RL19 the link is copied, and what copied it says so', async () => {
    const page = await story.open({}, { ...still, permissions: ['clipboard-read', 'clipboard-write'] });
    await watch(page, 'm1');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\/replay\/m1$/);
  });
});
