import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { NetworkProxy } from '../support/proxy.ts';
import { ServerProcess } from '../support/serverProcess.ts';

describe('end to end: dead links and closed sessions', function () {
  this.timeout(90_000);
  let browser: Browser;
  let server: ServerProcess;
  let url: string;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());
  afterEach(() => server?.end('SIGKILL'));

  async function serve(env: Record<string, string> = {}): Promise<void> {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', ...env });
    url = await server.url();
  }
  const KICKING = { HEARTBEAT_MS: '500', IDLE_AFTER_MS: '1500', KICK_AFTER_MS: '4000' };

  it('Q12 a black hole is noticed in under 8 s, and resumed when it heals', async () => {
    await serve();
    const network = await NetworkProxy.to(Number(new URL(url).port));
    const ada = await LobbyPage.open(browser, network.url);
    await ada.rename('Ada');
    const startedAt = performance.now();
    network.blackHole();
    await ada.page
      .getByText(/Your place is held for \d+ more second/)
      .first()
      .waitFor({ state: 'attached', timeout: 10_000 });
    assert.ok(performance.now() - startedAt < 8_000);
    network.heal();
    await ada.isConnected();
    await ada.row('Ada').waitFor();
    await ada.close();
    await network.close();
  });

  it('Q11 an idle player is warned and kicked, told why, and comes back', async () => {
    await serve(KICKING);
    const bob = await LobbyPage.open(browser, url);
    await bob.page.getByText('Are you still there?').first().waitFor({ state: 'attached', timeout: 10_000 });
    await bob.page.getByText('You were away for a while').first().waitFor({ state: 'attached', timeout: 10_000 });
    await bob.page.getByRole('button', { name: 'Rejoin' }).click();
    await bob.isConnected();
    await bob.close();
  });

  it('Q11 any input answers the warning', async () => {
    await serve(KICKING);
    const cyd = await LobbyPage.open(browser, url);
    await cyd.page.getByText('Are you still there?').first().waitFor({ state: 'attached', timeout: 10_000 });
    for (let i = 0; i < 8; i++) {
      await cyd.move();
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    await eventually(() => cyd.isConnected());
    assert.equal(await cyd.page.getByText('You were away for a while').count(), 0);
    await cyd.close();
  });

  it('Q14 on a phone everything is reachable', async () => {
    await serve();
    const dan = await LobbyPage.open(browser, url, { viewport: { width: 390, height: 844 } });
    await dan.rename('Dan');
    await dan.page.getByRole('searchbox', { name: 'Search players' }).fill('dan');
    await dan.row('Dan').waitFor();
    await dan.close();
  });
});
