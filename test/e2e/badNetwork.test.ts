import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { NetworkProxy } from '../support/proxy.ts';
import { ServerProcess } from '../support/serverProcess.ts';

describe('end to end: dead links and closed sessions', () => {
  let browser: Browser;
  let server: ServerProcess;
  let url: string;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());
  afterEach(async () => {
    await Promise.all(networks.splice(0).map((network) => network.close()));
    await server?.end('SIGKILL');
  });
  const networks: NetworkProxy[] = [];

  async function serve(env: Record<string, string> = {}): Promise<void> {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', ...env });
    url = await server.url();
  }
  async function proxied(): Promise<NetworkProxy> {
    const network = await NetworkProxy.to(Number(new URL(url).port));
    networks.push(network);
    return network;
  }
  const TICK_MS = 50;
  const KICKING = { HEARTBEAT_MS: '500', IDLE_AFTER_MS: '1500', KICK_AFTER_MS: '4000' };

  /** Reads the header's accessible text, which changes at once; the banner follows a moment later. */
  const isLost = ({ page }: LobbyPage) =>
    page.getByText('Connection: Reconnecting').first().waitFor({ state: 'attached' });
  /** The page records the loss of its link in its own ticks, so time without the CPU does not count. */
  const openTicking = async (at: string): Promise<LobbyPage> => {
    const lobby = await LobbyPage.open(browser, at);
    await lobby.page.evaluate((everyMs) => {
      const noted = Object.assign(window, { ticks: 0, pressedAt: 0, lostAt: 0 });
      window.addEventListener('keydown', () => {
        noted.pressedAt = noted.ticks;
      });
      setInterval(() => {
        noted.ticks += 1;
        const isLost = document.body.textContent.includes('Connection: Reconnecting');
        if (!isLost) noted.lostAt = 0;
        else if (noted.lostAt === 0) noted.lostAt = noted.ticks;
      }, everyMs);
    }, TICK_MS);
    await lobby.rename('Ada');
    return lobby;
  };
  const noted = ({ page }: LobbyPage) =>
    page.evaluate(() => {
      const { ticks, pressedAt, lostAt } = window as unknown as Record<'ticks' | 'pressedAt' | 'lostAt', number>;
      return { ticks, pressedAt, lostAt };
    });
  const backAfter = async (lobby: LobbyPage): Promise<number> => {
    const { ticks } = await noted(lobby);
    await lobby.isConnected();
    return ((await noted(lobby)).ticks - ticks) * TICK_MS;
  };

  it('Q12 an idle viewer notices a black hole in under 8 s, and is back in under 3 s after it heals', async () => {
    await serve();
    const network = await proxied();
    const ada = await openTicking(network.url);
    network.blackHole();
    const { ticks: from } = await noted(ada);
    await isLost(ada);
    const noticed = ((await noted(ada)).lostAt - from) * TICK_MS;
    assert.ok(noticed < 8_000, `${noticed} ms`);
    await ada.page
      .getByText(/Your place is held for \d+ more second/)
      .first()
      .waitFor({ state: 'attached' });
    network.heal();
    const back = await backAfter(ada);
    assert.ok(back < 3_000, `${back} ms`);
    await ada.row('Ada').waitFor();
    await ada.close();
  });

  it('Q12 a key press reveals a black hole in under 3 s, and the player is back in under 3 s, whenever it heals', async () => {
    await serve();
    const network = await proxied();
    const ada = await openTicking(network.url);
    const measured = async (quietMs: number, darkMs: number): Promise<{ noticed: number; back: number }> => {
      network.blackHole();
      // Real time: the link's own, which is the subject here.
      await ada.page.waitForTimeout(quietMs);
      await ada.page.keyboard.press('Shift');
      await isLost(ada);
      const { lostAt, pressedAt } = await noted(ada);
      // Real time: as above.
      await ada.page.waitForTimeout(darkMs);
      network.heal();
      return { noticed: (lostAt - pressedAt) * TICK_MS, back: await backAfter(ada) };
    };
    const isSoon = (each: { noticed: number; back: number }) => each.noticed < 3_000 && each.back < 3_000;
    for (const [quietMs, darkMs] of [
      [0, 0],
      [700, 2_600],
      [300, 9_100],
    ] as const) {
      const first = await measured(quietMs, darkMs);
      // A busy machine may have held up the network between the two: once more tells that from a slow link.
      const figures = isSoon(first) ? [first] : [first, await measured(quietMs, darkMs)];
      assert.ok(figures.some(isSoon), JSON.stringify(figures));
    }
    await ada.close();
  });

  it('Q15 a slow and uneven network is shown as such, drops nothing, and leaves every action usable', async () => {
    await serve();
    const network = await proxied();
    network.delayMs = 90;
    network.jitterMs = 160;
    const ada = await LobbyPage.open(browser, network.url);
    const bob = await LobbyPage.open(browser, url);
    await ada.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const words = document.body.textContent ?? '';
        if (/Connection: (Reconnecting|Waiting|Disconnected)/.test(words)) seen.push(words);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await ada.rename('Ada');
    await bob.sees('Ada', 'Free');
    await ada.openYou();
    await ada.page.getByRole('combobox', { name: 'Your status' }).selectOption('Busy');
    await bob.sees('Ada', 'Busy');
    await bob.rename('Bob');
    await ada.row('Bob').waitFor();
    for (let i = 0; i < 20; i++) {
      await ada.page.keyboard.press('Shift');
      // Real time: the pace of a player.
      await ada.page.waitForTimeout(400);
    }
    const badge = await ada.page
      .getByText(/^Connection: \d+ ms/)
      .first()
      .textContent();
    assert.ok(Number(/(\d+) ms/.exec(badge ?? '')?.[1]) >= 180, `${badge}`);
    assert.deepEqual(await ada.page.evaluate(() => (window as unknown as { seen: string[] }).seen), []);
    assert.deepEqual([...ada.errors, ...bob.errors], []);
    await ada.close();
    await bob.close();
  });

  it('Q11 an idle player is warned, kicked with a reason, and can come back', async () => {
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
      // Real time: the pace of a player.
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    await eventually(() => cyd.isConnected());
    assert.equal(await cyd.page.getByText('You were away for a while').count(), 0);
    await cyd.close();
  });

  it('Q14 on a phone every control is reachable', async () => {
    await serve();
    const dan = await LobbyPage.open(browser, url, { viewport: { width: 390, height: 844 } });
    await dan.rename('Dan');
    await dan.page.getByRole('searchbox', { name: 'Search players' }).fill('dan');
    await dan.row('Dan').waitFor();
    await dan.close();
  });
});
