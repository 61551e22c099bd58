import assert from 'node:assert/strict';
import { differingShare } from '../support/imageDifference.ts';
import { PHONE, StoryScreen, stopClock } from '../support/storyScreen.ts';

describe('forced colours', () => {
  const story = StoryScreen.inSuite({ count: 60, rated: 1, seed: 7 });

  it('W131 with forced colours the lobby looks as without them: nothing that mirrors the canvas is painted', async () => {
    const judge = await story.open({ count: 0 });
    const states = ['online', 'proposed', 'invited', 'party', 'talking', 'waiting', 'running', 'result'];
    for (const [i, state] of states.entries()) {
      const look = { colorScheme: i % 2 === 0 ? 'dark' : 'light', reducedMotion: 'reduce' } as const;
      const page = await story.openWithClock({ state }, { ...look, ...(i % 3 === 0 && PHONE) });
      await page.clock.runFor(1_000);
      await stopClock(page);
      const usual = await page.screenshot();
      await page.emulateMedia({ ...look, forcedColors: 'active' });
      assert.ok(await page.evaluate(() => matchMedia('(forced-colors: active)').matches));
      const forced = await page.screenshot();
      assert.ok((await differingShare(judge, usual, forced)) < 0.0005, state);
      await page.context().close();
    }
  });
});
