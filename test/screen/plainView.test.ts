import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { eventually } from '../support/eventually.ts';
import { StoryScreen } from '../support/storyScreen.ts';

describe('the plain view', () => {
  const story = StoryScreen.inSuite({ count: 40, rated: 1, plain: 1 });

  const rowsOf = (page: Page) => page.getByRole('region', { name: 'Players' }).getByRole('listitem');
  const actionsOf = (page: Page, name: string) => page.getByRole('button', { name: `Actions for ${name}` });
  const nameAt = (page: Page, at: number) => page.evaluate((i) => window.story.model.roster.at(i)?.name ?? '?', at);

  it('W107 search, filter and sort narrow the grouped list, a hundred rows at a time', async () => {
    const page = await story.open({ count: 250 });
    assert.equal(await rowsOf(page).count(), 100);
    await page.getByRole('heading', { name: /^Everyone, \d+ players$/ }).waitFor();
    await page.getByRole('button', { name: 'Show 100 more' }).click();
    await eventually(async () => assert.equal(await rowsOf(page).count(), 200));
    await page.getByRole('combobox', { name: 'Show' }).selectOption('away');
    await eventually(async () => {
      const texts = await rowsOf(page).allTextContents();
      assert.ok(texts.length > 10 && texts.every((text) => text.includes('Away')));
    });
    await page.getByRole('combobox', { name: 'Sort players by' }).selectOption('name');
    const name = await nameAt(page, 3);
    await page.getByRole('searchbox', { name: 'Search players' }).fill(name);
    await eventually(async () => assert.equal(await rowsOf(page).locator('bdi').first().textContent(), name));
    await page.getByRole('searchbox').fill('nobody is called so');
    await page.getByText('No player called', { exact: false }).waitFor();
  });

  it('W162 a refused name stays in the field of the plain view, with the reason below it', async () => {
    const page = await story.open({ state: 'refusing' });
    const field = page.getByRole('textbox', { name: 'Your name' });
    await field.fill('Somebody');
    await page.getByRole('button', { name: 'Save' }).click();
    const why = page.getByRole('alert').filter({ hasText: 'That name is taken.' });
    await why.waitFor();
    assert.equal(await field.inputValue(), 'Somebody');
    assert.deepEqual((await axeFindings(page)).serious, []);
    await field.pressSequentially('x');
    await why.waitFor({ state: 'hidden' });
    assert.equal(await field.inputValue(), 'Somebodyx');
  });

  it('W141 the plain view says the status that others see, too', async () => {
    const page = await story.open();
    const you = page.getByRole('region', { name: 'You' });
    await you.getByText('Free. Everyone in the lobby').waitFor();
    await page.evaluate(() => {
      const { model, send } = window.story;
      const self = model.self.known;
      if (self) send({ type: 'selfUpdated', payload: { ...self, status: 'queued' } });
    });
    await you.getByText('Waiting. Everyone in the lobby').waitFor();
  });

  it('W107 pressing a player shows the possible actions below the row, and they work', async () => {
    const page = await story.open();
    const name = await nameAt(page, 2);
    const more = actionsOf(page, name);
    await more.focus();
    await page.keyboard.press('Enter');
    assert.equal(await more.getAttribute('aria-expanded'), 'true');
    const group = page.getByRole('group', { name: `Actions for ${name}` });
    await group.getByRole('button', { name: 'Invite to party' }).press('Enter');
    await eventually(async () =>
      assert.equal((await page.evaluate(() => window.story.asked))[0]?.type, 'inviteToParty'),
    );
    await group.getByRole('button', { name: 'Match history' }).click();
    await rowsOf(page)
      .filter({ hasText: /Won|Couldn’t load this/ })
      .first()
      .waitFor();
    await more.click();
    await group.waitFor({ state: 'hidden' });
  });

  it('W108 nothing moves under the focus, and a button lets in what waits', async () => {
    const page = await story.open({ count: 10 });
    // Of everybody else, where a newcomer with the highest rating comes first.
    const group = page.getByRole('region', { name: 'Players' });
    const firstOf = () =>
      group
        .getByRole('heading', { name: /^Everyone/ })
        .locator('xpath=following::bdi[1]')
        .textContent();
    const name = (await firstOf()) ?? '';
    await actionsOf(page, name).focus();
    await page.evaluate(() => {
      const added = [
        { id: 'x', name: 'AAA', status: 'online' as const, lastActive: 0, rating: 9_999, ratings: '9000', emblem: 0 },
      ];
      window.story.send({ type: 'rosterChanged', added, updated: [], removed: [] });
    });
    await page.getByRole('button', { name: 'Show 1 update to the list' }).waitFor();
    assert.equal(await firstOf(), name);
    assert.ok(await actionsOf(page, name).evaluate((element) => element === document.activeElement));
    await page.getByRole('button', { name: 'Show 1 update to the list' }).click();
    await eventually(async () => assert.equal(await firstOf(), 'AAA'));
  });

  it('W108 nothing overflows the window at 320 px or at 200 %', async () => {
    for (const width of [320, 720]) {
      const page = await story.open({ state: 'proposed' }, { viewport: { width, height: 450 } });
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll('.plain-view :is(button, input, select, p)')]
          .filter((each) => each.checkVisibility() && !each.classList.contains('visuallyHidden'))
          .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 0.5)
          .map((each) => each.textContent),
      );
      assert.deepEqual(outside, []);
    }
  });

  it('W107 a ready check takes the focus and is announced once, without its countdown', async () => {
    const page = await story.openWithClock({ state: 'proposed' });
    const accept = page.getByRole('button', { name: 'Accept', exact: true });
    assert.ok(await accept.evaluate((element) => element === document.activeElement));
    const alert = page.getByRole('alert').filter({ hasText: 'Match found!' });
    const before = await alert.textContent();
    await page.clock.runFor(2_200);
    assert.equal(await alert.textContent(), before);
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal((await page.evaluate(() => window.story.asked))[0]?.type, 'acceptMatch'));
  });

  it('W90 axe finds nothing serious in the plain view', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const states: Record<string, string>[] = [
        {},
        { state: 'proposed' },
        { plain: 'problem', state: 'reconnecting' },
        { state: 'invited' },
      ];
      for (const query of states) {
        const page = await story.open(query, { colorScheme });
        await actionsOf(page, await nameAt(page, 1)).click();
        const { serious, passed } = await axeFindings(page);
        assert.ok(passed >= 10, `${passed} rules`);
        assert.deepEqual(serious, [], JSON.stringify(query));
        await page.context().close();
      }
    }
  });
});
