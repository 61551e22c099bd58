import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { ServerProcess } from '../support/serverProcess.ts';

describe('end to end: into a game', () => {
  let browser: Browser;
  let server: ServerProcess;
  let url: string;
  let ada: LobbyPage;
  let bob: LobbyPage;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());
  // A lobby each, because two players who just met would wait long for another match.
  beforeEach(async () => {
    server = new ServerProcess({
      ...{ DATABASE_URL: 'sqlite::memory:', LIMITS: 'off' },
      ...{ ACCEPT_MS: '8000', LEASE_MS: '2000' },
    });
    url = await server.url();
    [ada, bob] = await Promise.all([LobbyPage.open(browser, url), LobbyPage.open(browser, url)]);
    await ada.rename('Ada');
    await bob.rename('Bob');
  });
  afterEach(async () => {
    try {
      for (const one of [ada, bob]) await isBack(one);
    } finally {
      for (const context of browser.contexts()) await context.close();
      await server?.end('SIGKILL');
    }
  });
  const isBack = async ({ page, errors }: LobbyPage) => {
    // A background tab draws nothing and cannot be clicked.
    await page.bringToFront();
    await eventually(async () => {
      const back = button(page, 'Back to the lobby');
      if (await back.isVisible()) await back.click();
      assert.ok(await page.getByRole('button', { name: /^(Quick Play|Play ranked)$/ }).isVisible());
    });
    assert.deepEqual(errors, []);
  };

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const choose = (page: Page, mode: RegExp) => page.getByRole('radio', { name: mode }).check({ force: true });
  const queue = async (...pages: LobbyPage[]) => {
    for (const { page } of pages) {
      await choose(page, /^Connect four/);
      await button(page, 'Play ranked').click();
    }
  };
  const accept = async (...pages: LobbyPage[]) => {
    for (const { page } of pages) await button(page, 'Accept').click();
  };
  const inMatch = async (...pages: LobbyPage[]) => {
    for (const { page } of pages) await button(page, 'Leave the match').waitFor();
  };
  const giveUp = async ({ page }: LobbyPage) => {
    await page.bringToFront();
    // Before the match has begun one leaves without a question.
    await page.getByRole('button', { name: /^Column 4/ }).waitFor();
    await button(page, 'Leave the match').click();
    await button(page, 'Give up').click();
  };

  it('Q20 two players press Play and accept one match; one gives up, the other sees the rating, and both return', async () => {
    await queue(ada, bob);
    await accept(ada, bob);
    await inMatch(ada, bob);
    assert.match(ada.page.url(), /#match\//);
    // Whose turn is first is drawn by lot: the first of these three may do nothing.
    for (const { page } of [ada, bob, ada]) {
      await page.bringToFront();
      await page.getByRole('button', { name: /^Column 4/ }).press('Enter');
      // Real time: a move that is not this player's is not answered.
      await page.waitForTimeout(500);
    }
    await bob.page.getByRole('button', { name: /^Column 4, (two|three) discs/ }).waitFor({ state: 'attached' });
    await giveUp(bob);
    const lost = bob.page.getByText(/^You gave up: rating \d+, −\d+\.$/).first();
    await lost.waitFor({ state: 'attached' });
    const [, rating, change] = /rating (\d+), (−\d+)/.exec((await lost.textContent()) ?? '') ?? [];
    assert.equal(await button(bob.page, 'Return').isVisible(), false);
    await button(bob.page, 'Play ranked').waitFor();
    const title = ada.page.getByRole('status').filter({ hasText: 'You won!' });
    await title.waitFor({ state: 'attached' });
    const card = ada.page.getByRole('region', { name: 'Result' });
    await eventually(async () => assert.match((await card.textContent()) ?? '', /1\. .*Ada.*rating 1,\d+, \+\d+/));
    const result = (await card.textContent()) ?? '';
    assert.match(result, new RegExp(`2\\. .*Bob.*rating ${rating}, ${change}.*Gave up: .*Bob`));
    assert.ok(await button(ada.page, 'Rematch').isDisabled());
    await button(ada.page, 'Leaderboard').click();
    const board = ada.page.getByRole('dialog', { name: 'Leaderboard' });
    const won = /Ada\W*, rating (1,\d+), \+/.exec(result)?.[1];
    for (const [at, row] of [`1\\. .*Ada.*rating ${won}, 1 match`, `2\\. .*Bob.*rating ${rating}, 1 match`].entries())
      await eventually(async () =>
        assert.match((await board.getByRole('listitem').nth(at).textContent({ timeout: 500 })) ?? '', new RegExp(row)),
      );
    await ada.page.keyboard.press('Escape');
    await bob.sees('Ada', 'Free|Away|Playing');
    await button(ada.page, 'Back to the lobby').click();
    await button(ada.page, 'Play ranked').waitFor();
    assert.doesNotMatch(ada.page.url(), /#/);
  });

  it('Q21 a player who reloads during a match gets their seat back', async () => {
    await queue(ada, bob);
    await accept(ada, bob);
    await inMatch(ada, bob);
    await ada.page.reload();
    await inMatch(ada);
    await eventually(async () =>
      assert.equal(await bob.page.getByRole('status').filter({ hasText: 'Reconnecting: ' }).count(), 0),
    );
    await giveUp(bob);
    await ada.page.getByRole('status').filter({ hasText: 'You won!' }).waitFor({ state: 'attached' });
  });

  it('Q33 two players talk and show emotes at their match, and a reload brings the lines back', async () => {
    await queue(ada, bob);
    await accept(ada, bob);
    await inMatch(ada, bob);
    const say = async ({ page }: LobbyPage, words: string) => {
      await page.bringToFront();
      await page.getByRole('textbox', { name: 'Message to the table' }).fill(words);
      await page.keyboard.press('Enter');
    };
    const reads = async ({ page }: LobbyPage, line: RegExp) => {
      await page.bringToFront();
      const log = page.getByRole('log', { name: 'Talk at the table' });
      await log.getByText(line).waitFor({ state: 'attached' });
    };
    await say(ada, 'good luck');
    await reads(bob, /Ada.*good luck/);
    await say(bob, 'you too');
    await reads(ada, /Bob.*you too/);
    await bob.page.bringToFront();
    await button(bob.page, 'Applause').click();
    const told = bob.page.getByRole('status').filter({ hasText: 'You: Applause' });
    await told.waitFor({ state: 'attached' });
    await ada.page.bringToFront();
    await ada.page.reload();
    await inMatch(ada);
    await reads(ada, /Bob.*you too/);
    await reads(ada, /You.*good luck/);
    await giveUp(bob);
    await ada.page.getByRole('status').filter({ hasText: 'You won!' }).waitFor({ state: 'attached' });
  });

  it('Q22 a player who declines is told so; the other returns to the queue and keeps their waiting time', async () => {
    await queue(ada, bob);
    await button(bob.page, 'Decline').click();
    await bob.page.getByText('You declined.', { exact: false }).first().waitFor({ state: 'attached' });
    await ada.page.getByRole('button', { name: /Someone declined/ }).waitFor();
    await button(ada.page, 'Cancel the search').click();
    await button(ada.page, 'Play ranked').waitFor();
  });

  it('Q23 players enter a match by a private code, by a challenge from a player’s card, and by a link', async () => {
    await choose(ada.page, /^Connect four/);
    await button(ada.page, 'Create a private match with an invite code').click();
    const link = await eventually(() => {
      const [, code] = /#join\/(\w{6})$/.exec(ada.page.url()) ?? [];
      assert.ok(code);
      return code;
    });
    await button(bob.page, 'Enter an invite code').click();
    await bob.page.getByRole('textbox', { name: 'Invite code' }).fill(link.toLowerCase());
    await bob.page.keyboard.press('Enter');
    await inMatch(ada, bob);
    await giveUp(bob);
    await button(ada.page, 'Back to the lobby').click();
    await bob.choose('Ada');
    await choose(bob.page, /^Connect four/);
    await button(bob.page, 'Challenge Ada to Connect four').click();
    await ada.page.getByRole('button', { name: /^Accept: .*Bob.* challenges you/ }).click();
    await inMatch(ada, bob);
    const watching = await (await browser.newContext()).newPage();
    await watching.goto(ada.page.url());
    await button(watching, 'Leave the match').waitFor();
    await button(watching, 'Leave the match').click();
    await button(watching, 'Quick Play').waitFor();
    await watching.context().close();
    await giveUp(ada);
  });

  it('Q24 with two tabs open, the match opens in the tab that accepted', async () => {
    const second = await LobbyPage.open(browser, url, { context: ada.context });
    await queue(ada, bob);
    await button(second.page, 'Accept').click();
    await accept(bob);
    await inMatch(second, bob);
    await button(ada.page, 'Return').waitFor();
    assert.equal(await button(ada.page, 'Leave the match').isVisible(), false);
    await button(ada.page, 'Return').click();
    await inMatch(ada);
    await button(second.page, 'Leave the match').waitFor({ state: 'hidden' });
    await giveUp(bob);
  });
});
