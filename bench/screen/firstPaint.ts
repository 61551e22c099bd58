/** Time from navigation until a page shows something, with a real server on loopback and an empty cache each time. */
import type { Browser } from 'playwright-core';
import { startBots } from '../../bots/startBots.ts';
import { eventually } from '../../test/support/eventually.ts';
import { ServerProcess } from '../../test/support/serverProcess.ts';

/** Ms. `paint`: first contentful paint. `rows`: the bootstrap's players are in the page. */
export type FirstPaint = { paint: number; rows: number };

const PLAYERS = 50;

export async function firstPaints(browser: Browser, times: number): Promise<FirstPaint[]> {
  const server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', LIMITS: 'off' });
  const url = await server.url();
  const bots = startBots({ count: PLAYERS, url, churn: 0, seed: 7, arrivalsPerS: 20 });
  try {
    await eventually(async () => {
      const { online } = (await (await fetch(`${url}/api/stats`)).json()) as { online: number };
      return online === PLAYERS;
    }, 20_000);
    const paints: FirstPaint[] = [];
    for (let i = 0; i < times; i++) paints.push(await firstPaint(browser, url));
    return paints;
  } finally {
    await bots.stop();
    await server.end('SIGKILL');
  }
}

async function firstPaint(browser: Browser, url: string): Promise<FirstPaint> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector('#shell li')) return;
      seen.disconnect();
      Object.assign(window, { rowsAt: performance.now() });
    });
    seen.observe(document, { subtree: true, childList: true });
  });
  await page.goto(url);
  const handle = await page.waitForFunction(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    const rows = (window as unknown as { rowsAt?: number }).rowsAt;
    return paint !== undefined && rows !== undefined && { paint, rows };
  });
  const measured = (await handle.jsonValue()) as FirstPaint;
  await context.close();
  return measured;
}
