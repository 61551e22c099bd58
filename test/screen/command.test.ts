import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { eventually } from '../support/eventually.ts';
import { PHONE, StoryScreen } from '../support/storyScreen.ts';

describe('the command bar', () => {
  const story = StoryScreen.inSuite({ count: 60 });

  const field = (page: Page) => page.getByRole('combobox', { name: /^Find a player/ });
  const isOpen = (page: Page, wanted = true) =>
    eventually(async () => assert.equal(await field(page).isVisible(), wanted));
  const type = async (page: Page, words: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await isOpen(page);
    await page.keyboard.type(words);
  };
  const list = (page: Page) => page.getByRole('listbox', { name: 'Search and commands' });
  const active = (page: Page) => list(page).getByRole('option', { selected: true });
  const isOn = (page: Page, wanted: RegExp) =>
    eventually(async () => assert.match((await active(page).textContent()) ?? '', wanted));
  const asked = (page: Page) =>
    page.evaluate(() => window.story.asked.map(({ type, input }) => `${type} ${JSON.stringify(input)}`));
  const focused = (page: Page) =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    );

  it('W160 its keys and the field of the header open it; Escape, Back and its cross close it, and the focus returns', async () => {
    const page = await story.open({});
    const button = page.getByRole('button', { name: 'Search and commands' });
    await button.focus();
    for (const open of ['/', 'Control+k', 'Meta+k', 'Enter']) {
      await page.keyboard.press(open);
      await isOpen(page);
      await eventually(async () => assert.match(await focused(page), /^Find a player/));
      await page.keyboard.press('Escape');
      await isOpen(page, false);
      await eventually(async () => assert.equal(await focused(page), 'Search and commands'));
    }
    await page.keyboard.press('/');
    await isOpen(page);
    await page.evaluate(() => history.back());
    await isOpen(page, false);
    await page.keyboard.press('/');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).press('Enter');
    await isOpen(page, false);
    await page.getByRole('searchbox', { name: 'Search players' }).focus();
    await page.keyboard.press('/');
    assert.equal(await page.getByRole('searchbox').inputValue(), '/', 'it is written where one writes');
    await isOpen(page, false);
  });

  it('W160 by typing and Enter an action is done, and arrows choose among actions and people', async () => {
    const page = await story.open({});
    await type(page, 'play connect');
    await isOn(page, /^Play Connect four/);
    await page.keyboard.press('Enter');
    await isOpen(page, false);
    await eventually(async () => assert.deepEqual(await asked(page), ['joinQueue {"mode":"connect-four"}']));
    const { id, name } = await page.evaluate(() => {
      const row = window.story.model.roster.slice(0, 3).find(({ id }) => id !== window.story.model.roster.selfId);
      return { id: row?.id ?? '', name: row?.name ?? '' };
    });
    await type(page, `message ${name}`);
    await isOn(page, new RegExp(`^Message ${name}`));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(async () =>
      assert.equal(await page.evaluate(() => window.story.model.social.open?.key), `direct ${id}`),
    );
  });

  it('W160 Tab leads to what else can be done with a player, and a press does it', async () => {
    const page = await story.open({});
    const name = await page.evaluate(() => window.story.model.roster.at(1)?.name ?? '');
    await type(page, name);
    // From the first entry up to the last: the player.
    await page.keyboard.press('ArrowUp');
    await isOn(page, new RegExp(`^${name}, `));
    await page.keyboard.press('Tab');
    const option = await focused(page);
    assert.ok(option.length > 2);
    await page.keyboard.press('Enter');
    await isOpen(page, false);
  });

  it('W160 what cannot be done says why, and Enter leaves it open', async () => {
    const page = await story.open({ state: 'reconnecting' });
    await type(page, 'play connect');
    await isOn(page, /Not now: Available once you’re connected/);
    assert.equal(await active(page).getAttribute('aria-disabled'), 'true');
    await page.keyboard.press('Enter');
    await isOpen(page);
    assert.deepEqual(await asked(page), []);
  });

  it('W172 a refused name is back in the command bar with its reason, until something else is typed', async () => {
    const page = await story.open({ state: 'refusing' });
    await type(page, 'name Somebody');
    await isOn(page, /Somebody/);
    await page.keyboard.press('Enter');
    await isOn(page, /Somebody.*Not now: that name is taken/i);
    assert.equal(await field(page).inputValue(), 'name Somebody');
    await eventually(async () => assert.match(await focused(page), /^Find a player/));
    await page.getByRole('status').filter({ hasText: 'that name is taken' }).waitFor({ state: 'attached' });
    assert.equal(await page.getByRole('button', { name: /Your name wasn’t changed/ }).count(), 0);
    await page.keyboard.type('s');
    await eventually(async () => assert.doesNotMatch((await active(page).textContent()) ?? '', /taken/));
    await page.keyboard.press('Escape');
    await isOpen(page, false);
    await page.keyboard.press('/');
    await isOpen(page);
    assert.equal(await field(page).inputValue(), '');
  });

  it('W172 a name refused while one writes elsewhere is told by a toast, and the bar keeps the text', async () => {
    const page = await story.open({ state: 'refusing' });
    await page.getByRole('searchbox', { name: 'Search players' }).focus();
    await type(page, 'name Somebody');
    await isOn(page, /Somebody/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Your name wasn’t changed/ }).waitFor();
    await isOpen(page, false);
    await page.keyboard.press('Control+k');
    await isOpen(page);
    assert.equal(await field(page).inputValue(), 'name Somebody');
    await isOn(page, /Somebody.*Not now: that name is taken/i);
  });

  it('W160 on a phone it fills the window; axe finds nothing serious in it', async () => {
    const page = await story.open({}, PHONE);
    await page.getByRole('button', { name: 'Search and commands' }).tap();
    await isOpen(page);
    const box = await list(page).getByRole('option').first().boundingBox();
    assert.ok(box && box.width > 360 && box.height >= 44, JSON.stringify(box));
    assert.deepEqual((await axeFindings(page)).serious, []);
    await list(page).getByRole('option').first().tap();
    await isOpen(page, false);
  });

  it('W160 a running game keeps its keys', async () => {
    const page = await story.open({ state: 'running' });
    for (const key of ['Control+k', '/', '?']) await page.keyboard.press(key);
    await isOpen(page, false);
    assert.equal(await page.getByRole('dialog').count(), 0);
  });

  it('W161 the first tab stops lead to Play and to the players', async () => {
    for (const options of [{}, PHONE]) {
      const page = await story.open({}, options);
      await page.keyboard.press('Tab');
      assert.equal(await focused(page), 'Go to Play');
      await page.keyboard.press('Enter');
      await eventually(async () => assert.match(await focused(page), /^(Quick Play|Play)/));
      await page.getByRole('button', { name: 'Go to the players' }).press('Enter');
      await eventually(async () => assert.equal(await focused(page), 'Search players'));
    }
  });

  it('W161 the question mark shows the keys', async () => {
    const page = await story.open({});
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', /\/, Ctrl K.*Esc/s);
    assert.deepEqual((await axeFindings(page)).serious, []);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
});
