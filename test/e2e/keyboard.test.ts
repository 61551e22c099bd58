import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeFindings } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { ServerProcess } from '../support/serverProcess.ts';

/** More stops than one round through the page has. */
const STOPS = 60;

describe('end to end: an evening by keyboard alone', () => {
  let browser: Browser;
  let server: ServerProcess;
  let ada: LobbyPage;
  let bob: LobbyPage;
  let page: Page;

  before(async () => {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', LIMITS: 'off' });
    const url = await server.url();
    browser = await openBrowser();
    ada = await LobbyPage.open(browser, url);
    bob = await LobbyPage.open(browser, url);
    await bob.rename('Bob');
    page = ada.page;
  });
  after(async () => {
    await browser?.close();
    await server?.end('SIGKILL');
  });

  /** The focused element's name, and whether its focus is visible. A list counts as its active option. */
  const focused = (): Promise<{ name: string; isSeen: boolean }> =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const option = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height, left, top, right, bottom } = element.getBoundingClientRect();
      const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      const isRinged = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      const name = option?.textContent ?? element.getAttribute('aria-label') ?? element.textContent ?? '';
      const isSeen = isRinged && isInside && width >= 24 && height >= 24 && element.checkVisibility();
      return { name: element === document.body ? 'nothing' : name, isSeen };
    });
  /** Waits for the focus on the wanted element, and checks that it is visible. */
  const isOn = (wanted: RegExp, withinMs = 15_000): Promise<void> =>
    eventually(
      async () => {
        const { name, isSeen } = await focused();
        assert.match(name, wanted);
        assert.ok(isSeen, `the focus on "${name}" is not seen`);
      },
      withinMs,
      50,
    );
  /** The focus stays visible for a while, because the action takes time. */
  const isHeld = async (key: string): Promise<void> => {
    for (let look = 0; look < 3; look++) {
      await eventually(async () => {
        const { name, isSeen } = await focused();
        assert.ok(isSeen, `after ${key} the focus is on "${name}", not seen`);
      }, 1_000);
    }
  };
  const press = async (key: string): Promise<void> => {
    await page.keyboard.press(key);
    await isHeld(key);
  };
  /**
   * Presses `key` until the focus is there. After the page's last control come the browser's own, then the first again.
   */
  const walkTo = async (wanted: RegExp, key = 'Tab'): Promise<void> => {
    const passed: string[] = [];
    for (let stop = 0; stop < STOPS; stop++) {
      const { name } = await focused();
      if (wanted.test(name)) return isOn(wanted);
      passed.push(name);
      await page.keyboard.press(key);
      const isRound = key.endsWith('Tab') && (await focused()).name === 'nothing' && !passed.includes('nothing');
      if (!isRound) await isHeld(key);
    }
    assert.fail(`${wanted} is not reached by ${key}: ${passed.join(' | ')}`);
  };
  const isSound = async (): Promise<void> => assert.deepEqual((await axeFindings(page)).serious, []);
  const button = (name: string | RegExp) => bob.page.getByRole('button', { name, exact: true });
  /** The texts of the live regions of match and lobby. */
  const saidOn = async (at: Page): Promise<string> => {
    const said = await at.getByRole('status').allTextContents();
    return said.filter((words) => words !== '').join(' · ');
  };
  /** Bob plays to lose. */
  const play = async (): Promise<void> => {
    await isOn(/^Column 4/);
    await walkTo(/^Column 1/, 'ArrowLeft');
    for (let turn = 0; !/^(Rematch|Queue again)/.test((await focused()).name); turn++) {
      if (turn === 100)
        assert.fail(`the match does not end. Ada: ${await saidOn(page)}. Bob: ${await saidOn(bob.page)}`);
      const before = await saidOn(page);
      await press('Enter');
      // A late answer to a winning disc would have the next Enter ask for the rematch. It is not Ada's turn where none comes.
      const answered = eventually(async () => assert.notEqual(await saidOn(page), before), 1_000);
      const hasAnswered = await answered.then(() => true).catch(() => false);
      if (hasAnswered && /Four in a row/.test(await saidOn(page))) return isOn(/^(Rematch|Queue again)/);
      await bob.page.keyboard.press(['2', '3'][turn % 2] as string);
      // Real time: the pace of a player.
      await page.waitForTimeout(150);
    }
  };
  /** And returns to where the match began. */
  const giveUp = async (where: RegExp): Promise<void> => {
    await walkTo(/^Leave the match/);
    await press('Enter');
    await isOn(/^Keep playing/);
    await walkTo(/^Give up/);
    await press('Enter');
    await isOn(where);
  };

  it('Q30 join, name, talk, queue, accept, play, result, leaderboard, replay, rematch, lobby, friend, challenge: the focus is never lost', async () => {
    await page.keyboard.press('Tab');
    await isSound();
    await walkTo(/^Your account/);
    await press('Enter');
    await isOn(/^Edit name/);
    await press('Enter');
    await isOn(/^Your name/);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Ada');
    await press('Enter');
    await isOn(/^Edit name/);
    await press('Escape');
    await isOn(/^Your account: .*Ada/);
    await bob.row('Ada').waitFor();

    await page.keyboard.press('t');
    await isOn(/^Message to the lobby/);
    await page.keyboard.type('Hello, who plays?');
    await press('Enter');
    await bob.page.getByRole('log').getByText('Hello, who plays?').first().waitFor({ state: 'attached' });
    await isSound();

    await walkTo(/^Light-cycles, /);
    await walkTo(/^Connect four/, 'ArrowDown');
    await walkTo(/^Play ranked/);
    await press('Enter');
    await isOn(/^Cancel the search/);
    await bob.page.getByRole('radio', { name: /^Connect four/ }).check({ force: true });
    await button('Play ranked').click();
    await isOn(/^Accept/);
    await isSound();
    await press('Enter');
    await button('Accept').click();
    await play();

    await isOn(/^Rematch/);
    await isSound();
    await walkTo(/^Leaderboard/);
    await press('Enter');
    await isOn(/^Close/);
    await press('Escape');
    await isOn(/^Leaderboard/);
    await walkTo(/^Watch again/);
    await press('Enter');
    await isOn(/^(Pause|Play|From the start)/);
    await press('End');
    await eventually(async () => assert.match(await saidOn(page), /Ada.*: column \d, row \d\. Four in a row\./));
    assert.match(page.url(), /#replay\/./);
    await isSound();
    await press('Escape');
    await isOn(/^Watch again/);
    assert.doesNotMatch(page.url(), /#replay/);
    await walkTo(/^Rematch/, 'Shift+Tab');
    await press('Enter');
    await button('Rematch').click();
    await isOn(/^Column 4/);
    await isSound();
    await giveUp(/^Play ranked/);

    await button('Back to the lobby').click();
    await walkTo(/^(Bob|Ada), Free/);
    await press('Home');
    await walkTo(/^Bob, /, 'ArrowDown');
    await press('Enter');
    await isOn(/^Bob$/);
    await press('Escape');
    await isOn(/^Bob, /);
    await press('Enter');
    await isOn(/^Bob$/);
    await walkTo(/^More about Bob/);
    await press('Enter');
    await walkTo(/^Add friend/, 'ArrowDown');
    await press('Enter');
    await button(/^Accept: .*Ada.* wants to be your friend$/)
      .first()
      .click();
    await eventually(async () => assert.match(await saidOn(page), /Bob.* is now your friend/));
    await isSound();
    await walkTo(/^Challenge Bob to Connect four/, 'Shift+Tab');
    await press('Enter');
    await button(/^Accept: .*Ada.* challenges you/).click();
    await isOn(/^Column 4/);
    await giveUp(/^Bob, /);
    assert.deepEqual([...ada.errors, ...bob.errors], []);
  });
});
