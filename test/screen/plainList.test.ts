import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { ServerProcess } from '../support/serverProcess.ts';

describe('the page without its scene', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: ServerProcess;
  let url: string;
  before(async () => {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:' });
    [url, browser] = await Promise.all([server.url(), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await server?.end('SIGKILL');
  });

  it('W29 where Phaser can not be loaded, the list is plain and live, with a way to load again', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.route('**/assets/phaser-*.js', (route) => route.abort());
    await page.goto(url);
    await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor();
    const rows = page.getByRole('list', { name: 'Players in the lobby' }).getByRole('listitem');
    await rows.first().waitFor({ state: 'attached' });
    assert.equal(await rows.count(), 1);
    const other = await (await browser.newContext()).newPage();
    await other.goto(url);
    await rows.nth(1).waitFor({ state: 'attached' });
    await page.unroute('**/assets/phaser-*.js');
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('listbox').getByRole('option').first().waitFor();
  });
});
