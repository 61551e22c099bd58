import assert from 'node:assert/strict';
import type { BrowserContextOptions, CDPSession, Locator, Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { openPlayers, PHONE, StoryScreen } from '../support/storyScreen.ts';

describe('groups and menus of the roster', () => {
  const story = StoryScreen.inSuite({ count: 40, rated: 1 });

  const open = (options: BrowserContextOptions = {}): Promise<Page> => story.openWithClock({}, options);
  const listOf = (page: Page): Locator => page.getByRole('listbox', { name: 'Players in the lobby' });
  const menuOf = (page: Page): Locator => page.getByRole('menu');
  const itemsOf = (page: Page): Promise<string[]> =>
    menuOf(page)
      .getByRole('menuitem')
      .evaluateAll((items) =>
        items.filter((item) => !(item as HTMLElement).hidden).map((item) => item.getAttribute('aria-label') ?? ''),
      );
  const activeText = (page: Page): Promise<string> =>
    listOf(page).evaluate(
      (list) => document.getElementById(list.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '',
    );
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? 'nothing');
  /** The middle of a row of the list and its player's name. */
  const rowAt = async (page: Page, position: number): Promise<{ x: number; y: number; name: string }> => {
    const { id, name } = await page.evaluate((at) => {
      const row = window.story.model.roster.at(at);
      return { id: row?.id ?? '?', name: row?.name ?? '?' };
    }, position);
    const box = await listOf(page).locator(`[id="player-${id}"]`).boundingBox();
    assert.ok(box);
    return { x: box.x + 100, y: box.y + box.height / 2, name };
  };
  /** Long enough for the scene to show the result. */
  const settle = (page: Page) => page.clock.runFor(400);

  it('W98 a group’s header stays in view; a click closes or opens the group, and a reload keeps that', async () => {
    const page = await open();
    const online = page.getByRole('group', { name: /^Everyone, \d+ players$/ });
    await online.waitFor({ state: 'attached' });
    const before = await page.evaluate(() => window.story.model.roster.size);
    const list = await listOf(page).boundingBox();
    assert.ok(list);
    await listOf(page).evaluate((element) => element.scrollTo(0, 400));
    await settle(page);
    // The current group's header sticks to the upper edge.
    await page.mouse.click(list.x + 80, list.y + 16);
    await eventually(async () => assert.ok((await page.evaluate(() => window.story.model.roster.size)) < before));
    assert.ok(await page.evaluate(() => window.story.model.roster.closed.has('everyone')));
    await page.reload();
    await page.locator('body[data-ready]').waitFor();
    const closed = listOf(page).getByRole('option', { name: /^Everyone, \d+ players, collapsed$/ });
    await closed.waitFor({ state: 'attached' });
    const box = await closed.boundingBox();
    assert.ok(box);
    await page.mouse.click(box.x + 50, box.y + box.height / 2);
    await eventually(async () => assert.equal(await page.evaluate(() => window.story.model.roster.size), before));
  });

  it('W98 the left and right arrows close and open a group; a closed group is one stop that says so', async () => {
    for (const [locale, close, again] of [
      ['en-US', 'ArrowLeft', 'ArrowRight'],
      ['ar', 'ArrowRight', 'ArrowLeft'],
    ] as const) {
      const page = await open({ locale });
      const list = page.getByRole('listbox').first();
      await list.focus();
      await page.keyboard.press('ArrowDown');
      const size = await page.evaluate(() => window.story.model.roster.size);
      const active = () =>
        list.evaluate((element) => {
          const option = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
          return { id: option?.id, set: Number(option?.getAttribute('aria-setsize')) };
        });
      await page.keyboard.press(close);
      await eventually(async () => assert.equal((await active()).id, 'player-group-lately', locale));
      const closed = await page.evaluate(() => window.story.model.roster.size);
      assert.ok(closed < size);
      assert.equal((await active()).set, closed + 1);
      await page.keyboard.press(close);
      assert.equal(await page.evaluate(() => window.story.model.roster.size), closed);
      await page.keyboard.press(again);
      await eventually(async () => assert.equal((await active()).set, size));
      assert.equal(await page.evaluate(() => window.story.model.roster.size), size);
    }
  });

  it('W99 a right click opens the menu of the row under it, inside the window', async () => {
    const page = await open();
    const row = await rowAt(page, 10);
    await page.mouse.click(row.x, row.y, { button: 'right' });
    await page.getByRole('menu', { name: `Actions for ${row.name}` }).waitFor();
    assert.deepEqual((await itemsOf(page)).slice(1), [
      'Invite to party',
      'Match history',
      'Show profile',
      `Message ${row.name}`,
      'Add friend',
      `Block ${row.name}`,
      `Report ${row.name}`,
    ]);
    for (const item of await menuOf(page).getByRole('menuitem').all()) {
      const box = await item.boundingBox();
      if (box) assert.ok(box.y >= 0 && box.y + box.height <= 900 && box.x >= 0);
    }
    await menuOf(page).getByRole('menuitem', { name: 'Show profile' }).click();
    await page.getByRole('heading', { name: row.name }).waitFor({ state: 'attached' });
    assert.equal(await menuOf(page).count(), 0);
  });

  it('W101 the keyboard opens, walks and closes the menu, and the focus returns to the list', async () => {
    const page = await open();
    await listOf(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await settle(page);
    const active = await activeText(page);
    for (const keys of ['ContextMenu', 'Shift+F10']) {
      await page.keyboard.press(keys);
      await menuOf(page).waitFor();
      await eventually(async () => assert.match(await focused(page), /^(Challenge|Watch|Join) /));
      await page.keyboard.press('ArrowUp');
      assert.match(await focused(page), /^Report /);
      await page.keyboard.press('Home');
      assert.match(await focused(page), /^(Challenge|Watch|Join) /);
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(page), 'Invite to party');
      await page.keyboard.press('s');
      assert.equal(await focused(page), 'Show profile');
      await page.keyboard.press('End');
      assert.match(await focused(page), /^Report /);
      await page.keyboard.press('ArrowDown');
      assert.match(await focused(page), /^(Challenge|Watch|Join) /);
      await page.keyboard.press('Escape');
      await menuOf(page).waitFor({ state: 'hidden' });
      assert.equal(await focused(page), 'Players in the lobby');
      assert.equal(await activeText(page), active);
    }
    await page.keyboard.press('ContextMenu');
    await menuOf(page).waitFor();
    await page.keyboard.press('Tab');
    await menuOf(page).waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'Players in the lobby');
    await page.keyboard.press('ContextMenu');
    await menuOf(page).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(async () => {
      const asked = await page.evaluate(() => {
        const [{ type, input } = { type: '', input: {} }] = window.story.asked;
        return { type, name: window.story.model.roster.row((input as { playerId: string }).playerId)?.name ?? '?' };
      });
      assert.equal(asked.type, 'inviteToParty');
      assert.ok(active.startsWith(asked.name), `${active}: ${asked.name}`);
    });
  });

  it('W101 a press beside the menu closes it and activates nothing else', async () => {
    const page = await open();
    const row = await rowAt(page, 4);
    await page.mouse.click(row.x, row.y, { button: 'right' });
    await menuOf(page).waitFor();
    const other = await rowAt(page, 1);
    await page.mouse.click(other.x, other.y);
    await menuOf(page).waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => window.story.model.selected), undefined);
  });

  it('W100 an open menu freezes the list and stays on its player, even after they leave', async () => {
    const page = await open();
    const row = await rowAt(page, 5);
    const id = await page.evaluate(() => window.story.model.roster.at(5)?.id ?? '');
    await page.mouse.click(row.x, row.y, { button: 'right' });
    await menuOf(page).waitFor();
    // The pointer is elsewhere, so only the menu holds the list still.
    await page.mouse.move(1_300, 880);
    await page.evaluate((gone) => {
      const first = {
        id: 'first',
        name: 'AAA',
        status: 'online' as const,
        lastActive: 0,
        rating: 9_000,
        ratings: '9000',
        emblem: 0,
      };
      window.story.send({ type: 'rosterChanged', added: [first], updated: [], removed: [gone] });
    }, id);
    await page.clock.runFor(1_000);
    assert.ok(await page.evaluate(() => window.story.model.roster.isHeld));
    assert.equal(await page.evaluate(() => window.story.model.roster.positionOf('first')), -1);
    const items = await itemsOf(page);
    assert.equal(items.length, 8);
    assert.match(items[0] ?? '', /: Left the lobby$/);
    await menuOf(page).getByRole('menuitem').first().dispatchEvent('click');
    assert.deepEqual(await page.evaluate(() => window.story.asked), []);
    await page.mouse.click(1_300, 880);
    await menuOf(page).waitFor({ state: 'hidden' });
    await eventually(async () =>
      assert.ok((await page.evaluate(() => window.story.model.roster.positionOf('first'))) >= 0),
    );
  });

  const touch = (session: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });

  it('W99 W102 on a phone a long press opens the menu as a sheet, and its release activates nothing', async () => {
    const page = await open(PHONE);
    await openPlayers(page);
    const session = await page.context().newCDPSession(page);
    const row = await rowAt(page, 3);
    await touch(session, 'touchStart', row);
    await menuOf(page).waitFor();
    await touch(session, 'touchEnd');
    await settle(page);
    assert.equal(await page.evaluate(() => window.story.model.selected), undefined);
    assert.equal(await page.evaluate(() => getSelection()?.toString()), '');
    await page.getByRole('menu', { name: `Actions for ${row.name}` }).waitFor();
    const boxes = await Promise.all((await menuOf(page).getByRole('menuitem').all()).map((item) => item.boundingBox()));
    for (const box of boxes) if (box) assert.ok(box.height >= 44 && box.width > 300, JSON.stringify(box));
    assert.ok((boxes.at(-1)?.y ?? 0) > 740);
    await menuOf(page).getByRole('menuitem', { name: 'Show profile' }).tap();
    await page.getByRole('heading', { name: row.name }).waitFor({ state: 'attached' });
  });

  it('W102 a scroll or a short touch opens no menu', async () => {
    const page = await open(PHONE);
    await openPlayers(page);
    const session = await page.context().newCDPSession(page);
    const row = await rowAt(page, 5);
    await touch(session, 'touchStart', row);
    for (let y = row.y; y > row.y - 160; y -= 20) await touch(session, 'touchMove', { x: row.x, y });
    // Real time: the browser's own clock tells a long press from a flick.
    await page.waitForTimeout(700);
    assert.equal(await menuOf(page).count(), 0);
    await touch(session, 'touchEnd');
    assert.ok((await listOf(page).evaluate((element) => element.scrollTop)) > 50);
    await settle(page);
    // How far the list went differs, and the header of a group may be where the row was.
    const other = await rowAt(page, 8);
    await page.touchscreen.tap(other.x, other.y);
    await page.getByRole('button', { name: 'Close' }).waitFor();
    assert.equal(await menuOf(page).count(), 0);
  });
});
