/**
 * Compares the main scenes with their baseline. After an intended change, `npm run baseline` takes new pictures; look
 * at them before committing.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { openHeadlessShell } from '../support/browser.ts';
import { differingShare } from '../support/imageDifference.ts';
import { StoryServer } from '../support/storyServer.ts';
import { PICTURES } from './pictures.ts';
import { takePicture } from './takePicture.ts';

/** A text that moved by a pixel is below this, a missing button is above. */
const SHARE_MAX = 0.003;

describe('the main scenes', () => {
  let browser: Browser;
  let stories: StoryServer;
  let judge: Page;
  before(async () => {
    [browser, stories] = await Promise.all([openHeadlessShell(), StoryServer.start()]);
    judge = await (await browser.newContext()).newPage();
  });
  after(async () => {
    await browser?.close();
    await stories?.stop();
  });

  for (const picture of PICTURES) {
    it(`VR1 the scene looks as before: ${picture.name}`, async () => {
      const before = readFileSync(new URL(`./baseline/${picture.name}.png`, import.meta.url));
      const share = await differingShare(judge, before, await takePicture(browser, stories, picture));
      assert.ok(share <= SHARE_MAX, `${(share * 100).toFixed(2)} % of the pixels differ`);
    });
  }

  it('VR1 a difference is detected', async () => {
    const [one, other] = ['online-desk-dark-en', 'online-desk-dark-de'].map((name) =>
      readFileSync(new URL(`./baseline/${name}.png`, import.meta.url)),
    );
    assert.ok(one && other);
    assert.ok((await differingShare(judge, one, other)) > SHARE_MAX);
    assert.equal(await differingShare(judge, one, one), 0);
  });
});
