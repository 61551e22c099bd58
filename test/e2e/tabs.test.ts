import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { closeSettings, openSettings } from '../support/account.ts';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { ServerProcess } from '../support/serverProcess.ts';

describe('end to end: several tabs of one player', () => {
  let browser: Browser;
  let server: ServerProcess;
  let url: string;

  before(async () => {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', ACCEPT_MS: '8000' });
    url = await server.url();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.end('SIGKILL');
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor({ state: 'attached' });
  const ELSEWHERE = 'You’re searching in another tab';
  const isHere = (page: Page) =>
    eventually(async () => {
      assert.equal(await page.getByText(ELSEWHERE).count(), 0);
      assert.ok((await page.getByText(/^Looking for Connect four/).count()) > 0);
    });
  const search = async (page: Page) => {
    await page.bringToFront();
    await page.getByRole('radio', { name: /^Connect four/ }).check({ force: true });
    await button(page, 'Play ranked').click();
  };
  /** Another tab of the player, with a key pressed in it so that it may play sounds. */
  const tabOf = async (first: LobbyPage) => {
    const tab = await LobbyPage.open(browser, url, { context: first.context });
    await tab.page.bringToFront();
    await tab.page.keyboard.press('Shift');
    return tab;
  };
  /** The number of tones started. */
  const tones = (page: Page) => page.evaluate(() => (window as unknown as { tones: number }).tones);

  async function player(): Promise<LobbyPage> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addInitScript(() => {
      const counted = Object.assign(window, { tones: 0 });
      const make = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function () {
        counted.tones += 1;
        return make.call(this);
      };
    });
    return LobbyPage.open(browser, url, { context });
  }

  it('Q26 one tab searches and rings; the other says so, takes the search over, and inherits it when the first closes', async () => {
    const ada = await player();
    await ada.rename('Ada');
    const second = await tabOf(ada);
    await search(ada.page);
    await says(second.page, ELSEWHERE);
    await isHere(ada.page);
    await second.page.bringToFront();
    await button(second.page, 'Bring the search to this tab').click();
    await isHere(second.page);
    await ada.page.bringToFront();
    await says(ada.page, ELSEWHERE);
    await second.page.bringToFront();
    await second.page.reload();
    await isHere(second.page);
    await says(ada.page, ELSEWHERE);
    await second.page.close();
    await ada.page.bringToFront();
    await isHere(ada.page);

    const third = await tabOf(ada);
    await says(third.page, ELSEWHERE);
    const bob = await player();
    await bob.rename('Bob');
    await search(bob.page);
    for (const { page } of [ada, third]) await button(page, 'Accept').waitFor({ timeout: 20_000 });
    await eventually(async () => assert.ok((await tones(ada.page)) > 0));
    assert.equal(await tones(third.page), 0);
    await third.page.bringToFront();
    await button(third.page, 'Decline').click();
    await button(ada.page, 'Accept').waitFor({ state: 'hidden' });
    const rung = await tones(ada.page);
    // Real time: the bell would ring again within this.
    await third.page.waitForTimeout(7_000);
    assert.deepEqual([await tones(ada.page), await tones(third.page)], [rung, 0]);
    for (const { errors } of [ada, third, bob]) assert.deepEqual(errors, []);
  });

  it('Q26 any tab can cancel the search', async () => {
    const cyd = await player();
    await cyd.rename('Cyd');
    const second = await tabOf(cyd);
    await search(cyd.page);
    await says(second.page, ELSEWHERE);
    await second.page.bringToFront();
    await button(second.page, 'Cancel the search').click();
    for (const { page } of [cyd, second]) {
      await page.bringToFront();
      await page.getByRole('button', { name: /^(Quick Play|Play ranked)$/ }).waitFor();
    }
  });

  it('W59 one key press is enough to hear an invite, unless the sound is off', async () => {
    const [dan, eve] = [await player(), await player()];
    await dan.rename('Dan');
    await eve.page.keyboard.press('Shift');
    await eve.rename('Eve');
    const ask = async (by: RegExp) => {
      await dan.page.bringToFront();
      await dan.choose('Eve');
      await dan.page.getByRole('button', { name: by }).click();
      await eve.page.bringToFront();
      await eve.page.getByRole('button', { name: /^Decline: / }).waitFor();
    };
    await ask(/^Challenge Eve/);
    await eventually(async () => assert.ok((await tones(eve.page)) > 0));
    await eve.page.getByRole('button', { name: /^Decline: / }).click();
    await openSettings(eve.page);
    await eve.page.getByRole('switch', { name: 'Sounds' }).uncheck({ force: true });
    await closeSettings(eve.page);
    const heard = await tones(eve.page);
    // A declined challenge could be repeated only after a minute.
    await ask(/^Invite /);
    // Real time: a sound starts a moment after its cause.
    await eve.page.waitForTimeout(500);
    assert.equal(await tones(eve.page), heard);
  });
});
