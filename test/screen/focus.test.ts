import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openAccount } from '../support/account.ts';
import { eventually } from '../support/eventually.ts';
import { openPlayers, PHONE, StoryScreen } from '../support/storyScreen.ts';

/** A window of 1440 × 900 at 200 %. */
const ZOOMED = { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 };
/** At 400 %. */
const ZOOMED_MORE = { viewport: { width: 360, height: 225 }, deviceScaleFactor: 4 };

describe('focus and reachability', () => {
  const story = StoryScreen.inSuite({ count: 60 });

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const press = async (page: Page, name: string | RegExp): Promise<void> => {
    await button(page, name).first().press('Enter');
    await page.clock.runFor(300);
  };
  const isOn = (page: Page, wanted: RegExp) =>
    eventually(async () => {
      const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? 'nothing');
      assert.match(name, wanted);
    });

  const isOnHeading = (page: Page) =>
    eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H2'));

  it('W125 Enter, Enter in the list sends nothing: the heading of the card has the focus, its buttons follow', async () => {
    const page = await story.open({});
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await isOnHeading(page);
    const name = await page.evaluate(() => document.activeElement?.textContent);
    assert.equal(name, await page.evaluate(() => window.story.model.selected?.name));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    assert.deepEqual(await page.evaluate(() => window.story.asked), []);
    assert.ok(await page.evaluate(() => window.story.model.selected !== undefined));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await isOn(page, /^(Challenge|Watch) /);
  });

  it('W91 when the pressed control disappears, focus moves to its neighbour, else to where it came from', async () => {
    const page = await story.open({ state: 'cancelled' });
    await button(page, 'Got it').press('Enter');
    await isOn(page, /^(Play|Quick|Create|Enter)/);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await isOnHeading(page);
    await button(page, 'Close').press('Enter');
    await isOn(page, /^Players in the lobby/);
  });

  it('W91 a press on empty space clears the focus, and it stays clear when something disappears', async () => {
    const page = await story.open({ state: 'cancelled' });
    await button(page, 'Got it').focus();
    await page.mouse.click(1_430, 890);
    await isOn(page, /^nothing/);
    await page.evaluate(() => window.story.model.apply({ type: 'onlineChanged', online: 7 }, performance.now()));
    await button(page, 'Got it').dispatchEvent('click');
    await button(page, 'Got it').waitFor({ state: 'hidden' });
    await isOn(page, /^nothing/);
  });

  it('W92 a disabled button keeps its focus, says why it is disabled, and does nothing', async () => {
    const page = await story.open({});
    const play = button(page, /^(Quick Play|Play ranked)$/);
    await play.focus();
    await page.evaluate(() => {
      const nextTryAt = performance.now() + 60_000;
      window.story.send({ type: 'linkChanged', link: { kind: 'waiting', why: 'network', nextTryAt } });
    });
    await eventually(async () => assert.equal(await play.getAttribute('aria-disabled'), 'true'));
    assert.notEqual(await play.getAttribute('title'), null);
    await page.keyboard.press('Enter');
    await isOn(page, /^(Quick Play|Play ranked)$/);
    assert.deepEqual(await page.evaluate(() => window.story.asked), []);
    await page.evaluate(() => window.story.send({ type: 'linkChanged', link: { kind: 'online' } }));
    await eventually(async () => assert.equal(await play.getAttribute('aria-disabled'), null));
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal(await page.evaluate(() => window.story.asked.length), 1));
  });

  it('W93 a sheet over the list never covers the focus: the list and the ring end above it', async () => {
    const page = await story.open({}, PHONE);
    await openPlayers(page);
    const list = page.getByRole('listbox');
    await list.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await isOnHeading(page);
    const sheet = await button(page, 'Close').boundingBox();
    const box = await list.boundingBox();
    assert.ok(sheet && box && box.height >= 60 && box.y + box.height <= sheet.y, JSON.stringify({ sheet, box }));
    await list.focus();
    await page.keyboard.press('End');
    await eventually(async () => {
      const bottom = await list.evaluate((element) => {
        const option = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
        return option?.getBoundingClientRect().bottom;
      });
      assert.ok(bottom !== undefined && bottom <= sheet.y + 1, `${bottom}`);
    });
  });

  it('W140 a card over the middle gives way to the focus under it, and stays while that is elsewhere', async () => {
    const page = await story.open({});
    const list = page.getByRole('listbox');
    await list.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await isOnHeading(page);
    const close = button(page, 'Close');
    await page.getByRole('searchbox', { name: 'Search players' }).focus();
    await page.getByRole('region', { name: 'Talk' }).getByRole('button').first().focus();
    assert.ok(await close.isVisible());
    await button(page, 'Quick Play').focus();
    await close.waitFor({ state: 'hidden' });
    await isOn(page, /^Quick Play$/);
  });

  it('W142 the own card opens from the header and closes by Escape, Back, and a press or a focus elsewhere', async () => {
    const page = await story.open({ arrivals: 1 });
    const account = page.locator('header button[aria-expanded]');
    const status = page.getByRole('combobox', { name: 'Your status' });
    const isClosed = async () => {
      await status.waitFor({ state: 'hidden' });
      assert.equal(await account.getAttribute('aria-expanded'), 'false');
    };
    const closers: Record<string, () => Promise<unknown>> = {
      Escape: () => page.keyboard.press('Escape'),
      Back: () => page.goBack(),
      press: () => page.mouse.click(440, 30),
      focus: () => page.getByRole('searchbox').focus(),
      'the button': () => account.click(),
    };
    for (const [how, close] of Object.entries(closers)) {
      await account.press('Enter');
      await status.waitFor();
      await isOn(page, /^Edit name$/);
      await close();
      await isClosed();
      if (how === 'Escape' || how === 'Back') await isOn(page, /^Your account: /);
    }
    // A field's own Escape leaves what is around it.
    await account.press('Enter');
    await isOn(page, /^Edit name$/);
    await page.keyboard.press('Enter');
    await page.locator('input[aria-label="Your name"]:focus').waitFor();
    await page.keyboard.press('Escape');
    await isOn(page, /^Edit name$/);
    assert.ok(await status.isVisible());
  });

  /**
   * Controls that leave the window or are covered by another element; skip links show with the focus. `canScroll`: the page
   * is scrolled to each.
   */
  const unreachable = (page: Page, canScroll = false): Promise<string[]> =>
    page.evaluate(
      (isScrolled) =>
        [...document.querySelectorAll<HTMLElement>('#controls :is(button, input, select, [tabindex="0"]):not(.skip)')]
          .filter((each) => each.checkVisibility() && each.closest('[inert]') === null)
          .filter((each) => {
            const scrolled = each.closest('.list');
            if (isScrolled || (scrolled && scrolled !== each)) each.scrollIntoView({ block: 'nearest' });
            const { left, top, right, bottom } = each.getBoundingClientRect();
            const isInside = left >= 0 && top >= 0 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
            const spots = [0.1, 0.5, 0.9].map((share) => [left + (right - left) * share, (top + bottom) / 2] as const);
            const isHit = spots.every(([x, y]) => {
              const hit = document.elementFromPoint(x, y);
              return hit !== null && (hit === each || each.contains(hit));
            });
            return !isInside || !isHit;
          })
          .map((each) => `${each.getAttribute('aria-label')} ${JSON.stringify(each.getBoundingClientRect())}`),
      canScroll,
    );

  it('W94 at 200 % every control can be reached in every state, and nothing overlaps', async () => {
    const page = await story.open({}, ZOOMED);
    const states =
      'online queued queued-long cancelled party party-member proposed accepted waiting seats-taken running';
    for (const state of [...states.split(' '), 'result', 'result-bots', 'watched', 'idle', 'closed-kicked', 'busy']) {
      await story.go(page, { state, rated: 1 });
      assert.deepEqual(await unreachable(page), [], state);
    }
    // The check does detect overlap: an invite covers part of the page.
    await story.go(page, { state: 'invited' });
    assert.ok((await unreachable(page)).length > 0);
  });

  it('W94 at 200 % every control can be reached in every tab, card and dialog', async () => {
    const page = await story.openWithClock({ rated: 1 }, ZOOMED);
    for (const tab of ['Play', 'Matches', 'Talk']) {
      await button(page, tab).press('Enter');
      await page.clock.runFor(100);
      assert.deepEqual(await unreachable(page), [], tab);
    }
    await openAccount(page);
    await button(page, 'Edit name').press('Enter');
    await page.getByRole('textbox', { name: 'Your name' }).waitFor();
    await page.getByRole('region', { name: 'You' }).getByRole('button', { name: 'Cancel' }).waitFor();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await button(page, 'Close').waitFor();
    assert.deepEqual(await unreachable(page), [], 'a card');
    await button(page, /’s matches$/).press('Enter');
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await unreachable(page), [], 'a player’s matches');
  });

  it('W132 at 400 % the page scrolls to every control, in every tab, state and dialog', async () => {
    const page = await story.openWithClock({ rated: 1 }, ZOOMED_MORE);
    await page.mouse.move(180, 20);
    await page.mouse.wheel(0, 1_000);
    await eventually(async () => assert.equal(await page.evaluate(() => window.scrollY), 360 - 225));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
    const states = 'online queued-long cancelled party proposed waiting result watched idle closed-kicked talking';
    for (const state of states.split(' ')) {
      await story.go(page, { state, rated: 1 });
      await page.clock.runFor(300);
      assert.deepEqual(await unreachable(page, true), [], state);
    }
    await press(page, /^Messages/);
    assert.deepEqual(await unreachable(page, true), [], 'messages');
    await story.go(page);
    for (const tab of ['Play', 'Matches', 'You']) {
      await press(page, tab);
      assert.deepEqual(await unreachable(page, true), [], tab);
    }
  });

  it('W132 at 400 % the list shows whole rows, and a press in the scrolled page is for the row under it', async () => {
    const page = await story.openWithClock({ rated: 1 }, ZOOMED_MORE);
    await openPlayers(page);
    const list = page.getByRole('listbox');
    await list.focus();
    const box = await list.boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height <= 225 && box.height >= 120, JSON.stringify(box));
    assert.ok(await page.evaluate(() => window.scrollY > 0));
    const { name, y } = await list.evaluate((element) => {
      const rows = [...element.querySelectorAll('[role=group] [role=option]')];
      const row = rows.find((each) => /^player-p/.test(each.id)) as HTMLElement;
      const { top, height } = row.getBoundingClientRect();
      return { name: row.textContent?.split(',')[0], y: top + height / 2 };
    });
    await page.mouse.click(box.x + 90, y);
    await page.clock.runFor(300);
    assert.equal(await page.evaluate(() => window.story.model.selected?.name), name);
  });

  it('W135 the drawing fills a window that changed its size, at one device pixel a CSS pixel and at two', async () => {
    for (const deviceScaleFactor of [1, 2]) {
      const page = await story.open({ count: 20 }, { deviceScaleFactor });
      for (const [width, height] of [
        [700, 840],
        [1280, 600],
        [1440, 900],
      ] as const) {
        await page.setViewportSize({ width, height });
        await eventually(async () => {
          const size = await page.locator('#stage canvas').evaluate((canvas) => {
            const { width, height } = canvas as HTMLCanvasElement;
            const box = canvas.getBoundingClientRect();
            return { css: [box.width, box.height], drawn: [width, height] };
          });
          const drawn = [width * deviceScaleFactor, height * deviceScaleFactor];
          assert.deepEqual(size, { css: [width, height], drawn });
        });
      }
      await page.context().close();
    }
  });
});
