import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkLayout } from '../../client/ui/play/checkLayout.ts';
import { framesIn, PHONE, StoryScreen, stopClock } from '../support/storyScreen.ts';

describe('the ready check as a band', () => {
  const story = StoryScreen.inSuite({ count: 20 });

  it('W150 faces, clock and buttons of two to four players never overlap and stay in the band, at any size', () => {
    const sizes = fc.record({
      width: fc.integer({ min: 320, max: 2_560 }),
      height: fc.integer({ min: 320, max: 1_440 }),
    });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 4 }), (size, players) => {
        fc.pre(size.width >= 640 || size.height >= (players > 2 ? 600 : 460));
        const { band, seats, clock, stake, buttons } = checkLayout(size, players);
        assert.ok(band.y >= 0 && band.y + band.height <= size.height && band.width === size.width);
        const boxes = [
          ...seats.map(({ x, y, r }) => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r })),
          { x: clock.x - clock.r, y: clock.y - clock.r, width: 2 * clock.r, height: 2 * clock.r },
          ...(stake ? [stake] : []),
          buttons,
        ];
        for (const [i, a] of boxes.entries()) {
          assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= band.width && a.y + a.height <= band.height);
          for (const b of boxes.slice(i + 1)) {
            const isApart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            assert.ok(isApart, `${JSON.stringify(a)} and ${JSON.stringify(b)}`);
          }
        }
      }),
    );
  });

  it('W150 what is known of the players is asked once, and heard with the check', async () => {
    const page = await story.open({ state: 'proposed-duel' }, PHONE);
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    await page
      .getByText(/Ada Lovelace, 1,190, You lead 3–2. You win: \+14. You lose: −16/)
      .waitFor({ state: 'attached' });
    const box = await page.getByRole('button', { name: 'Accept', exact: true }).boundingBox();
    assert.ok(box && box.height >= 44 && box.y + box.height <= PHONE.viewport.height);
  });

  it('W151 the ring of who is awaited steps four times a second, and not at all with reduced motion', async () => {
    const page = await story.openWithClock({ state: 'proposed-duel' });
    await stopClock(page);
    await page.clock.runFor(1_000);
    const lively = await framesIn(page, 2_000);
    assert.ok(lively >= 7 && lively <= 14, `${lively} frames`);
    const calm = await story.openWithClock({ state: 'proposed-duel' }, { reducedMotion: 'reduce' });
    await stopClock(calm);
    await calm.clock.runFor(1_000);
    // The seconds alone.
    const still = await framesIn(calm, 2_000);
    assert.ok(still <= 4, `${still} frames`);
  });
});
