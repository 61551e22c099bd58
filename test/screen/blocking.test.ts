import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { eventually } from '../support/eventually.ts';
import { StoryScreen } from '../support/storyScreen.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe('blocking on the screen', () => {
  const story = StoryScreen.inSuite({ count: 20, state: 'friends' });

  const question = (page: Page) => page.getByRole('alertdialog', { name: /^Block / });
  const asked = (page: Page) =>
    page.evaluate(() =>
      window.story.asked
        .filter(({ type }) => /block/.test(type))
        .map(({ type, input }) => `${type} ${JSON.stringify(input)}`),
    );
  const undo = (page: Page) => page.getByRole('button', { name: /^Undo: unblock / });
  const someone = (page: Page) =>
    page.evaluate(() => {
      const { roster, social } = window.story.model;
      const row = roster.slice(0, 20).find(({ id, status }) => id !== 'me' && status && social.tieOf(id) === undefined);
      if (!row) throw new Error('nobody');
      return { id: row.id, name: row.name };
    });
  type Someone = Awaited<ReturnType<typeof someone>>;

  /** Every place that offers it. */
  const PLACES: Record<string, (page: Page, player: Someone) => Promise<void>> = {
    async 'the menu of a row'(page, { name }) {
      await page.getByRole('option', { name }).first().click({ button: 'right', force: true });
      await page.getByRole('menuitem', { name: `Block ${name}` }).click();
    },
    async 'the card'(page, { id, name }) {
      await page.evaluate((playerId) => window.story.actions.select(playerId), id);
      await page.getByRole('button', { name: `More about ${name}` }).click();
      await page.getByRole('menuitem', { name: `Block ${name}` }).click();
    },
    async 'the talk'(page, { id, name }) {
      const payload = { messageId: 'b1', channel: 'shard', to: 'shard-1', text: 'rude', atS: 1_700_000_000 } as const;
      await page.evaluate((said) => window.story.send({ type: 'chatReceived', payload: said }), {
        ...payload,
        from: { id, name, emblem: 0 },
      });
      const log = page.getByRole('region', { name: 'Talk' }).getByRole('log');
      await log.getByText('rude').first().waitFor({ state: 'attached' });
      await log.focus();
      for (const key of ['ArrowUp', 'Enter']) await page.keyboard.press(key);
      await page.getByRole('menuitem', { name: `Block ${name}` }).press('Enter');
    },
    async 'a conversation'(page, { id, name }) {
      await page.evaluate((player) => window.story.actions.social.openChat(player), { id, name });
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Block / })
        .press('Enter');
    },
    async 'the command bar'(page, { name }) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(`block ${name}`);
      await page.getByRole('option', { name: new RegExp(`^Block .*${name}`) }).waitFor();
      await page.keyboard.press('Enter');
    },
  };

  for (const [place, block] of Object.entries(PLACES)) {
    it(`OP37 from ${place}, a block waits for a yes`, async () => {
      const page = await story.open();
      const player = await someone(page);
      await block(page, player);
      await question(page).waitFor();
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      await eventually(async () => assert.equal(await focused(), 'Cancel'));
      await page.keyboard.press('Enter');
      await question(page).waitFor({ state: 'hidden' });
      assert.deepEqual(await asked(page), []);
      await page.evaluate((who) => window.story.actions.social.askBlock(who), player);
      await question(page).getByRole('button', { name: 'Block', exact: true }).press('Enter');
      await eventually(async () => assert.deepEqual(await asked(page), [`block {"playerId":"${player.id}"}`]));
      await question(page).waitFor({ state: 'hidden' });
    });
  }

  it('OP37 the question says what a friend loses, and Escape and Back are a no', async () => {
    const page = await story.open();
    const ask = (id: string) =>
      page.evaluate((playerId) => {
        const { actions, model } = window.story;
        actions.social.askBlock({ id: playerId, name: model.roster.row(playerId)?.name ?? playerId });
      }, id);
    await ask('p0');
    await question(page).getByText('You’ll no longer be friends', { exact: false }).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await question(page).waitFor({ state: 'hidden' });
    const { id } = await someone(page);
    await ask(id);
    await question(page).waitFor();
    assert.doesNotMatch((await question(page).textContent()) ?? '', /friends/);
    await page.evaluate(() => history.back());
    await question(page).waitFor({ state: 'hidden' });
    assert.deepEqual(await asked(page), []);
  });

  it('OP38 the confirmation of a block undoes it, on a phone too, and goes with the block', async () => {
    for (const options of [{}, PHONE]) {
      const page = await story.open({}, options);
      const player = await someone(page);
      const block = async () => {
        await page.evaluate((who) => window.story.actions.social.askBlock(who), player);
        await question(page).getByRole('button', { name: 'Block', exact: true }).click();
        await undo(page).waitFor();
      };
      await block();
      const box = await undo(page).boundingBox();
      assert.ok(box && box.height >= 44 && box.width >= 44, JSON.stringify(box));
      if (options !== PHONE) assert.deepEqual((await axeFindings(page)).serious, []);
      await undo(page).click();
      await eventually(async () => assert.equal((await asked(page)).at(-1), `unblock {"playerId":"${player.id}"}`));
      await undo(page).waitFor({ state: 'hidden' });
      await block();
      await page.evaluate((who) => void window.story.actions.social.unblock(who), player);
      await undo(page).waitFor({ state: 'hidden' });
    }
  });

  it('OP38 in the plain view the question stands in the player’s row, and the undo with the news', async () => {
    const page = await story.open({ plain: 1 });
    const player = await someone(page);
    await page.getByRole('button', { name: `Actions for ${player.name}` }).click();
    const group = page.getByRole('group', { name: /^Block / });
    const block = page.getByRole('button', { name: `Block ${player.name}` });
    await block.press('Enter');
    await group.getByText('You won’t meet', { exact: false }).waitFor();
    assert.deepEqual((await axeFindings(page)).serious, []);
    await page.keyboard.press('Escape');
    await group.waitFor({ state: 'hidden' });
    assert.deepEqual(await asked(page), []);
    await eventually(async () => assert.ok(await block.evaluate((each) => each === document.activeElement)));
    await block.press('Enter');
    await group.getByRole('button', { name: 'Block', exact: true }).press('Enter');
    await undo(page).press('Enter');
    const { id } = player;
    await eventually(async () =>
      assert.deepEqual(await asked(page), [`block {"playerId":"${id}"}`, `unblock {"playerId":"${id}"}`]),
    );
    await undo(page).waitFor({ state: 'hidden' });
  });
});
