import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { eventually } from '../support/eventually.ts';
import { PHONE, StoryScreen } from '../support/storyScreen.ts';

describe('the lobby in the plain view', () => {
  const story = StoryScreen.inSuite({ count: 20, rated: 1, plain: 1 });

  const open = async (query: Record<string, string> = {}, options = {}): Promise<Page> => {
    const page = await story.open(query, options);
    page.setDefaultTimeout(20_000);
    return page;
  };
  const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const asked = (page: Page, type: string) =>
    page.evaluate(
      (wanted) => window.story.asked.filter((each) => each.type === wanted).map(({ input }) => input),
      type,
    );
  const nameOf = (page: Page, id: string) => page.evaluate((of) => window.story.model.roster.row(of)?.name ?? '?', id);
  const isSound = async (page: Page, what: string): Promise<void> =>
    assert.deepEqual((await axeFindings(page)).serious, [], what);
  const isFocused = (selector: Locator) =>
    eventually(async () => assert.ok(await selector.evaluate((element) => element === document.activeElement)));

  it('PV1 matches are listed in words, filtered, joined and watched', async () => {
    const page = await open();
    const rows = region(page, 'Matches').getByRole('listitem');
    await eventually(async () => assert.equal(await rows.count(), 6));
    await rows.filter({ hasText: /Astra\u2069 1, \u2068IronKoala\u2069 2, round 4, 12 watching/ }).waitFor();
    await page.getByRole('combobox', { name: 'Filter matches' }).selectOption('open');
    await eventually(async () => assert.equal(await rows.count(), 3));
    await page.getByRole('combobox', { name: 'Game' }).first().selectOption('connect-four');
    await eventually(async () => assert.equal(await rows.count(), 1));
    await rows.getByRole('button', { name: /^Join: Connect four/ }).press('Enter');
    await eventually(async () => assert.deepEqual(await asked(page, 'joinMatch'), [{ matchId: 'm2' }]));
    await page.getByRole('combobox', { name: 'Filter matches' }).selectOption('all');
    await rows.getByRole('button', { name: /^Watch: Connect four/ }).press('Enter');
    await eventually(async () => assert.deepEqual(await asked(page, 'watchMatch'), [{ matchId: 'm6' }]));
    await isSound(page, 'matches');
  });

  it('PV1 a match that ends under the focus stays, as over, until the focus is gone', async () => {
    const page = await open();
    const watch = page.getByRole('button', { name: /^Watch: .*IronKoala/ });
    await watch.focus();
    await page.evaluate(() =>
      window.story.send({ type: 'matchesUpdated', payload: { isWhole: false, put: [], removed: ['m4'] } }),
    );
    await region(page, 'Matches')
      .getByText(/IronKoala.*Over/)
      .waitFor();
    await isFocused(watch);
    assert.equal(await watch.getAttribute('aria-disabled'), 'true');
    await watch.blur();
    await watch.waitFor({ state: 'detached' });
  });

  it('PV2 a bot is played, a match opened, and one joined by its code', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Create a private match with an invite code' }).press('Enter');
    await eventually(async () =>
      assert.deepEqual(await asked(page, 'createMatch'), [{ mode: 'cycles', isPrivate: true }]),
    );
    await page.getByRole('textbox', { name: 'Invite code' }).fill('k7pq-4x');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.deepEqual(await asked(page, 'joinMatch'), [{ code: 'K7PQ4X' }]));
    await page.getByRole('textbox', { name: 'Invite code' }).fill('no');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'An invite code is six letters and digits.' }).waitFor();
    await page.getByRole('combobox', { name: 'Bot difficulty' }).selectOption('hard');
    await page.getByRole('button', { name: /^Play a bot: / }).press('Enter');
    await eventually(async () => assert.deepEqual(await asked(page, 'playBots'), [{ strength: 'hard' }]));
  });

  it('PV3 the leaderboard opens in the page, mode by mode and page by page, and marks oneself', async () => {
    const page = await open();
    await page.getByText('Leaderboard', { exact: true }).click();
    const rows = page.getByRole('list', { name: 'Leaderboard' }).getByRole('listitem');
    await eventually(async () => assert.equal(await rows.count(), 50));
    assert.match((await rows.nth(1).textContent()) ?? '', /^2\. .*Zoë.*\(you\)$/);
    await page.getByRole('button', { name: 'Show more' }).press('Enter');
    await eventually(async () => assert.equal(await rows.count(), 100));
    await isSound(page, 'leaderboard');
    await page.getByRole('group').filter({ hasText: 'Leaderboard' }).getByRole('combobox').selectOption('connect-four');
    await page.getByText('Nobody is rated here yet.', { exact: false }).waitFor();
  });

  it('PV4 the lobby is talked in, whispers are counted until they are opened, and new lines are announced', async () => {
    for (const options of [{}, PHONE]) {
      const page = await open({ state: 'talking' }, options);
      const talk = region(page, 'Talk');
      const name = await nameOf(page, 'p0');
      const ada = talk.getByRole('list', { name: 'Messages' }).getByRole('button', { name });
      await eventually(async () => assert.equal(await ada.textContent(), `${name} · 4 new`));
      await isSound(page, 'talk');
      await ada.press('Enter');
      await eventually(async () => assert.equal(await ada.textContent(), name));
      const log = talk.getByRole('log');
      await log.getByText('Give me two minutes.').waitFor();
      const field = talk.getByRole('textbox', { name: `Message to \u2068${name}\u2069` });
      await field.fill('Take your time');
      await page.keyboard.press('Enter');
      await log.getByText('Take your time').waitFor();
      assert.equal(await field.inputValue(), '');
      await eventually(async () => assert.equal(await log.getAttribute('aria-live'), 'polite'));
      await isSound(page, 'a whisper');
      await talk.getByRole('button', { name: /^Lobby/ }).press('Enter');
      const lobby = talk.getByRole('textbox', { name: 'Message to the lobby' });
      await lobby.fill('Hello all');
      await page.keyboard.press('Enter');
      await log.getByText('Hello all').waitFor();
      const said = await asked(page, 'sendChat');
      assert.deepEqual(said.slice(-1), [{ channel: 'shard', text: 'Hello all' }]);
    }
  });

  it('PV4 a whisper is begun from a row, and from a name in the talk', async () => {
    const page = await open();
    const name = await page.evaluate(() => window.story.model.roster.at(3)?.name ?? '?');
    await page.getByRole('button', { name: `Actions for ${name}` }).press('Enter');
    await page.getByRole('button', { name: `Message ${name}` }).press('Enter');
    await isFocused(region(page, 'Talk').getByRole('textbox', { name: `Message to \u2068${name}\u2069` }));
  });

  it('PV5 a player is reported and blocked from a whisper, and the focus returns', async () => {
    const page = await open({ state: 'talking' });
    const talk = region(page, 'Talk');
    const name = await nameOf(page, 'p3');
    await talk.getByRole('list', { name: 'Messages' }).getByRole('button', { name }).press('Enter');
    const report = talk.getByRole('button', { name: `Report \u2068${name}\u2069` });
    await report.press('Enter');
    const dialog = page.getByRole('dialog', { name: `Report \u2068${name}\u2069` });
    await isFocused(dialog.getByRole('radio').first());
    await isSound(page, 'a report');
    const send = dialog.getByRole('button', { name: 'Send report' });
    assert.equal(await send.getAttribute('aria-disabled'), 'true');
    await dialog.getByRole('radio', { name: 'Cheating' }).check();
    await send.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    assert.deepEqual(await asked(page, 'report'), [{ playerId: 'p3', reason: 'cheating' }]);
    await isFocused(report);
    const block = talk.getByRole('button', { name: `Block \u2068${name}\u2069` });
    await block.press('Enter');
    await isFocused(
      talk
        .getByRole('group', { name: /^Block/ })
        .getByRole('button')
        .first(),
    );
    assert.equal(await page.getByRole('group', { name: `Block \u2068${name}\u2069?` }).count(), 1);
    await talk.getByRole('button', { name: 'Block', exact: true }).press('Enter');
    await eventually(async () => assert.deepEqual(await asked(page, 'block'), [{ playerId: 'p3' }]));
    await talk.getByText('so you can’t message each other', { exact: false }).waitFor();
  });

  it('PV12 friends, requests and blocks are listed, answered and ended; a request is announced', async () => {
    const page = await open({ state: 'talking' });
    const friends = region(page, 'Friends');
    await friends
      .getByRole('status')
      .filter({ hasText: /wants to be your friend/ })
      .waitFor({ state: 'attached' });
    const rows = friends.getByRole('listitem');
    assert.equal(await rows.count(), 7);
    await isSound(page, 'friends');
    await friends.getByRole('button', { name: /^Accept: / }).press('Enter');
    await eventually(async () => assert.deepEqual(await asked(page, 'addFriend'), [{ playerId: 'p2' }]));
    await friends.getByRole('button', { name: /^Remove .*Ñandú/ }).press('Enter');
    const row = rows.filter({ hasText: 'Ñandú' });
    await row.getByText('Remove this friend?').waitFor();
    await row.getByRole('button', { name: /^Remove .*Ñandú/ }).press('Enter');
    await eventually(async () => assert.deepEqual(await asked(page, 'removeFriend'), [{ playerId: 'f1' }]));
    await row.waitFor({ state: 'detached' });
    await friends.getByRole('button', { name: /^Unblock .*Rude Rider/ }).press('Enter');
    await eventually(async () => assert.deepEqual(await asked(page, 'unblock'), [{ playerId: 'f3' }]));
    await friends.getByRole('button', { name: /^Message .*سلمى/ }).press('Enter');
    await isFocused(region(page, 'Talk').getByRole('textbox'));
  });
});
