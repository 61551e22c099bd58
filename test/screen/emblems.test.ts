import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { GRID, LIVERY_COLORS, MOTIF_PATHS } from '../../client/design/emblems.ts';
import { emblemFromId, emblemOf, LIVERIES, MOTIFS, type Motif, partsOf } from '../../shared/emblem.ts';
import { contrast } from '../support/contrast.ts';
import { eventually } from '../support/eventually.ts';
import { differingShare } from '../support/imageDifference.ts';
import { StoryScreen } from '../support/storyScreen.ts';

const LIVERY_NAMES = { lilac: 'Lilac', lime: 'Lime' };
const MOTIF_NAMES = Object.keys(MOTIFS) as Motif[];
type Drawn = { motif: Motif; turn: number; ink: number[] };

/** How much ink each pixel has, 0 to 255, inside the disc. */
const inkOf = (page: Page, path: string, turn: number, px: number): Promise<number[]> =>
  page.evaluate(
    ([path, turn, px, grid]) => {
      const g = Object.assign(document.createElement('canvas'), { width: px, height: px }).getContext('2d');
      if (!g) throw new Error('no canvas');
      g.arc(px / 2, px / 2, px / 2, 0, 2 * Math.PI);
      g.clip();
      g.translate(px / 2, px / 2);
      g.rotate((turn * Math.PI) / 2);
      g.scale(px / grid, px / grid);
      g.translate(-grid / 2, -grid / 2);
      g.fill(new Path2D(path), 'evenodd');
      return [...g.getImageData(0, 0, px, px).data].filter((_, i) => i % 4 === 3);
    },
    [path, turn, px, GRID] as const,
  );

const difference = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, ink, i) => sum + Math.abs(ink - (b[i] ?? 0)) / 255, 0) / (a.length * (Math.PI / 4));

describe('emblems on the screen', () => {
  const story = StoryScreen.inSuite({ count: 20, seed: 7 });

  const drawAll = async (page: Page, px: number): Promise<Drawn[]> => {
    const drawn: Drawn[] = [];
    for (const motif of MOTIF_NAMES)
      for (let turn = 0; turn < 4; turn++)
        drawn.push({ motif, turn, ink: await inkOf(page, MOTIF_PATHS[motif], turn, px) });
    return drawn;
  };

  it('EM5 ground and ink of every livery contrast', () => {
    const contrasts = LIVERIES.map((livery) => contrast(LIVERY_COLORS[livery].ground, LIVERY_COLORS[livery].ink));
    assert.ok(Math.min(...contrasts) >= 4.5, `${contrasts.map((each) => each.toFixed(1))}`);
    assert.equal(new Set(LIVERIES.map((livery) => LIVERY_COLORS[livery].ground)).size, LIVERIES.length);
  });

  it('EM1 a motif has as many looks as its number says: the turns after them look like the first ones', async () => {
    const drawn = await drawAll(await story.open(), 64);
    for (const motif of MOTIF_NAMES) {
      const turns = drawn.filter((each) => each.motif === motif);
      for (const a of turns)
        for (const b of turns) {
          const isSame = (a.turn - b.turn) % MOTIFS[motif] === 0;
          const share = difference(a.ink, b.ink);
          assert.ok(isSame ? share < 0.01 : share > 0.05, `${motif}, turns ${a.turn} and ${b.turn}: ${share}`);
        }
    }
  });

  it('EM5 any two motifs differ at 20 px, however they are turned', async () => {
    const drawn = await drawAll(await story.open(), 20);
    const near = drawn.flatMap((a) =>
      drawn
        .filter((b) => b.motif > a.motif && difference(a.ink, b.ink) < 0.08)
        .map((b) => `${a.motif} ${a.turn}, ${b.motif} ${b.turn}: ${difference(a.ink, b.ink).toFixed(3)}`),
    );
    assert.deepEqual(near, []);
    for (const { motif, ink } of drawn) {
      const share = difference(
        ink,
        ink.map(() => 0),
      );
      assert.ok(share > 0.15 && share < 0.7, `${motif}: ${share} of it is ink`);
    }
  });

  it('EM6 an emblem is not mirrored where the page is', async () => {
    const { motif, turn } = partsOf(emblemFromId('me'));
    assert.deepEqual([motif, turn], ['arrow', 1], 'this one would show it');
    const look = { colorScheme: 'dark', reducedMotion: 'reduce' } as const;
    const pictures: Buffer[] = [];
    for (const locale of ['en', 'ar']) {
      const page = await story.open({}, { ...look, locale });
      const list = await page.getByRole('listbox').first().boundingBox();
      assert.ok(list);
      const x = locale === 'ar' ? list.x + list.width - 12 - 36 : list.x + 12;
      // Above the sign of the status, which changes sides.
      pictures.push(await page.screenshot({ clip: { x, y: list.y + 10, width: 36, height: 18 } }));
    }
    const [english, arabic] = pictures as [Buffer, Buffer];
    assert.ok((await differingShare(await story.open(), english, arabic)) < 0.01);
  });

  it('EM10 the choice is made by keyboard alone: arrows and Enter save, Escape leaves all as it was', async () => {
    const page = await story.open({}, { reducedMotion: 'reduce' });
    const shown = () => page.evaluate(() => window.story.model.self.shown('emblem'));
    const dialog = page.getByRole('dialog', { name: 'Your emblem' });
    const open = () => page.evaluate(() => window.story.actions.chooseEmblem());
    await open();
    await dialog.waitFor();
    const radio = (name: string) => dialog.getByRole('radio', { name, exact: true });
    assert.equal(await radio('Arrow').isChecked(), true);
    await radio('Arrow').focus();
    await page.keyboard.press('ArrowRight');
    await eventually(async () => assert.equal(await radio('Hourglass').isChecked(), true));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await shown(), emblemFromId('me'));
    await open();
    await radio('Arrow').focus();
    await page.keyboard.press('ArrowRight');
    await radio(LIVERY_NAMES.lilac).focus();
    await page.keyboard.press('ArrowRight');
    await dialog.getByRole('button', { name: 'Turn a quarter' }).press('Enter');
    await radio(LIVERY_NAMES.lime).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    const emblem = emblemOf({ motif: 'hourglass', livery: 'lime', turn: 0 });
    assert.equal(await shown(), emblem);
  });

  it('EM10 every control of the choice is large enough for fingers, inside the window, and named', async () => {
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 844, height: 390 },
      { width: 1440, height: 900 },
    ]) {
      const page = await story.open({}, { viewport, hasTouch: true });
      await page.evaluate(() => window.story.actions.chooseEmblem());
      const dialog = page.getByRole('dialog', { name: 'Your emblem' });
      await dialog.waitFor();
      const controls = dialog.locator('button:visible, input:visible');
      assert.equal(await controls.count(), 6 + 2 + 24 + 16 + 2);
      const names = new Set<string>();
      for (const control of await controls.all()) {
        const box = await control.boundingBox();
        const name = (await control.getAttribute('aria-label')) ?? '';
        assert.ok(box && box.width >= 43.5 && box.height >= 43.5, `${name} ${JSON.stringify(box)}`);
        assert.ok(
          box.x >= 0 && box.y >= 0 && box.x + box.width <= viewport.width && box.y + box.height <= viewport.height,
        );
        assert.notEqual(name, '');
        names.add(name);
      }
      assert.equal(names.size, await controls.count());
      await page.context().close();
    }
  });

  it('EM12 at the head of a trail rides the emblem: another one looks different, in the same colours of the seat', async () => {
    const page = await story.open({}, { reducedMotion: 'reduce' });
    const judge = await story.open();
    await page.evaluate(() => window.story.cycles.open({ seats: 2, seat: 0 }));
    const seated = async (emblems: readonly number[]) => {
      await page.evaluate((each) => {
        const seats = each.map((emblem, team) => ({ id: `p${team}`, name: 'Ada', team, is: 'here', emblem }));
        const table = { matchId: 'm9', mode: 'cycles', phase: 'running', seats, you: 0, spectators: 0 };
        window.story.match.push('tableUpdated', table);
      }, emblems);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      return page.screenshot({ clip: { x: 140, y: 160, width: 1_160, height: 700 } });
    };
    await eventually(async () => {
      const [first, again, other] = [await seated([0, 100]), await seated([0, 100]), await seated([900, 551])];
      assert.equal(await differingShare(judge, first, again), 0);
      const share = await differingShare(judge, first, other);
      assert.ok(share > 0.0002 && share < 0.01, `${share}`);
    }, 2_000);
  });

  it('EM13 the plain view has the emblem before each name, unread, and three controls for one’s own', async () => {
    const page = await story.open({ plain: 1, count: 5 });
    const pictures = page.locator('svg.plain-emblem');
    await eventually(async () => assert.ok((await pictures.count()) >= 5));
    for (const picture of await pictures.all()) assert.equal(await picture.getAttribute('aria-hidden'), 'true');
    const shown = () => page.evaluate(() => window.story.model.self.shown('emblem'));
    const own = emblemFromId('me');
    await page.getByRole('combobox', { name: 'Motif' }).selectOption('Leaf');
    assert.equal(await shown(), emblemOf({ ...partsOf(own), motif: 'leaf' }));
    await page.getByRole('combobox', { name: 'Colors' }).selectOption('Navy');
    await page.getByRole('button', { name: 'Turn a quarter' }).click();
    assert.equal(await shown(), emblemOf({ motif: 'leaf', livery: 'navy', turn: partsOf(own).turn + 1 }));
  });
});
