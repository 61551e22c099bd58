import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { openPlayers, StoryScreen } from '../support/storyScreen.ts';

describe('records on the screen', () => {
  const story = StoryScreen.inSuite({ count: 20 });

  const said = (page: Page): Promise<string[]> =>
    page
      .getByRole('dialog')
      .getByRole('listitem')
      .evaluateAll((items) => items.map(({ textContent }) => (textContent ?? '').replace(/[\u2068\u2069]/g, '')));

  it('W56 the leaderboard opens over everything, has a tab per rated mode, loads more on scroll, and returns the focus', async () => {
    const page = await story.open({});
    const opener = page.getByRole('button', { name: 'Leaderboard' });
    await opener.click();
    const dialog = page.getByRole('dialog', { name: 'Leaderboard' });
    await eventually(async () => assert.equal((await said(page)).length, 50));
    assert.deepEqual((await said(page)).slice(0, 2), [
      '1. Mira, rating 1,912, 3 matches',
      '2. Zoë Ångström, rating 1,905, 40 matches',
    ]);
    await dialog.getByRole('list').focus();
    await page.keyboard.press('End');
    await eventually(async () => assert.equal((await said(page)).length, 100));
    await dialog.getByRole('button', { name: 'Connect four' }).click();
    await dialog.getByText('Nobody is rated here yet.').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(await opener.evaluate((element) => element === document.activeElement));
  });

  it('W167 a row opens the player’s card, also of somebody who is not in the list; the own place stays below', async () => {
    const page = await story.open({});
    const opener = page.getByRole('button', { name: 'Leaderboard' });
    const dialog = page.getByRole('dialog', { name: 'Leaderboard' });
    const card = page.getByRole('region', { name: 'Player', exact: true });
    await opener.click();
    await dialog
      .getByText(/^Your place: 2\. .*Zoë Ångström.*, rating 1,905, 40 matches$/)
      .waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: /Mira.*’s profile/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    const heading = card.getByRole('heading', { name: 'キリト' });
    await eventually(async () => assert.ok(await heading.evaluate((element) => element === document.activeElement)));
    const facts = await card.getByText(/Light-cycles rating: 1,898/).textContent();
    assert.doesNotMatch(facts ?? '', /Last active|Not rated/);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    await opener.click();
    await dialog.getByRole('button', { name: 'Connect four' }).click();
    await dialog.getByText('Nobody is rated here yet.').waitFor({ state: 'attached' });
    assert.equal(await dialog.getByText(/^Your place/).count(), 0);
  });

  it('W106 a card shows the rating and the last three results, and leaves out what is unknown', async () => {
    const page = await story.open({ rated: 1 });
    const card = page.getByRole('region', { name: 'Player' });
    await page.evaluate(() => {
      const { model } = window.story;
      model.roster.search('');
    });
    const select = async (id: string) => {
      const name = await page.evaluate((each) => window.story.model.roster.row(each)?.name ?? '?', id);
      await page.getByRole('searchbox').fill(name);
      await page.getByRole('option').filter({ hasText: name }).first().click();
      await card.getByRole('heading', { name, exact: true }).waitFor({ state: 'attached' });
    };
    await select('p0');
    await card
      .getByText(/Recent matches: Won · Light-cycles duel.*Light-cycles rating: [\d,]+\??/)
      .waitFor({ state: 'attached' });
    const said = (await card.getByText(/Recent matches/).textContent()) ?? '';
    assert.equal(said.split('; ').length, 7);
    assert.doesNotMatch(said, /x8Fq2LmTz/);
    await select('p1');
    await card.getByText(/Light-cycles rating: [\d,]+\??/).waitFor({ state: 'attached' });
  });

  it('W57 a player’s matches open from their card; a failed load says so and offers a retry', async () => {
    const page = await story.open({}, { viewport: { width: 390, height: 844 } });
    await openPlayers(page);
    await page.evaluate(() => window.story.model.select('p1'));
    await page.getByRole('button', { name: /’s matches$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Try again' }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.evaluate(() => window.story.model.select('me'));
    await page.getByRole('button', { name: /’s matches$/ }).click();
    await eventually(async () => assert.equal((await said(page)).length, 12));
    assert.match((await said(page))[0] ?? '', /^Won · Light-cycles duel, against .* · 6 min ago, rating 1,254, \+14$/);
  });
});
