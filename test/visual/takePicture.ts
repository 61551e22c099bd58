/** One picture of the story page, the same each time: a seeded crowd, and a clock that stands still when it is taken. */
import type { Browser } from 'playwright-core';
import type { StoryServer } from '../support/storyServer.ts';
import type { Picture } from './pictures.ts';

const NOON = new Date('2026-11-25T12:00:00Z');
const WAIT_MS = 10;
const PATIENCE_MS = 60_000;
/** All motion has ended by then; between two seconds of every countdown. */
const LATER_MS = 4_500;

/** At half the size: letters are still seen to move, and sixty pictures stay small. */
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
    // It goes until it is told to stand.
    await page.clock.pauseAt(NOON.getTime() + PATIENCE_MS);
    await page.goto(stories.url({ count: 60, rated: 1, seed: 7, state }));
    // The state is shown while the clock stands; frames come only as it is moved.
    while (!(await page.evaluate(() => 'ready' in document.body.dataset))) {
      await page.clock.runFor(1);
      // Real time: what is on its way comes in it; on a busy machine the clock must not be there first.
      await page.waitForTimeout(WAIT_MS);
    }
    await page.evaluate(() => document.fonts.ready);
    await page.clock.pauseAt(NOON.getTime() + PATIENCE_MS + LATER_MS);
    return await page.screenshot();
  } finally {
    await context.close();
  }
}
