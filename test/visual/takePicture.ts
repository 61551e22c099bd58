/** A reproducible picture of the story page: a seeded crowd, and a stopped clock. */
import type { Browser } from 'playwright-core';
import type { StoryServer } from '../support/storyServer.ts';
import type { Picture } from './pictures.ts';

const NOON = new Date('2026-11-25T12:00:00Z');
const WAIT_MS = 10;
const PATIENCE_MS = 60_000;
/** All motion has ended, and every countdown is between two seconds. */
const LATER_MS = 4_500;

/** Half size still shows moved letters, and keeps sixty pictures small. */
export async function takePicture(browser: Browser, stories: StoryServer, picture: Picture): Promise<Buffer> {
  const { window: viewport, theme, language, state } = picture;
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 0.5,
    colorScheme: theme,
    locale: language,
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.clock.install({ time: NOON });
    // The clock runs until it is paused.
    await page.clock.pauseAt(NOON.getTime() + PATIENCE_MS);
    await page.goto(stories.url({ count: 60, rated: 1, seed: 7, state }));
    // The clock stands while the state is shown, so frames come only when it is moved.
    while (!(await page.evaluate(() => 'ready' in document.body.dataset))) {
      await page.clock.runFor(1);
      // Real time: pending work completes, and the clock must not overtake it on a busy machine.
      await page.waitForTimeout(WAIT_MS);
    }
    await page.evaluate(() => document.fonts.ready);
    await page.clock.pauseAt(NOON.getTime() + PATIENCE_MS + LATER_MS);
    return await page.screenshot();
  } finally {
    await context.close();
  }
}
