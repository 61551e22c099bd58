import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { StoryServer } from '../support/storyServer.ts';

const SIZES = [
  [820, 1180],
  [1180, 820],
  [844, 390],
  [667, 375],
  [390, 844],
] as const;

describe('targets for fingers', function () {
  this.timeout(90_000);
  let browser: Browser;
  let stories: StoryServer;
  before(async () => {
    [browser, stories] = await Promise.all([openBrowser(), StoryServer.start()]);
  });
  after(async () => {
    await browser?.close();
    await stories?.stop();
  });

  /** Controls that are seen and less than 44 px in one direction; of the list, its options. */
  const smallIn = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('#controls :is(button, input, select, [role=option])')]
        .filter((each) => each.checkVisibility() && each.closest('[inert]') === null)
        .map((each) => ({ each, box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 43.9 || box.height < 43.9)
        .map(({ each, box }) => `${each.getAttribute('aria-label') ?? each.textContent} ${box.width}×${box.height}`),
    );

  for (const [width, height] of SIZES) {
    it(`W4 every target is at least 44 px at ${width} × ${height}`, async () => {
      const context = await browser.newContext({ viewport: { width, height }, hasTouch: true, isMobile: true });
      const page = await context.newPage();
      await page.goto(stories.url({ count: 30, rated: 1, state: 'party' }));
      await page.locator('body[data-ready]').waitFor();
      assert.ok(await page.evaluate(() => matchMedia('(pointer: coarse)').matches));
      const tabs = ['Players', 'Play', 'Matches', 'You'];
      for (const tab of tabs) {
        const button = page.getByRole('navigation').getByRole('button', { name: tab, exact: true });
        if (await button.isVisible()) await button.tap();
        await page.waitForTimeout(300);
        assert.deepEqual(await smallIn(page), [], tab);
      }
      await context.close();
    });
  }

  it('W5 in a low window the filters are one control beside the search, with their counts', async () => {
    const context = await browser.newContext({ viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true });
    const page = await context.newPage();
    await page.goto(stories.url({ count: 30 }));
    await page.locator('body[data-ready]').waitFor();
    const filter = page.getByRole('combobox', { name: 'Show only' });
    const away = await page.evaluate(() => window.story.model.roster.counts.away);
    assert.ok((await filter.textContent())?.includes(`Away · ${away}`));
    await filter.selectOption('away');
    await page.waitForTimeout(600);
    const shown = await page
      .getByRole('option')
      .filter({ hasText: /, Away/ })
      .count();
    assert.ok(shown >= 3, `${shown}`);
    assert.equal(await page.evaluate(() => window.story.model.roster.found), away);
    await filter.selectOption('');
    assert.equal(await page.evaluate(() => window.story.model.roster.status), undefined);
    assert.equal(await page.getByRole('button', { name: /^Away: / }).count(), 0);
    await context.close();
  });
});
