import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { type Bots, startBots } from '../../bots/startBots.ts';
import type { Stats } from '../../shared/protocol.ts';
import { ADMIN } from '../support/admin.ts';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { ServerProcess } from '../support/serverProcess.ts';

const BOTS = 500;

describe('end to end: a crowd', () => {
  let browser: Browser;
  let server: ServerProcess;
  let bots: Bots;
  let url: string;
  let ada: LobbyPage;

  before(async () => {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', LIMITS: 'off' });
    url = await server.url();
    bots = startBots({ count: BOTS, url, churn: 0, seed: 7, arrivalsPerS: 60 });
    browser = await openBrowser();
    ada = await LobbyPage.open(browser, url);
    await eventually(async () => assert.equal((await stats()).online, BOTS + 1), 60_000, 250);
  });
  after(async () => {
    await browser?.close();
    await bots?.stop();
    await server?.end('SIGKILL');
  });

  const stats = async () => (await (await fetch(`${url}/api/stats`)).json()) as Stats;

  it('Q10 with 500 players the whole list scrolls, every row is its own player, and counts agree with the server', async () => {
    const list = ada.page.getByRole('listbox', { name: 'Players in the lobby' });
    const options = list.getByRole('option');
    await ada.page
      .getByText(`${BOTS + 1} here`)
      .first()
      .waitFor({ state: 'attached' });
    await eventually(async () => assert.equal(await options.first().getAttribute('aria-setsize'), `${BOTS + 1}`));
    const seen = new Set<string>();
    for (let step = 0; step < 80; step++) {
      for (const id of await options.evaluateAll((rows) => rows.map((row) => row.id))) seen.add(id);
      assert.ok((await options.count()) < 40, 'only what is visible is mirrored');
      const isAtEnd = await list.evaluate((box) => {
        box.scrollTop += box.clientHeight * 0.8;
        return box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
      });
      // Real time: rows follow a scroll a frame or two later, of a page that is busy with 500 players.
      await ada.page.waitForTimeout(280);
      if (isAtEnd && step > 5) {
        for (const id of await options.evaluateAll((rows) => rows.map((row) => row.id))) seen.add(id);
        break;
      }
    }
    assert.equal(seen.size, BOTS + 1);
  });

  it('Q10 the server’s event loop stays responsive, and no player is dropped', async () => {
    const metrics = await (await fetch(`${url}/metrics`, { headers: ADMIN })).text();
    const value = (name: string) => Number(new RegExp(`^${name}.* ([\\d.e+-]+)$`, 'm').exec(metrics)?.[1]);
    assert.equal(value('foyer_held_sessions'), 0);
    assert.equal(value('foyer_slow_readers_cut_total'), 0);
    assert.ok(value('foyer_joins_total') >= BOTS + 1);
    assert.deepEqual(ada.errors, []);
  });
});
