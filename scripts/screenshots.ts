/** `npm run screenshots`: a lobby of its own with bots in it, and the pictures of it in docs/screenshots. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startBots } from '../bots/startBots.ts';
import { startApp } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import type { Stats } from '../shared/protocol.ts';
import { chromiumPath } from './systemPrograms.ts';

const FOLDER = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];
const BOTS = 120;
/** Bots live so many times faster, so that statuses and times are as mixed as after an evening. */
const PACE = 6;
const FILLING_MS = 20_000;

const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };
const nothing = async (): Promise<void> => {};
const selectThird = async (page: Page): Promise<void> => {
  await page.getByRole('listbox').getByRole('option').nth(2).click();
  await page.mouse.move(700, 20);
};

type Shot = { name: string; options: typeof DESKTOP; act: (page: Page) => Promise<void> };
const SHOTS: readonly Shot[] = [
  { name: 'lobby-desktop', options: DESKTOP, act: selectThird },
  { name: 'lobby-phone', options: PHONE, act: nothing },
  {
    name: 'you-phone',
    options: PHONE,
    act: (page) => page.getByRole('button', { name: 'You', exact: true }).tap(),
  },
  {
    name: 'search-desktop',
    options: DESKTOP,
    act: (page) => page.getByRole('searchbox', { name: 'Search players' }).fill('zoe'),
  },
  {
    name: 'reconnecting-desktop',
    options: DESKTOP,
    act: async (page) => {
      await page.context().setOffline(true);
      await page.getByRole('button', { name: 'Retry now' }).waitFor();
    },
  },
];

async function shoot(browser: Browser, url: string, { name, options, act }: Shot): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  // The link was measured, and somebody has come in meanwhile.
  await page
    .getByText(/\d ms · /)
    .first()
    .waitFor({ state: 'attached' });
  await page.waitForTimeout(8_000);
  await act(page);
  // Motion ends, and what is said twice a second was said.
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `${FOLDER}${name}.png` });
  await context.close();
  console.log(`docs/screenshots/${name}.png`);
}

const executablePath = chromiumPath();
if (!executablePath) throw new Error('Chromium is not installed: `node scripts/testSystem.ts` says what is missing');
mkdirSync(FOLDER, { recursive: true });
const env = { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: 'sqlite::memory:', LIMITS: 'off', LOG_LEVEL: 'silent' };
const app = await startApp(readConfig({ ...process.env, ...env, IDLE_AFTER_MS: '20000' }));
const url = `http://127.0.0.1:${app.port}`;
const bots = startBots({ count: BOTS, url, churn: 2, seed: 7, arrivalsPerS: 40, pace: PACE });
const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  await new Promise((resolve) => setTimeout(resolve, FILLING_MS));
  const { online } = (await (await fetch(`${url}/api/stats`)).json()) as Stats;
  if (online < BOTS / 2) throw new Error(`only ${online} bots are in the lobby`);
  for (const shot of SHOTS) await shoot(browser, url, shot);
} finally {
  await browser.close();
  await bots.stop();
  await app.stop();
}
process.exit(0);
