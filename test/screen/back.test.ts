import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openAccount, openSettings } from '../support/account.ts';
import { eventually } from '../support/eventually.ts';
import { PHONE, StoryScreen } from '../support/storyScreen.ts';

const MATCH = {
  matchId: 'm9',
  mode: 'connect-four',
  phase: 'running',
  seats: [
    { id: 'me', name: 'Zoë', team: 0, is: 'here' },
    { id: 'p0', name: 'Ada', team: 1, is: 'here' },
  ],
  you: 0,
  spectators: 0,
};

type Row = {
  /** Brings it onto the screen. */
  open: (page: Page) => Promise<unknown>;
  /** Of the story. */
  state?: string;
  /** What Back does instead of closing it: this is on the screen then. */
  stays?: (page: Page) => Promise<unknown>;
};

const list = (page: Page) => page.getByRole('listbox');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Every layer of the screen, from the ground up. */
const LAYERS: Record<string, Row> = {
  match: {
    open: async (page) => {
      await page.evaluate(() => window.story.match.open('connect-four'));
      await page.evaluate((table) => window.story.match.push('tableUpdated', table), MATCH);
    },
    stays: (page) => page.getByRole('alertdialog', { name: 'Give up this match?' }).waitFor(),
  },
  card: {
    open: async (page) => {
      await list(page).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
  },
  account: { open: openAccount },
  menu: {
    open: async (page) => {
      await list(page).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ContextMenu');
    },
  },
  records: {
    open: (page) =>
      page.evaluate(() => window.story.actions.records.open({ kind: 'leaderboard', mode: 'cycles-duel' })),
  },
  replay: { open: (page) => page.evaluate(() => void window.story.actions.replays.open('m1')) },
  people: {
    open: (page) => page.evaluate(() => window.story.actions.social.openChat({ id: 'p0', name: 'Ada' })),
  },
  settings: { open: openSettings },
  emblem: { open: (page) => page.evaluate(() => window.story.actions.chooseEmblem()) },
  report: {
    open: (page) => page.evaluate(() => window.story.actions.social.askReport({ id: 'p0', name: 'Ada' })),
  },
  block: {
    open: (page) => page.evaluate(() => window.story.actions.social.askBlock({ id: 'p0', name: 'Ada' })),
  },
  commands: { open: (page) => page.keyboard.press('Control+k') },
  shortcuts: { open: (page) => page.keyboard.press('?') },
  notice: { state: 'idle', open: async () => {} },
  check: {
    state: 'proposed',
    open: async () => {},
    stays: (page) => page.getByRole('button', { name: 'Accept' }).waitFor(),
  },
};

describe('Back', () => {
  const story = StoryScreen.inSuite({ count: 12 });

  const height = (page: Page) => page.evaluate(() => (history.state as { height: number }).height);
  const openLayers = (page: Page) =>
    page
      .evaluate(() => window.story.back.layers.map(({ isOpen }) => isOpen))
      .then((layers) => Object.keys(LAYERS).filter((_, i) => layers[i]));
  const isAt = (page: Page, names: readonly string[]) =>
    eventually(async () => assert.deepEqual([await openLayers(page), await height(page)], [names, names.length]));
  /** Not `goBack`: it waits for a load. Resolves when the page has followed. */
  const press = (page: Page, by: number) =>
    page.evaluate(
      (steps) =>
        new Promise<void>((resolve) => {
          window.addEventListener('popstate', () => requestAnimationFrame(() => resolve()), { once: true });
          history.go(steps);
        }),
      by,
    );

  it('W120 Back closes every layer of the screen; a match asks, and a ready check stays', async () => {
    const first = await story.open({});
    assert.equal(await first.evaluate(() => window.story.back.layers.length), Object.keys(LAYERS).length);
    for (const [name, { open, state, stays }] of Object.entries(LAYERS)) {
      const page = await story.open(state === undefined ? {} : { state });
      await open(page);
      await isAt(page, [name]);
      await press(page, -1);
      if (stays) await stays(page);
      await isAt(page, stays ? [name] : []);
      await page.context().close();
    }
  });

  it('W120 two dialogs on each other close one after the other, and each gives the focus back', async () => {
    const page = await story.open({});
    await button(page, /^Messages and friends/).press('Enter');
    await isAt(page, ['people']);
    await LAYERS.report?.open(page);
    await isAt(page, ['people', 'report']);
    await press(page, -1);
    await isAt(page, ['people']);
    await page.getByRole('dialog', { name: 'Messages and friends' }).waitFor();
    await press(page, -1);
    await isAt(page, []);
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    assert.match(focused ?? '', /^Messages and friends/);
  });

  it('W120 under the last message of a link there is nothing that Back could close', async () => {
    const page = await story.open({});
    await LAYERS.card?.open(page);
    await LAYERS.people?.open(page);
    await isAt(page, ['card', 'people']);
    await page.evaluate(() => {
      const link = { kind: 'closed', code: 4101, why: 'replaced' } as const;
      window.story.send({ type: 'linkChanged', link });
    });
    await page.getByRole('alertdialog').waitFor();
    await isAt(page, []);
  });

  it('W120 on a phone Back goes from a conversation to the list, and from there to the lobby', async () => {
    const page = await story.open({ state: 'talking' }, PHONE);
    await button(page, /^Messages and friends/).tap();
    await button(page, /^NeonGolem/).tap();
    await page.getByRole('dialog').getByRole('log').waitFor();
    await press(page, -1);
    await page.getByRole('dialog').getByRole('log').waitFor({ state: 'hidden' });
    await isAt(page, ['people']);
    await press(page, -1);
    await isAt(page, []);
  });

  it('W121 closing by Escape or by a button consumes the entry; Forward and a reload open nothing', async () => {
    const page = await story.open({});
    await LAYERS.records?.open(page);
    await isAt(page, ['records']);
    await page.keyboard.press('Escape');
    await isAt(page, []);
    await press(page, 1);
    await isAt(page, []);
    await LAYERS.card?.open(page);
    await isAt(page, ['card']);
    await LAYERS.records?.open(page);
    await isAt(page, ['card', 'records']);
    await page.reload();
    await page.locator('body[data-ready]').waitFor();
    await isAt(page, []);
  });

  it('W122 in a match Back asks whether to give up; Back again plays on, and Give up leaves', async () => {
    const page = await story.open({});
    const question = page.getByRole('alertdialog', { name: 'Give up this match?' });
    await LAYERS.match?.open(page);
    await isAt(page, ['match']);
    for (let i = 0; i < 2; i++) {
      await press(page, -1);
      await question.waitFor();
      await isAt(page, ['match']);
      await press(page, -1);
      await question.waitFor({ state: 'hidden' });
      await isAt(page, ['match']);
    }
    await press(page, -1);
    await question.getByRole('button', { name: 'Give up' }).click();
    await eventually(async () => assert.deepEqual(await page.evaluate(() => window.story.page), ['leaveMatch']));
    await isAt(page, []);
  });

  it('W123 in a browser too no entry leads to a match that is over, and a followed link closes nothing', async () => {
    const page = await story.open({});
    await page.evaluate(() => window.story.back.showHash('#match/m9'));
    await LAYERS.match?.open(page);
    await LAYERS.records?.open(page);
    await isAt(page, ['match', 'records']);
    await page.evaluate(() => {
      window.story.back.showHash('');
      window.story.match.end();
    });
    await isAt(page, ['records']);
    assert.equal(await page.evaluate(() => location.hash), '');
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          window.addEventListener('hashchange', () => resolve(), { once: true });
          location.hash = '#join/ABCDEF';
        }),
    );
    await isAt(page, ['records']);
    assert.equal(await page.evaluate(() => location.hash), '#join/ABCDEF');
    await press(page, -1);
    await isAt(page, []);
    assert.equal(await page.evaluate(() => location.hash), '#join/ABCDEF');
  });
});
