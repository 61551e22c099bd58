import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { freePort } from '../../scripts/services/freePort.ts';
import { openBrowser } from '../support/browser.ts';
import { LobbyPage } from '../support/lobbyPage.ts';
import { ServerProcess } from '../support/serverProcess.ts';

describe('end to end: a restart of the server', () => {
  let browser: Browser;
  let dir: string;
  let server: ServerProcess;

  before(async () => {
    [browser, dir] = await Promise.all([openBrowser(), mkdtemp(join(tmpdir(), 'foyer-restart-'))]);
  });
  after(async () => {
    await browser?.close();
    await server?.end('SIGKILL');
    await rm(dir, { recursive: true, force: true });
  });

  it('Q16 a restart shows a banner; players return by themselves, with the same identity and screen', async () => {
    const PORT = String(await freePort());
    const kept = { PORT, DATABASE_URL: `sqlite:${join(dir, 'foyer.db')}`, DRAIN_MS: '1000' };
    server = new ServerProcess(kept);
    const url = await server.url();
    const ada = await LobbyPage.open(browser, url);
    const bob = await LobbyPage.open(browser, url);
    await ada.rename('Ada');
    await bob.rename('Bob');
    await ada.openYou();
    await ada.page.getByRole('combobox', { name: 'Your status' }).selectOption('Busy');
    await bob.sees('Ada', 'Busy');
    await bob.page.getByRole('searchbox', { name: 'Search players' }).fill('ada');

    const banner = bob.page.getByText(/^The lobby is restarting\./).first();
    const restarting = banner.waitFor({ state: 'attached', timeout: 15_000 });
    assert.equal(await server.end('SIGTERM'), 0);
    await restarting;
    assert.equal(await bob.page.getByRole('alertdialog').count(), 0, 'nothing stands before the list');
    assert.ok(await bob.row('Ada').isVisible());
    await bob.page.getByRole('alert').filter({ hasText: 'The lobby is restarting.' }).waitFor({ state: 'attached' });

    server = new ServerProcess(kept);
    await server.url();
    await bob.page.getByRole('alert').filter({ hasText: 'Connected again.' }).waitFor({ state: 'attached' });
    await Promise.all([ada.isConnected(), bob.isConnected()]);
    await bob.sees('Ada', 'Busy');
    assert.equal(await bob.page.getByRole('searchbox', { name: 'Search players' }).inputValue(), 'ada');
    await ada.openYou();
    assert.equal(await ada.page.getByRole('combobox', { name: 'Your status' }).inputValue(), 'busy');
    assert.equal(await banner.count(), 0);
    const { players } = (await (await fetch(`${url}/api/players`)).json()) as { players: { name: string }[] };
    assert.deepEqual(players.map(({ name }) => name).toSorted(), ['Ada', 'Bob']);
    assert.deepEqual([...ada.errors, ...bob.errors], []);
  });
});
