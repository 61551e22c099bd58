import assert from 'node:assert/strict';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { onScreen, type Point } from '../../client/games/cycles/board.ts';
import { placesIn } from '../../client/games/cycles/places.ts';
import { layoutOf } from '../../client/ui/layout/layout.ts';
import { DOWN, LEFT, UP } from '../../shared/games/cycles/arena.ts';
import { TICKS_PER_S } from '../../shared/games/cycles/rules.ts';
import type { CyclesStart } from '../story/cyclesStory.ts';
import { closeSettings, openSettings } from '../support/account.ts';
import { eventually } from '../support/eventually.ts';
import { framesIn, StoryScreen, stopClock } from '../support/storyScreen.ts';

const DESKTOP = { width: 1_000, height: 700 };
const TICK_MS = 1_000 / TICKS_PER_S;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe('light-cycles in the browser', () => {
  const story = StoryScreen.inSuite({ count: 20 }, 'webgl');

  async function open(options: BrowserContextOptions = {}, isWebgl = false): Promise<Page> {
    const context = await story.newContext({ viewport: DESKTOP, ...options });
    if (isWebgl) await context.addInitScript(asHardware);
    await context.clock.install();
    return story.openIn(context);
  }
  const begin = (page: Page, start: CyclesStart): Promise<void> =>
    page.evaluate((each) => window.story.cycles.open(each), start);
  /** Afterwards only `passesUntil` moves time, so a busy machine cannot drive into a wall before a key is pressed. */
  const race = async (page: Page, start: CyclesStart): Promise<void> => {
    await begin(page, start);
    await stopClock(page);
    await page.evaluate(() => window.story.cycles.play());
    await passesUntil(page, async () => assert.ok((await rider(page)).tick > 1));
  };
  const passesUntil = (page: Page, isSo: () => Promise<void>): Promise<void> =>
    eventually(async () => {
      await page.clock.runFor(TICK_MS);
      await isSo();
    });
  const rider = (page: Page, seat = 0) =>
    page.evaluate((each) => {
      const { riders, tick } = window.story.cycles.state;
      const { x, y, dir, trail } = riders[each] as { x: number; y: number; dir: number; trail: ArrayLike<number> };
      return { x, y, dir, tick, corners: trail.length };
    }, seat);
  const goes = (page: Page, dir: number) => passesUntil(page, async () => assert.equal((await rider(page)).dir, dir));
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  for (const isWebgl of [false, true]) {
    it(`LC25 a key turns your own head and the trail shows behind it, ${isWebgl ? 'on WebGL' : 'on Canvas'}`, async () => {
      const page = await open({}, isWebgl);
      assert.equal(await page.evaluate(() => window.story.game.renderer.type === 2), isWebgl);
      await race(page, { seats: 2, seat: 0 });
      await page.keyboard.press('ArrowDown');
      await goes(page, DOWN);
      await passesUntil(page, async () => assert.ok((await rider(page)).corners === 2));
      const { y } = await rider(page);
      await passesUntil(page, async () => assert.ok((await rider(page)).y > y + 4));
      await page.evaluate(() => window.story.cycles.pause());
      await page.clock.runFor(300);
      const { x } = await rider(page);
      // Beside the middle of the line, before and after the corner, and on empty floor.
      const seen = await colorsAt(page, [
        { x: 11, y: 10.2 },
        { x: x + 0.2, y: 12 },
        { x: 30, y: 3 },
      ]);
      for (const [r, g, b] of seen.slice(0, 2)) assert.ok(b > 150 && b > r + 60 && g > r, `${[r, g, b]}`);
      const [r, g, b] = seen[2] ?? [255, 255, 255];
      assert.ok(r < 40 && g < 40 && b < 80, `${[r, g, b]}`);
    });
  }

  it('LC25 letters steer too, even in the countdown; a key held down turns once', async () => {
    const page = await open();
    await begin(page, { seats: 2, seat: 0 });
    await stopClock(page);
    await page.evaluate(() => window.story.cycles.play());
    await passesUntil(page, async () => {
      await page.keyboard.press('KeyW');
      assert.equal((await rider(page)).dir, UP);
    });
    assert.equal((await rider(page)).tick, 0);
    await passesUntil(page, async () => assert.ok((await rider(page)).tick > 1));
    await page.keyboard.down('KeyA');
    await page.keyboard.down('KeyA');
    await goes(page, LEFT);
    assert.equal((await rider(page)).corners <= 2, true);
  });

  it('LC26 on a phone, the buttons turn, and a swipe anywhere on the arena turns in its direction', async () => {
    const page = await open(PHONE);
    await race(page, { seats: 2, seat: 0 });
    // Upright, the arena's right points down the screen, so a left turn goes to the screen's right.
    await button(page, 'Turn left').tap();
    await goes(page, UP);
    const swipe = (toX: number, toY: number) =>
      page.evaluate(
        ([x, y]) => {
          const canvas = document.querySelector('canvas') as HTMLElement;
          const send = (type: string, clientX: number, clientY: number) =>
            canvas.dispatchEvent(
              new PointerEvent(type, { bubbles: true, pointerId: 5, pointerType: 'touch', clientX, clientY }),
            );
          send('pointerdown', 200, 400);
          send('pointermove', 200 + x / 2, 400 + y / 2);
          send('pointermove', 200 + x, 400 + y);
          send('pointerup', 200 + x, 400 + y);
        },
        [toX, toY] as const,
      );
    await swipe(0, -60);
    await goes(page, LEFT);
    await swipe(-60, 0);
    await goes(page, DOWN);
    assert.equal(await page.evaluate(() => document.querySelector('canvas')?.style.touchAction), 'none');
  });

  it('LC27 a spectator has no turn buttons, and their keys do not reach the match', async () => {
    const page = await open(PHONE);
    await begin(page, { seats: 4, seat: null });
    await page.evaluate(() => window.story.cycles.run(90));
    await page.keyboard.press('ArrowUp');
    await page.clock.runFor(300);
    assert.equal(await button(page, 'Turn left').isVisible(), false);
    assert.deepEqual(await page.evaluate(() => window.story.match.asked.filter(({ type }) => type === 'steer')), []);
    const game = page.getByRole('region', { name: 'Light-cycles' });
    await game.getByText(/NeonDrake42.* 0, bot/).waitFor({ state: 'attached' });
  });

  it('LC27 the start, crashes and rounds are announced with the score', async () => {
    const page = await open();
    await race(page, { seats: 2, seat: 0 });
    const said = page.getByRole('region', { name: 'Light-cycles' }).getByRole('status');
    await passesUntil(page, async () => assert.equal(await said.textContent(), 'Round 1 of 5'));
    await page.keyboard.press('ArrowUp');
    await passesUntil(page, async () =>
      assert.match((await said.textContent()) ?? '', /wins the round\. .*Zoë.* 0 · .*山田太郎.* 1/),
    );
    const score = page.getByText(/^.*Zoë Ångström.* 0 \(.*\), .*山田太郎.* 1 \(.*\)$/);
    await passesUntil(page, async () => assert.equal(await score.count(), 1));
  });

  it('LC30 the players stand by the arena with their ratings, also for a spectator', async () => {
    for (const seat of [0, null]) {
      const page = await open();
      await begin(page, { seats: 2, seat });
      const by = page.getByRole('region', { name: 'Light-cycles' }).locator('p').first();
      await eventually(async () => {
        const words = ((await by.textContent()) ?? '').replaceAll(/[\u2068\u2069]/g, '');
        assert.match(words, /^Zoë Ångström 0 \(Light-cycles rating 1,171\), 山田太郎 0 \(Light-cycles rating 1,198\)$/);
      });
    }
  });

  it('LC28 a button or the M key mutes the sound, and it stays muted after a reload', async () => {
    const page = await open();
    await begin(page, { seats: 2, seat: 0 });
    await button(page, 'Mute sound').click();
    await button(page, 'Unmute sound').waitFor();
    await story.go(page);
    await begin(page, { seats: 2, seat: 0 });
    await button(page, 'Unmute sound').waitFor();
    await page.keyboard.press('KeyM');
    await button(page, 'Mute sound').waitFor();
  });

  it('W58 the sound setting carries over from the lobby to the game and back', async () => {
    const page = await open();
    await openSettings(page);
    await page.getByRole('switch', { name: 'Sounds' }).focus();
    await page.keyboard.press('Space');
    await closeSettings(page);
    await begin(page, { seats: 2, seat: 0 });
    const game = page.getByRole('region', { name: 'Light-cycles' });
    await game.getByRole('button', { name: 'Unmute sound' }).click();
    await game.getByRole('button', { name: 'Mute sound' }).waitFor();
    assert.equal(await page.evaluate(() => localStorage.getItem('foyer.muted')), 'no');
  });

  it('LC29 nothing is drawn while nothing changes', async () => {
    const page = await open();
    await begin(page, { seats: 4, seat: null });
    await stopClock(page);
    await page.clock.runFor(4_500);
    const resting = await framesIn(page, 1_500);
    assert.ok(resting <= 1, `${resting} frames`);
    await page.evaluate(() => {
      window.story.cycles.run(66);
      window.story.cycles.play();
    });
    assert.ok((await framesIn(page, 500)) > 5);
  });

  it('LC29 leaving a match removes its picture and its key and touch handlers', async () => {
    const page = await open();
    const textures = () => page.evaluate(() => Object.keys(window.story.game.textures.list).length);
    const play = async (): Promise<void> => {
      await race(page, { seats: 4, seat: 0 });
      await page.evaluate(() => {
        window.story.cycles.pause();
        window.story.match.end();
      });
      await page.clock.resume();
    };
    // The first match loads the frame's textures, and those stay with the lobby.
    await play();
    await page.clock.runFor(1_500);
    const first = await textures();
    await play();
    await eventually(async () => assert.equal(await textures(), first));
    await page.evaluate(() => window.story.match.asked.splice(0));
    await page.keyboard.press('ArrowUp');
    await page.clock.runFor(200);
    assert.deepEqual(await page.evaluate(() => window.story.match.asked), []);
    assert.equal(await page.evaluate(() => document.querySelector('canvas')?.style.touchAction), '');
  });

  it('LC24 with reduced motion a crash shows no sparks, only which rider is out', async () => {
    const frames = async (reducedMotion: 'reduce' | 'no-preference'): Promise<number> => {
      const page = await open({ reducedMotion });
      await begin(page, { seats: 2, seat: null });
      await stopClock(page);
      await page.clock.runFor(700);
      // Seat 0's bot drives on; the other is out when the round ends.
      await page.evaluate(() => {
        const { cycles } = window.story;
        while (cycles.state.stage < 2) cycles.run(1);
      });
      await page.clock.runFor(400);
      return framesIn(page, 250);
    };
    assert.ok((await frames('reduce')) <= 2);
    assert.ok((await frames('no-preference')) > 3);
  });
});

/** Pretends that the software renderer is a graphics card. */
function asHardware(): void {
  const original = WebGLRenderingContext.prototype.getParameter;
  WebGLRenderingContext.prototype.getParameter = function (name) {
    return name === 0x9246 ? 'A graphics card' : original.call(this, name);
  };
}

/** Colours at points of the arena, in cells, for a match of two on a desktop. */
async function colorsAt(page: Page, cells: readonly Point[]): Promise<[number, number, number][]> {
  const { match } = layoutOf(DESKTOP, 'play', 0, { hasParty: false, profile: 'none', isInMatch: true });
  assert.ok(match);
  const { board } = placesIn(match.area, 2, false, 1);
  const shot = (await page.screenshot()).toString('base64');
  return page.evaluate(
    async ([base64, points]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const g = new OffscreenCanvas(image.width, image.height).getContext('2d');
      g?.drawImage(image, 0, 0);
      return points.map(({ x, y }) => {
        const [r = 0, gr = 0, b = 0] = g?.getImageData(Math.round(x), Math.round(y), 1, 1).data ?? [];
        return [r, gr, b] as [number, number, number];
      });
    },
    [shot, cells.map((cell) => onScreen(board, cell))] as const,
  );
}
