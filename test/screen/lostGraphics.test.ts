import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { openHeadlessShell } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { differingShare } from '../support/imageDifference.ts';
import { ServerProcess } from '../support/serverProcess.ts';

/** A list that does not change for so long is drawn to its end. */
const STILL_MS = 1_000;

describe('the page whose graphics are lost', () => {
  let browser: Browser;
  let server: ServerProcess;
  let url: string;
  before(async () => {
    server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:' });
    [url, browser] = await Promise.all([server.url(), openHeadlessShell('webgl')]);
  });
  after(async () => {
    await browser?.close();
    await server?.end('SIGKILL');
  });

  /** Pretends that the software renderer is a graphics card. */
  const asHardware = () => {
    const original = WebGLRenderingContext.prototype.getParameter;
    WebGLRenderingContext.prototype.getParameter = function (name) {
      return name === 0x9246 ? 'A graphics card' : original.call(this, name);
    };
  };

  const callExtension = (page: Page, method: 'loseContext' | 'restoreContext'): Promise<void> =>
    page.evaluate((name) => {
      const kept = window as unknown as { extension: WEBGL_lose_context | null | undefined };
      const canvas = document.querySelector<HTMLCanvasElement>('#stage canvas');
      kept.extension ??= canvas?.getContext('webgl')?.getExtension('WEBGL_lose_context');
      kept.extension?.[name]();
    }, method);

  it('W133 a lost WebGL context is explained, replaced by the plain view, and drawn again once it is restored', async () => {
    const page = await (await browser.newContext({ viewport: { width: 500, height: 500 } })).newPage();
    // The lobby's own page may not fetch a picture.
    const judge = await (await browser.newContext()).newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.addInitScript(asHardware);
    await page.goto(url);
    await page.getByRole('navigation').getByRole('button', { name: 'Players', exact: true }).click();
    await page.getByRole('listbox').getByRole('option').first().waitFor({ state: 'attached' });
    const plain = page.locator('.plain-view');
    const words = page.getByRole('alert').filter({ hasText: 'The graphics stopped. Waiting' });
    /** Without the header, whose numbers change. */
    const listOf = () => page.screenshot({ clip: { x: 0, y: 64, width: 500, height: 360 } });
    let usual = await listOf();
    let sameSince = performance.now();
    await eventually(async () => {
      const again = await listOf();
      if ((await differingShare(judge, usual, again)) > 0) [usual, sameSince] = [again, performance.now()];
      assert.ok(performance.now() - sameSince > STILL_MS, 'the list stands still');
    });

    await Promise.all([words.waitFor(), callExtension(page, 'loseContext')]);
    await callExtension(page, 'restoreContext');
    await words.waitFor({ state: 'detached' });

    await Promise.all([words.waitFor(), callExtension(page, 'loseContext')]);
    await plain.getByRole('alert').filter({ hasText: 'so this is the plain list' }).waitFor();
    assert.equal(await page.locator('#stage canvas').isVisible(), false);
    await plain.getByRole('region', { name: 'Players' }).getByRole('listitem').first().waitFor();

    await callExtension(page, 'restoreContext');
    await plain.waitFor({ state: 'detached' });
    assert.equal(await words.count(), 0);
    await eventually(async () => {
      const share = await differingShare(judge, usual, await listOf());
      assert.ok(share < 0.002, `${(share * 100).toFixed(2)} % of the pixels differ`);
    });
    assert.deepEqual(errors, []);
  });
});
