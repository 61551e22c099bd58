import assert from 'node:assert/strict';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openAccount } from '../support/account.ts';
import { axeFindings } from '../support/axe.ts';
import { PHONE, StoryScreen } from '../support/storyScreen.ts';

const LINK =
  'online connecting loading shell reconnecting waiting busy idle partial announced closed-kicked closed-idle';
const PLAY =
  'queued queued-ranked queued-long proposed accepted entering cancelled queued-again party party-member invited';
const PEOPLE = 'whispered asked';
const MATCH = 'no-matches playing waiting-public seats-taken running result result-bots watched';
/** States with another layout on phones. */
const ON_PHONES = 'reconnecting shell announced proposed party invited whispered running result';

describe('axe over every scene', () => {
  const story = StoryScreen.inSuite({ count: 20 });

  const newPage = async (options: BrowserContextOptions = {}): Promise<Page> =>
    (await story.newContext(options)).newPage();
  const isSound = async (page: Page, what: string): Promise<void> => {
    const { serious, passed } = await axeFindings(page);
    assert.ok(passed >= 10, `${what}: ${passed} rules`);
    assert.deepEqual(serious, [], what);
  };
  /** Some buttons exist twice, in the lobby and above it; the first is the visible one. */
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).first().press('Enter');

  for (const states of [LINK, PLAY, PEOPLE, MATCH]) {
    it(`W90 axe finds nothing serious: ${states}`, async () => {
      const page = await newPage();
      for (const state of states.split(' ')) {
        await story.go(page, { state });
        await isSound(page, state);
      }
    });
  }

  it(`W90 axe finds nothing serious on a phone: ${ON_PHONES}`, async () => {
    const page = await newPage(PHONE);
    for (const state of ON_PHONES.split(' ')) {
      await story.go(page, { state });
      await isSound(page, state);
    }
  });

  it('W90 axe finds nothing serious in tabs, cards and dialogs', async () => {
    const page = await newPage(PHONE);
    await story.go(page, { rated: 1 });
    for (const tab of ['Play', 'Matches', 'You', 'Players']) {
      await press(page, tab);
      await isSound(page, tab);
    }
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Close', exact: true }).waitFor();
    await isSound(page, 'a player’s card');
    await press(page, /’s matches$/);
    await page.getByRole('dialog').waitFor();
    await isSound(page, 'a player’s matches');
  });

  it('W90 axe finds nothing serious in an empty lobby, an empty search, a name being changed, and the leaderboard', async () => {
    const page = await newPage();
    await story.go(page, { count: 0, state: 'no-matches' });
    await isSound(page, 'an empty lobby');
    await story.go(page, {});
    await page.getByRole('searchbox').fill('nobody is called so');
    await isSound(page, 'an empty search');
    await openAccount(page);
    await isSound(page, 'the own card');
    await press(page, 'Edit name');
    await isSound(page, 'a name being changed');
    await press(page, 'Leaderboard');
    await page.getByRole('dialog', { name: 'Leaderboard' }).waitFor();
    await isSound(page, 'the leaderboard');
  });

  it('W90 axe finds nothing serious in messages, friends and reports', async () => {
    for (const options of [{}, PHONE]) {
      const page = await newPage(options);
      await story.go(page, { state: 'talking' });
      for (const name of ['Messages and friends, 7 new', 'Friends, 1 new', /^Message .*Ada/, /^Report /]) {
        await press(page, name);
        await page.getByRole('dialog').first().waitFor();
        await isSound(page, String(name));
      }
    }
  });

  it('W90 axe finds nothing serious in the games', async () => {
    for (const options of [{}, PHONE]) {
      const page = await newPage(options);
      await story.go(page, {});
      await page.evaluate(() => window.story.cycles.open({ seats: 4, seat: 0 }));
      await page.evaluate(() => window.story.cycles.run(90));
      await isSound(page, 'light-cycles');
      await story.go(page, {});
      await page.evaluate(async () => {
        const { match } = window.story;
        await match.open('connect-four');
        const seats = [
          { id: 'me', name: 'Zoë', team: 0, is: 'here' },
          { id: 'p0', name: 'Ada', team: 1, is: 'here' },
        ];
        const table = { matchId: 'm9', mode: 'connect-four', phase: 'running', seats, you: 0, spectators: 0 };
        match.push('tableUpdated', table);
        match.push('boardUpdated', { moves: [3, 3], order: [0, 1], turn: 0, leftMs: 60_000 });
      });
      await page.getByRole('button', { name: /olumn 4/ }).waitFor();
      await isSound(page, 'connect four');
    }
  });

  it('W90 axe detects a button without a name, an option without a list, and low-contrast text', async () => {
    const page = await newPage();
    await story.go(page, {});
    await page.evaluate(() => {
      // Elements of their own: the page would mend its own ones when it redraws them.
      const nameless = document.createElement('button');
      const alone = document.createElement('div');
      alone.setAttribute('role', 'option');
      alone.textContent = 'alone';
      const faint = document.createElement('p');
      faint.textContent = 'faint';
      faint.style.cssText = 'position: fixed; z-index: 9; top: 0; left: 0; color: #333; background: #222';
      document.querySelector('main')?.append(nameless, alone, faint);
    });
    const rules = (await axeFindings(page)).serious.map((found) => found.split(' ')[0]);
    for (const rule of ['button-name', 'aria-required-parent', 'color-contrast']) assert.ok(rules.includes(rule), rule);
  });
});
