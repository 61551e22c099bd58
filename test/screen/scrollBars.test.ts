/** With real scroll bars, as players have them. */
import assert from 'node:assert/strict';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { PALETTES } from '../../client/design/tokens.ts';
import { DEPTH } from '../../client/ui/kit/depths.ts';
import { eventually } from '../support/eventually.ts';
import { differingShare } from '../support/imageDifference.ts';
import { openPlayers, PHONE, type StoryQuery, StoryScreen, stopClock } from '../support/storyScreen.ts';

type Scene = {
  query?: StoryQuery;
  options?: BrowserContextOptions;
  act?: (page: Page) => Promise<void>;
  /** Of the card that covers a list; undefined: nothing does. */
  cover?: number;
};

const LOW = { viewport: { width: 844, height: 390 } };
const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().press('Enter');
};
const openTalk = async (page: Page): Promise<void> => {
  await press(/^Messages/)(page);
  await page.clock.runFor(300);
  await page
    .getByRole('dialog')
    .getByRole('group')
    .getByRole('button', { name: /two minutes/ })
    .press('Enter');
};
const selectRow = async (page: Page): Promise<void> => {
  await openPlayers(page);
  await page.getByRole('listbox').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
};
const openMenu = async (page: Page): Promise<void> => {
  await openPlayers(page);
  await page.getByRole('listbox').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Shift+F10']) await page.keyboard.press(key);
};

/** Each list with and without something over it. */
const SCENES: Record<string, Scene> = {
  roster: {},
  'roster in light, from right to left': { options: { colorScheme: 'light', locale: 'ar' } },
  'roster on a phone': { act: openPlayers, options: PHONE },
  matches: { options: LOW },
  'ready check': { query: { state: 'proposed' }, cover: DEPTH.dialog },
  'ready check on a phone': { query: { state: 'proposed' }, options: PHONE, cover: DEPTH.dialog },
  'idle warning': { query: { state: 'idle' }, options: PHONE, cover: DEPTH.dialog },
  leaderboard: { act: press(/eaderboard/), cover: DEPTH.dialog },
  messages: {
    query: { state: 'talking' },
    act: openTalk,
    options: { ...LOW, colorScheme: 'light' },
    cover: DEPTH.dialog,
  },
  friends: { query: { state: 'friends' }, act: press(/^Messages/), options: LOW, cover: DEPTH.dialog },
  'sheet of a player': { act: selectRow, options: PHONE, cover: DEPTH.sheet },
  'menu as a sheet': { act: openMenu, options: PHONE, cover: DEPTH.menu },
  invites: { query: { state: 'invited' }, act: openPlayers, options: PHONE, cover: DEPTH.notice },
  'friend request': { query: { state: 'asked' }, act: openPlayers, options: PHONE, cover: DEPTH.notice },
  toast: { query: { state: 'announced' }, act: openPlayers, options: PHONE, cover: DEPTH.toast },
  banner: { query: { state: 'reconnecting' }, act: openPlayers, options: PHONE },
};

/** Of a picture: a pixel of a ring. A native bar takes ten times as much. */
const TRACE_MAX = 0.00005;
/** The share of a card that its round corners leave free. */
const CORNERS_MAX = 0.0004;

describe('scroll bars', () => {
  const story = StoryScreen.inSuite({ rated: 1 });

  async function show({ query, options, act }: Scene, count: number): Promise<Page> {
    const page = await story.openWithClock({ count, ...query }, { reducedMotion: 'reduce', ...options });
    await act?.(page);
    await page.clock.runFor(1_000);
    return page;
  }

  /** Roles of the lists that have a native bar, covered or not. */
  const barred = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('#controls *')]
        .filter((each) => /auto|scroll/.test(getComputedStyle(each).overflowY))
        .filter(({ offsetWidth, clientWidth }) => offsetWidth > clientWidth)
        .map((each) => each.role ?? each.tagName),
    );

  /** The box of the first card at that depth. */
  const cardAt = (page: Page, depth: number) =>
    page.evaluate((wanted) => {
      const drawn = window.story.game.lobby.children.list as Phaser.GameObjects.Image[];
      const card = drawn.find(({ visible, depth }) => visible && depth === wanted);
      return card && { x: card.x, y: card.y, width: card.displayWidth, height: card.displayHeight };
    }, depth);

  /** The drawn bar of the list of players: where it stands, and its colour. */
  const thumbOf = (page: Page) =>
    page.evaluate((depth) => {
      const drawn = window.story.game.lobby.children.list as Phaser.GameObjects.Image[];
      const bar = drawn.find((each) => each.visible && each.depth === depth && each.displayWidth === 5);
      const source = bar?.texture.getSourceImage() as HTMLCanvasElement | undefined;
      const pixel = source?.getContext('2d')?.getImageData(2, Math.floor(source.height / 2), 1, 1).data;
      const hex = [...(pixel ?? [])].slice(0, 3).map((part) => part.toString(16).padStart(2, '0'));
      return bar && { x: bar.x, y: bar.y, height: bar.displayHeight, color: `#${hex.join('')}` };
    }, DEPTH.overRow);

  /** Of every list under dialogs. */
  const hideThumbs = (page: Page): Promise<void> =>
    page.evaluate((depth) => {
      const { game } = window.story;
      const drawn = game.lobby.children.list as Phaser.GameObjects.Image[];
      for (const each of drawn) if (each.depth === depth && each.displayWidth === 5) each.setAlpha(0);
      game.lobby.redraw();
      game.step(performance.now(), 0);
    }, DEPTH.overRow);

  it('W130 no scroll bar, native or drawn, crosses what covers its list', async () => {
    const judge = await story.open({ count: 0 });
    const seen = new Set<string>();
    for (const [name, scene] of Object.entries(SCENES)) {
      const page = await show(scene, 60);
      await stopClock(page);
      for (const role of await barred(page)) seen.add(role);
      const clip = scene.cover === undefined ? undefined : await cardAt(page, scene.cover);
      assert.equal(clip === undefined, scene.cover === undefined, name);
      const asIs = await page.screenshot();
      const card = await page.screenshot({ clip });
      await page.addStyleTag({ content: '#controls * { scrollbar-width: none !important; }' });
      const native = await differingShare(judge, asIs, await page.screenshot());
      assert.ok(native < TRACE_MAX, `${name}: native, ${native}`);
      await hideThumbs(page);
      const share = await differingShare(judge, card, await page.screenshot({ clip }));
      assert.ok(clip ? share < CORNERS_MAX : share > 0, `${name}: drawn, ${share}`);
      await page.context().close();
    }
    assert.deepEqual([...seen].toSorted(), ['group', 'list', 'listbox', 'log'], 'each kind of list has scrolled');
  });

  it('W130 the drawn bar has the page’s colour, moves with the list, and is dragged', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const page = await show({ options: { colorScheme } }, 60);
      const list = page.getByRole('listbox');
      const box = await list.boundingBox();
      const top = await thumbOf(page);
      assert.ok(box && top);
      assert.equal(top.color, PALETTES[colorScheme].thumb);
      assert.ok(top.x > box.x + box.width - 10 && top.x + 5 <= box.x + box.width);
      const at = { x: top.x + 2, y: top.y + top.height / 2 };
      await page.mouse.move(at.x, at.y);
      await page.mouse.down();
      await page.mouse.move(at.x, at.y + 200, { steps: 4 });
      await page.mouse.up();
      await eventually(async () => {
        await page.clock.runFor(100);
        const moved = await thumbOf(page);
        const share = await list.evaluate(
          ({ scrollTop, scrollHeight, clientHeight }) => scrollTop / (scrollHeight - clientHeight),
        );
        const wanted = top.y + share * (box.height - 12 - top.height);
        assert.ok(share > 0.2 && moved && Math.abs(moved.y - wanted) < 2, `${moved?.y} ${wanted}`);
      });
      await page.context().close();
    }
    const few = await show({}, 3);
    assert.equal(await thumbOf(few), undefined);
  });
});
