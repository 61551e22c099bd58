import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { NetworkProxy } from '../support/proxy.ts';
import { ServerProcess } from '../support/serverProcess.ts';

describe('end to end: hidden, frozen and restored pages', () => {
  let browser: Browser;
  let server: ServerProcess;
  let url: string;

  before(async () => {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', LEAVE_DAMPING_MS: '500' });
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

  /** Headless Chromium never hides a page. */
  const show = (page: Page, visibility: 'hidden' | 'visible') =>
    page.evaluate((each) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => each });
      document.dispatchEvent(new Event('visibilitychange'));
    }, visibility);
  const search = async (page: Page) => {
    await page.bringToFront();
    await page.getByRole('radio', { name: /^Connect four/ }).check({ force: true });
    await page.getByRole('button', { name: 'Play ranked', exact: true }).click();
  };

  it('Q17 in a hidden tab a ready check shows in title, icon and a notification, and they clear with it', async () => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      permissions: ['notifications'],
    });
    await context.addInitScript(() => {
      const shown: string[] = [];
      class Shown extends EventTarget {
        static permission = 'granted';
        readonly title: string;
        constructor(title: string) {
          super();
          this.title = title;
          shown.push(title);
        }
        close() {
          shown.splice(shown.indexOf(this.title), 1);
        }
      }
      Object.assign(window, { Notification: Shown, shown });
    });
    const ada = await LobbyPage.open(browser, url, { context });
    const bob = await LobbyPage.open(browser, url);
    await search(ada.page);
    await ada.page.getByRole('button', { name: 'Cancel the search' }).waitFor();
    await show(ada.page, 'hidden');
    await search(bob.page);
    const seen = () =>
      ada.page.evaluate(() => ({
        title: document.title,
        icon: document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href.includes('asking'),
        shown: [...(window as unknown as { shown: string[] }).shown],
      }));
    await eventually(async () => {
      const { title, icon, shown } = await seen();
      assert.deepEqual([title, icon, shown], ['Match found! · Foyer', true, ['Match found: Connect four']]);
    }, 15_000);
    await bob.page.getByRole('button', { name: 'Decline', exact: true }).click();
    await eventually(async () => {
      const { title, icon, shown } = await seen();
      assert.deepEqual([/in queue/.test(title), icon, shown], [true, false, []]);
    });
    assert.deepEqual([...ada.errors, ...bob.errors], []);
  });

  it('Q17 a tab frozen while its link died recovers by itself when it resumes, in the same row', async () => {
    const network = await NetworkProxy.to(Number(new URL(url).port));
    const bob = await LobbyPage.open(browser, url);
    const ada = await LobbyPage.open(browser, network.url);
    await ada.rename('Ada');
    const ticks = () => ada.page.evaluate(() => (window as unknown as { ticks: number }).ticks);
    await ada.page.evaluate(() => {
      const counted = Object.assign(window, { ticks: 0 });
      setInterval(() => {
        counted.ticks += 1;
      }, 50);
    });
    await show(ada.page, 'hidden');
    const before = await ticks();
    // Headless Chromium freezes no page, but its debugger stops one just as thoroughly.
    const devtools = await ada.context.newCDPSession(ada.page);
    await devtools.send('Debugger.enable');
    await devtools.send('Debugger.pause');
    network.blackHole();
    await bob.sees('Ada', 'Reconnecting', 15_000);
    network.heal();
    network.cut();
    await devtools.send('Debugger.resume');
    await devtools.send('Debugger.disable');
    const slept = (await ticks()) - before;
    assert.ok(slept < 60, `its timers ran: ${slept}`);
    await show(ada.page, 'visible');
    await ada.isConnected();
    await bob.sees('Ada', 'Free', 3_000);
    assert.deepEqual(ada.errors, []);
    await ada.close();
    await network.close();
  });

  it('Q17 a page restored from the back-forward cache joins again as the same player', async () => {
    const bob = await LobbyPage.open(browser, url);
    const cyd = await LobbyPage.open(browser, url);
    await cyd.rename('Cyd');
    await bob.sees('Cyd', 'Free');
    // Chromium does not cache a page with an open socket, so the test sends the events of a browser that does.
    const turn = (type: 'pagehide' | 'pageshow') =>
      cyd.page.evaluate((each) => void window.dispatchEvent(new PageTransitionEvent(each, { persisted: true })), type);
    await turn('pagehide');
    await bob.seesNot('Cyd');
    await turn('pageshow');
    await cyd.isConnected();
    await bob.sees('Cyd', 'Free');
    assert.equal(await bob.row('Cyd').count(), 1);
    assert.deepEqual(cyd.errors, []);
  });
});
