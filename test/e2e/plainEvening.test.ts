import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { ServerProcess } from '../support/serverProcess.ts';

/** Between two looks of axe, which take a second each. */
const LOOK_MS = 500;

/** Ada looks and listens; Bob is there to play with. */
describe('end to end: an evening in the plain view alone', () => {
  let browser: Browser;
  let server: ServerProcess;
  let url: string;
  const contexts: BrowserContext[] = [];
  const errors: string[] = [];
  const scripts: string[] = [];

  before(async () => {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', LIMITS: 'off' });
    [url, browser] = await Promise.all([server.url(), openBrowser()]);
  });
  after(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    await server?.end('SIGKILL');
  });

  const open = async (): Promise<Page> => {
    const context = await browser.newContext();
    contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('request', (request) => scripts.push(request.url()));
    await page.goto(`${url}#plain`);
    return page;
  };
  /** Axe fails on what is taken away while it looks. */
  const isSound = (page: Page, what: string): Promise<void> =>
    eventually(async () => assert.deepEqual((await axeFindings(page)).serious, [], what), 5 * LOOK_MS, LOOK_MS);
  const rename = async (page: Page, name: string): Promise<void> => {
    const field = page.getByRole('textbox', { name: 'Your name' });
    await eventually(async () => assert.notEqual(await field.inputValue(), ''));
    await field.fill(name);
    await field.press('Enter');
    await page.getByRole('region', { name: 'Players', exact: true }).getByText(name, { exact: true }).waitFor();
  };
  const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
  const press = (page: Page, name: string | RegExp): Promise<void> =>
    page.getByRole('button', { name, exact: true }).first().press('Enter');
  const said = (page: Page, words: string | RegExp): Promise<void> =>
    page.getByRole('status').filter({ hasText: words }).first().waitFor();
  const column = (page: Page, n: number): Locator => page.getByRole('button', { name: new RegExp(`^Column ${n}, `) });

  /** Drops a disc, if it is this page's turn. */
  const drop = async (page: Page, key: string): Promise<boolean> => {
    const board = region(page, 'Board').getByRole('status');
    if (!/Your turn/.test((await board.textContent()) ?? '')) return false;
    await column(page, 4).press(key);
    await eventually(async () => assert.doesNotMatch((await board.textContent()) ?? '', /Your turn/));
    return true;
  };
  /** The winner stays in one column, the other goes through three. */
  const play = async (winner: Page, loser: Page): Promise<void> => {
    for (const page of [winner, loser]) await column(page, 4).waitFor();
    const isOver = async (): Promise<boolean> =>
      /Four in a row/.test((await region(winner, 'Board').getByRole('status').textContent()) ?? '');
    let dropped = 0;
    // A look is one drop, or none where nobody's turn is told yet.
    await eventually(
      async () => {
        assert.ok(dropped < 20, 'the match does not end');
        if ((await drop(winner, '1')) || (await drop(loser, String(2 + (dropped % 3))))) dropped += 1;
        const told = await Promise.all(
          [winner, loser].map((page) => region(page, 'Board').getByRole('status').textContent()),
        );
        assert.ok(await isOver(), `${dropped} discs, then: ${told.join(' | ')}`);
      },
      15_000,
      50,
    );
  };

  it('Q31 join, talk, challenge, play, read the replay, make friends, play again: all in words, and axe finds nothing serious', async () => {
    const [ada, bob] = [await open(), await open()];
    await rename(ada, 'Ada');
    await rename(bob, 'Bob');
    await isSound(ada, 'the lobby');

    const talk = region(ada, 'Talk');
    await talk.getByRole('textbox', { name: 'Message to the lobby' }).fill('Anybody for a game?');
    await ada.keyboard.press('Enter');
    await region(bob, 'Talk').getByText('Anybody for a game?').waitFor();
    await region(bob, 'Talk').getByRole('button', { name: 'Message Ada' }).press('Enter');
    await bob.getByRole('textbox', { name: /^Message to .*Ada/ }).fill('Me! Connect four?');
    await bob.keyboard.press('Enter');
    const whispers = talk.getByRole('list', { name: 'Messages' });
    await whispers.getByRole('button', { name: 'Bob · 1 new' }).press('Enter');
    await talk.getByText('Me! Connect four?').waitFor();
    await isSound(ada, 'a whisper');

    await ada.getByRole('combobox', { name: 'What to play' }).selectOption('connect-four');
    await press(ada, 'Actions for Bob');
    await press(ada, 'Challenge Bob to Connect four');
    await isSound(ada, 'the actions for a player');
    await press(bob, /^Accept: .*Ada.* challenges you: Connect four$/);
    await column(ada, 4).waitFor();
    await isSound(ada, 'connect four');
    await play(ada, bob);

    await said(ada, 'You won!');
    await said(bob, 'You lost');
    await isSound(ada, 'the result');
    await press(ada, 'Watch again');
    await ada.keyboard.press('End');
    await said(ada, /Four in a row/);
    await isSound(ada, 'the replay');
    await ada.keyboard.press('Escape');

    if (!(await ada.getByRole('group', { name: 'Actions for Bob' }).isVisible())) await press(ada, 'Actions for Bob');
    await press(ada, 'Add friend');
    await press(bob, /^Accept: .*Ada.* wants to be your friend$/);
    await said(ada, /Bob.* is now your friend/);
    await region(ada, 'Friends').getByRole('listitem').filter({ hasText: 'Bob' }).waitFor();
    await isSound(ada, 'friends');

    await press(ada, 'Rematch');
    await said(bob, /Rematch wanted by: .*Ada/);
    await press(bob, 'Rematch');
    await eventually(async () => assert.equal(await region(ada, 'Result').isVisible(), false));
    await play(bob, ada);
    await said(bob, 'You won!');
    await press(ada, 'Back to the lobby');
    await press(bob, 'Back to the lobby');
    await region(ada, 'Matches').waitFor();
    assert.deepEqual(errors, []);
    assert.ok(!scripts.some((script) => script.includes('phaser')), 'nothing of the canvas was loaded');
  });

  it('Q32 light-cycles against bots are ridden by ear in the plain view, to the result', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'What to play' }).waitFor();
    await eventually(async () => {
      const bots = page.getByRole('button', { name: /^Play a bot: / });
      assert.equal(await bots.getAttribute('aria-disabled'), null);
      await bots.press('Enter');
    });
    const game = page.getByRole('application', { name: 'Light-cycles' });
    await game.waitFor({ timeout: 30_000 });
    await isSound(page, 'light-cycles');
    await eventually(async () => {
      await page.keyboard.press('ArrowUp');
      await game.getByText(/^Ahead \d+, left \d+, right \d+/).waitFor({ timeout: 200 });
    }, 20_000);
    // Bots win while nobody turns.
    await region(page, 'Result').waitFor({ timeout: 150_000 });
    await game
      .getByRole('status')
      .filter({ hasText: /wins the match|The match is over/ })
      .waitFor();
    await press(page, 'Back to the lobby');
    await region(page, 'Matches').waitFor();
  });
});
