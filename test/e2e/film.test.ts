import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { ServerProcess } from '../support/serverProcess.ts';

/** Screenshots of the run; git ignores them. */
const FILM = fileURLToPath(new URL('../../film', import.meta.url));

describe('end to end: an evening of light-cycles', () => {
  let browser: Browser;
  let server: ServerProcess;
  let ada: LobbyPage;
  let bob: LobbyPage;
  let watcher: LobbyPage;

  before(async () => {
    mkdirSync(FILM, { recursive: true });
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', LIMITS: 'off' });
    const url = await server.url();
    browser = await openBrowser();
    ada = await LobbyPage.open(browser, url);
    bob = await LobbyPage.open(browser, url, { viewport: { width: 390, height: 844 } });
    watcher = await LobbyPage.open(browser, url);
    await ada.rename('Ada');
    await bob.rename('Bob');
    await watcher.rename('Wim');
  });
  after(async () => {
    await browser?.close();
    await server?.end('SIGKILL');
  });

  let shots = 0;
  const shoot = async (...pages: [string, LobbyPage][]) => {
    shots += 1;
    const number = String(shots).padStart(2, '0');
    for (const [name, { page }] of pages) await page.screenshot({ path: `${FILM}/${number}-${name}.png` });
  };
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
  /** On a phone, the Play panel has a tab of its own. */
  const openPlay = async ({ page }: LobbyPage) => {
    const tab = page.getByRole('navigation').getByRole('button', { name: 'Play', exact: true });
    if (await tab.isVisible()) await tab.click();
  };
  const says = ({ page }: LobbyPage, words: string | RegExp, timeout = 60_000) =>
    page.getByText(words).first().waitFor({ state: 'attached', timeout });
  /** Rides in circles, whatever the result. */
  const rides = ({ page }: LobbyPage) => {
    const turns = ['ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowRight'];
    let isRiding = true;
    const riding = (async () => {
      for (let turn = 0; isRiding; turn++) {
        await page.keyboard.press(turns[turn % 4] as string);
        // Real time: the pace of a rider.
        await page.waitForTimeout(240 + 60 * Math.floor((turn % 12) / 2));
      }
    })();
    return async () => {
      isRiding = false;
      await riding;
    };
  };
  const accept = async (...lobbies: LobbyPage[]) => {
    for (const { page } of lobbies) await button(page, 'Accept').waitFor({ timeout: 20_000 });
    await shoot(['ready-check', ada], ['ready-check-phone', bob]);
    for (const { page } of lobbies) await button(page, 'Accept').click();
    for (const { page } of lobbies) await button(page, 'Leave the match').waitFor();
  };
  const result = ({ page }: LobbyPage) => page.getByRole('region', { name: 'Result' });

  it('Q25 two players press Quick Play, accept, race, see result, rating and leaderboard, play a rematch and return; a third watches', async () => {
    for (const lobby of [ada, bob]) await openPlay(lobby);
    await shoot(['lobby', ada], ['play-phone', bob]);
    await button(ada.page, 'Quick Play').click();
    await button(ada.page, 'Cancel the search').waitFor();
    await shoot(['queued', ada]);
    await button(bob.page, 'Quick Play').click();
    await accept(ada, bob);

    await button(watcher.page, /^Watch: Light-cycles/).click();
    await says(watcher, /Round \d/);
    const stopRiding = rides(ada);
    // Real time: a race is under way.
    await ada.page.waitForTimeout(2_500);
    await shoot(['race', ada], ['race-phone', bob], ['watching', watcher]);
    await says(ada, /You won!|You lost/, 120_000);
    await stopRiding();
    await says(bob, /You won!|You lost/);
    await says(watcher, /won$/);
    await eventually(async () =>
      assert.match((await result(ada).textContent()) ?? '', /Ada\W*, rating [\d,]+, [+−]\d+/),
    );
    await shoot(['result', ada], ['result-phone', bob], ['result-watched', watcher]);

    await button(ada.page, 'Leaderboard').click();
    const board = ada.page.getByRole('dialog', { name: 'Leaderboard' });
    await eventually(async () => assert.equal(await board.getByRole('listitem').count(), 2));
    assert.match(
      (await board.getByRole('listitem').first().textContent()) ?? '',
      /^1\. .*rating 1,\d+, 1 match · provisional$/,
    );
    await shoot(['leaderboard', ada]);
    await ada.page.keyboard.press('Escape');

    await button(ada.page, 'Rematch').click();
    await says(bob, /^Rematch wanted by: \W*Ada\W*$/);
    await button(bob.page, 'Rematch').click();
    await says(ada, /Round 1/);
    await button(ada.page, 'Leave the match').waitFor();
    await shoot(['rematch', ada], ['rematch-phone', bob]);
    await button(bob.page, 'Leave the match').click();
    await button(bob.page, 'Give up').click();
    await says(ada, 'You won!');
    await button(ada.page, 'Back to the lobby').click();
    await button(watcher.page, 'Back to the lobby').click();
    await button(ada.page, 'Quick Play').waitFor();
    await eventually(async () => assert.ok(await ada.row('Bob').isVisible()));
    await shoot(['back', ada], ['back-phone', bob]);
    for (const { errors } of [ada, bob, watcher]) assert.deepEqual(errors, []);
  });
});
