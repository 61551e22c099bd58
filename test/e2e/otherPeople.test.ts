import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { ServerProcess } from '../support/serverProcess.ts';

describe('end to end: other people', () => {
  let browser: Browser;
  let server: ServerProcess;
  let url: string;
  let ada: LobbyPage;
  let bob: LobbyPage;

  before(async () => {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:' });
    url = await server.url();
    browser = await openBrowser();
    ada = await LobbyPage.open(browser, url);
    bob = await LobbyPage.open(browser, url);
    await ada.rename('Ada');
    await bob.rename('Bob');
  });
  after(async () => {
    await browser?.close();
    await server?.end('SIGKILL');
  });

  /** From the menu of their row, by keyboard. */
  async function choose(lobby: LobbyPage, name: string, action: string): Promise<void> {
    const { page } = lobby;
    const option = lobby.row(name);
    await option.waitFor();
    const list = page.getByRole('listbox');
    await list.focus();
    await page.keyboard.press('Home');
    // The accessible list lags by a quarter of a second, so the menu's own label tells the row.
    await eventually(async () => {
      await page.keyboard.press('Shift+F10');
      if (((await page.getByRole('menu').getAttribute('aria-label')) ?? '').includes(name)) return;
      await page.keyboard.press('Escape');
      await page.keyboard.press('ArrowDown');
      assert.fail(`no menu of ${name}`);
    });
    await page.getByRole('menuitem', { name: new RegExp(`^${action}`) }).press('Enter');
  }

  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).press('Enter');
  const peopleOf = (page: Page) => page.getByRole('dialog', { name: 'Messages and friends' });
  const openPeople = async (page: Page, view: 'Messages' | 'Friends'): Promise<void> => {
    await press(page, /^Messages and friends/);
    await peopleOf(page)
      .getByRole('button', { name: new RegExp(`^${view}(,|$)`) })
      .press('Enter');
  };
  const closePeople = async (page: Page): Promise<void> => {
    await page.keyboard.press('Escape');
    await peopleOf(page).waitFor({ state: 'hidden' });
  };
  const says = async (page: Page, words: string): Promise<void> => {
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: /^Message to/ })
      .fill(words);
    await page.keyboard.press('Enter');
  };
  const hears = (page: Page, words: RegExp) =>
    page.getByRole('dialog').getByRole('log').locator('p').filter({ hasText: words }).waitFor();
  const friend = (page: Page, name: string, status: string) =>
    peopleOf(page).getByRole('button', { name: new RegExp(`^Message .*${name}.*, ${status}`) });

  it('OP30 a friend request shows as a card on the other screen; once accepted, each is in the other’s friends', async () => {
    await choose(ada, 'Bob', 'Add friend');
    await ada.page.getByRole('status').filter({ hasText: 'Friend request sent to' }).waitFor({ state: 'attached' });
    await press(bob.page, /^Accept: .*Ada.* wants to be your friend/);
    await ada.page.getByRole('status').filter({ hasText: 'is now your friend' }).waitFor({ state: 'attached' });
    await openPeople(ada.page, 'Friends');
    await friend(ada.page, 'Bob', 'Free').waitFor();
    await openPeople(bob.page, 'Friends');
    await friend(bob.page, 'Ada', 'Free').waitFor();
    await closePeople(ada.page);
    await closePeople(bob.page);
  });

  it('OP30 a player visible to friends only disappears for others, and stays in the friend’s list', async () => {
    const cleo = await LobbyPage.open(browser, url);
    await cleo.sees('Bob', 'Free');
    await bob.chooseVisibility('Friends');
    await cleo.seesNot('Bob');
    await ada.sees('Bob', 'Free');
    await openPeople(ada.page, 'Friends');
    await friend(ada.page, 'Bob', 'Free').waitFor();
    await closePeople(ada.page);
    await cleo.close();
  });

  it('OP30 whispers go both ways, and end with a block that survives a reload', async () => {
    await choose(ada, 'Bob', 'Message');
    await says(ada.page, 'well played');
    await hears(ada.page, /^You, .*well played/);
    await press(bob.page, /^Reply to .*Ada/);
    await hears(bob.page, /Ada.*well played/);
    await says(bob.page, 'thank you');
    await hears(ada.page, /Bob.*thank you/);
    await peopleOf(bob.page)
      .getByRole('button', { name: /^Block / })
      .press('Enter');
    await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Block', exact: true }).press('Enter');
    const field = bob.page.getByRole('dialog').getByRole('textbox', { name: /^Message to/ });
    await eventually(async () => assert.ok(await field.isDisabled()));
    await says(ada.page, 'are you there?');
    await hears(ada.page, /are you there\?.*Not sent: that player isn’t here/);
    await bob.page.reload();
    await bob.isConnected();
    await openPeople(bob.page, 'Friends');
    await peopleOf(bob.page)
      .getByRole('button', { name: /^Unblock .*Ada/ })
      .waitFor();
    assert.equal(await friend(bob.page, 'Ada', '').count(), 0);
    assert.deepEqual([...ada.errors, ...bob.errors], []);
  });
});
