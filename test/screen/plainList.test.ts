import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openSettings } from '../support/account.ts';
import { openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { ServerProcess } from '../support/serverProcess.ts';

describe('the page without its scene', () => {
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
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  const newPage = async (): Promise<Page> => (await browser.newContext()).newPage();
  const playersOf = (page: Page) => page.locator('.plain-view').getByRole('region', { name: 'Players', exact: true });
  const rowsOf = (page: Page) => playersOf(page).getByRole('listitem');
  const canvasOf = (page: Page) => page.locator('#stage canvas');

  it('W29 if Phaser cannot be loaded, the plain view appears by itself, live, with a way to try again', async () => {
    const page = await newPage();
    await page.route('**/assets/phaser-*.js', (route) => route.abort());
    await page.goto(url);
    await page.getByRole('alert').filter({ hasText: 'couldn’t be loaded' }).waitFor();
    await eventually(async () => assert.equal(await rowsOf(page).count(), 1));
    assert.equal(await page.locator('#shell').count(), 0, 'nothing that is only painted is left');
    const other = await newPage();
    await other.goto(url);
    await rowsOf(page).nth(1).waitFor();
    const name = (await rowsOf(page).nth(1).locator('bdi').textContent()) ?? '';
    await page.getByRole('searchbox', { name: 'Search players' }).fill(name);
    await eventually(async () => assert.equal(await rowsOf(page).count(), 1));
    const play = page.getByRole('button', { name: 'Quick Play' });
    assert.equal(await play.getAttribute('aria-disabled'), null, 'one can play without it');
    await page.unroute('**/assets/phaser-*.js');
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('listbox').getByRole('option').first().waitFor();
  });

  it('W107 a link opens the plain view without loading the scene, and a button leaves it', async () => {
    const page = await newPage();
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await page.goto(`${url}#plain`);
    // The list may still show players who just closed their page.
    await rowsOf(page).first().waitFor();
    assert.ok(!scripts.some((script) => script.includes('phaser')), scripts.join('\n'));
    await page.getByRole('button', { name: 'Full view' }).click();
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    assert.equal(new URL(page.url()).hash, '');
    await page.reload();
    await page.getByRole('listbox').getByRole('option').first().waitFor();
  });

  it('W107 the plain view, chosen in the appearance settings, survives a reload; its list updates, and name and status can be changed', async () => {
    const page = await newPage();
    await page.goto(url);
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await openSettings(page);
    await page.getByRole('button', { name: 'Plain list: Show' }).click();
    // Under the pointer those who left stay in the list.
    await page.mouse.move(5, 5);
    await eventually(async () => assert.equal(await rowsOf(page).count(), 1));
    assert.equal(await canvasOf(page).isVisible(), false);
    await page.reload();
    await eventually(async () => assert.equal(await rowsOf(page).count(), 1));
    const name = page.getByRole('textbox', { name: 'Your name' });
    await eventually(async () => assert.notEqual(await name.inputValue(), ''));
    await name.fill('Plain Jane');
    await name.press('Enter');
    await eventually(async () => assert.match((await rowsOf(page).first().textContent()) ?? '', /^Plain Jane/));
    await page.getByRole('combobox', { name: 'Your status' }).selectOption('busy');
    await eventually(async () => assert.match((await rowsOf(page).first().textContent()) ?? '', /Busy/));
    await page.getByRole('button', { name: 'Full view' }).click();
    await page.getByRole('listbox').getByRole('option').filter({ hasText: 'Plain Jane' }).waitFor();
    assert.equal(await page.getByRole('dialog', { name: 'Settings' }).isVisible(), false);
  });

  it('W109 a match goes on in the view that is chosen meanwhile, with the seat that it had', async () => {
    const page = await newPage();
    await page.goto(`${url}#plain`);
    await page.getByRole('combobox', { name: 'What to play' }).selectOption('connect-four');
    await page.getByRole('button', { name: 'Create a public match that anyone can join' }).click();
    const other = await newPage();
    await other.goto(`${url}#plain`);
    await other.getByRole('button', { name: /^Join: Connect four/ }).click();
    const board = (at: Page) => at.locator('.plain-view').getByRole('region', { name: 'Board' });
    for (const each of [page, other]) await board(each).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Full view' }).click();
    const column = page.locator('#controls').getByRole('button', { name: /^Column 4, no discs/ });
    await column.waitFor({ timeout: 30_000 });
    assert.equal(await page.locator('.plain-view').count(), 0);
    await page.evaluate(() => {
      location.hash = '#plain';
    });
    await board(page).waitFor();
    assert.equal(await canvasOf(page).isVisible(), false);
    const mover = await eventually(async () => {
      for (const each of [page, other]) {
        const words = (await board(each).getByRole('status').textContent()) ?? '';
        if (words.includes('Your turn')) return each;
      }
      return assert.fail('nobody is to move');
    });
    await board(mover)
      .getByRole('button', { name: /^Column 4, / })
      .press('4');
    for (const each of [page, other])
      await board(each).getByRole('status').filter({ hasText: 'column 4, row 1' }).waitFor();
  });
});
