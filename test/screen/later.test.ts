import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { StoryScreen } from '../support/storyScreen.ts';

const FILE = /\/askedDialogs-[^/]+\.js$/;

describe('what is loaded after the lobby', () => {
  const story = StoryScreen.inSuite({ count: 20, late: 1 });
  const field = (page: Page) => page.locator('[aria-autocomplete=list]');
  /** With an entry in the history, for Back. */
  const isAsked = (page: Page) => page.evaluate(() => (history.state as { height: number }).height > 0);

  /** The network is slow until the returned function is called. */
  async function held(context: BrowserContext): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    await context.route(FILE, async (route) => {
      await promise;
      await route.continue();
    });
    return resolve;
  }

  it('W165 what is pressed before it is loaded opens once it is there, by keys and by a press, and has the focus', async () => {
    const context = await story.newContext();
    const release = await held(context);
    const page = await story.openIn(context);
    const friends = page.getByRole('button', { name: /^Messages and friends/ });
    await friends.press('Enter');
    await eventually(async () => assert.equal(await isAsked(page), true));
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.equal(await friends.evaluate((element) => element === document.activeElement), true);
    release();
    const dialog = page.getByRole('dialog', { name: 'Messages and friends' });
    await dialog.waitFor();
    assert.equal(await dialog.evaluate((element) => element.contains(document.activeElement)), true);
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal(await isAsked(page), false));
    assert.equal(await friends.evaluate((element) => element === document.activeElement), true);
  });

  it('W165 a key that opens it works too; Back and Escape take it back while it loads', async () => {
    const context = await story.newContext();
    const release = await held(context);
    const page = await story.openIn(context);
    const asks = async (isSo: boolean) => eventually(async () => assert.equal(await isAsked(page), isSo));
    await page.keyboard.press('/');
    await asks(true);
    await page.evaluate(() => history.back());
    await asks(false);
    await page.keyboard.press('?');
    await asks(true);
    await page.keyboard.press('Escape');
    await asks(false);
    await page.keyboard.press('Control+k');
    await asks(true);
    release();
    await field(page).waitFor();
    assert.equal(await field(page).evaluate((element) => element === document.activeElement), true);
    assert.equal(await page.getByRole('dialog').count(), 1);
  });

  it('W165 a load that fails is told where something was asked for, and the next press tries again', async () => {
    const context = await story.newContext();
    let fails = 0;
    await context.route(FILE, (route) => {
      fails += 1;
      return fails <= 2 ? route.abort() : route.continue();
    });
    const page = await story.openIn(context);
    await eventually(async () => assert.equal(fails, 1));
    const told = page.getByText('Part of the lobby couldn’t be loaded', { exact: false });
    assert.equal(await told.count(), 0);
    await page.keyboard.press('/');
    await told.first().waitFor({ state: 'attached' });
    await page.keyboard.press('/');
    await field(page).waitFor();
    assert.equal(fails, 3);
  });
});
