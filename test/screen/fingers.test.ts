import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { StoryScreen } from '../support/storyScreen.ts';

const SIZES = [
  [820, 1180],
  [1180, 820],
  [844, 390],
  [667, 375],
  [390, 844],
] as const;

describe('touch targets', () => {
  const story = StoryScreen.inSuite({ count: 30 });

  /** Visible controls smaller than 44 px in either direction; in the list, its options. Skip links show with the focus. */
  const smallIn = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          '#controls :is(button, input, select, [role=option]):not(.skip:not(:focus))',
        ),
      ]
        .filter((each) => each.checkVisibility() && each.closest('[inert]') === null)
        .map((each) => ({ each, box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 43.9 || box.height < 43.9)
        .map(({ each, box }) => `${each.getAttribute('aria-label') ?? each.textContent} ${box.width}×${box.height}`),
    );

  for (const [width, height] of SIZES) {
    it(`W4 every target is at least 44 px at ${width} × ${height}`, async () => {
      const options = { viewport: { width, height }, hasTouch: true, isMobile: true };
      const page = await story.openWithClock({ rated: 1, state: 'party' }, options);
      assert.ok(await page.evaluate(() => matchMedia('(pointer: coarse)').matches));
      const tabs = ['Players', 'Play', 'Matches', 'Talk', 'You'];
      for (const tab of tabs) {
        const button = page.getByRole('navigation').getByRole('button', { name: tab, exact: true });
        if (await button.isVisible()) await button.tap();
        await page.clock.runFor(300);
        assert.deepEqual(await smallIn(page), [], tab);
      }
      for (const name of ['Go to Play', 'Go to the players']) {
        await page.getByRole('button', { name }).focus();
        assert.deepEqual(await smallIn(page), [], name);
      }
    });
  }

  it('W5 a low window shows the filters as one control beside the search, with their counts', async () => {
    const page = await story.open({}, { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true });
    const filter = page.getByRole('combobox', { name: 'Show' });
    const away = await page.evaluate(() => window.story.model.roster.counts.away);
    assert.ok((await filter.textContent())?.includes(`Away · ${away}`));
    await filter.selectOption('away');
    const shown = page.getByRole('option').filter({ hasText: /, Away/ });
    await eventually(async () => assert.ok((await shown.count()) >= 3));
    assert.equal(await page.evaluate(() => window.story.model.roster.found), away);
    await filter.selectOption('');
    assert.equal(await page.evaluate(() => window.story.model.roster.status), undefined);
    assert.equal(await page.getByRole('button', { name: /^Away: / }).count(), 0);
  });
});
