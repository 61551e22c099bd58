/**
 * `npm run screenshots -- [NAME …]`: takes all or the named pictures in docs/screenshots, of a lobby with bots and of the
 * client in scripted states.
 */
import { mkdirSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { startBots } from '../../bots/startBots.ts';
import { startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Stats } from '../../shared/protocol.ts';
import { StoryServer } from '../../test/support/storyServer.ts';
import { chromiumPath } from '../systemPrograms.ts';
import { LOBBY_SHOTS } from './lobbyShots.ts';
import { FOLDER, type Shot, take } from './shot.ts';
import { STORY_SHOTS, type StoryShot } from './storyShots.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];
const BOTS = 120;
/** Speeds up the bots, so that statuses and times soon look like those of a whole evening. */
const PACE = 6;
const FILLING_MS = 45_000;

async function shootLobby(browser: Browser, shots: readonly Shot[]): Promise<void> {
  const env = { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: 'sqlite::memory:', LIMITS: 'off', LOG_LEVEL: 'silent' };
  const app = await startApp(readConfig({ ...process.env, ...env, IDLE_AFTER_MS: '20000' }));
  const url = `http://127.0.0.1:${app.port}`;
  const bots = startBots({ count: BOTS, url, churn: 2, seed: 7, arrivalsPerS: 40, pace: PACE, play: true });
  try {
    await new Promise((resolve) => setTimeout(resolve, FILLING_MS));
    const { online } = (await (await fetch(`${url}/api/stats`)).json()) as Stats;
    if (online < BOTS / 2) throw new Error(`only ${online} bots are in the lobby`);
    for (const shot of shots) await shootLive(browser, url, shot);
  } finally {
    await bots.stop();
    await app.stop();
  }
}

async function shootLive(browser: Browser, url: string, shot: Shot): Promise<void> {
  const context = await browser.newContext(shot.options);
  const page = await context.newPage();
  await page.goto(url);
  // Waits until the link was measured, by its English label; by then somebody has joined too.
  const measured = page.getByText(/\d ms · /).first();
  if (shot.options.locale === undefined) await measured.waitFor({ state: 'attached' });
  await page.waitForTimeout(8_000);
  // A viewer who does nothing would be shown as away.
  await page.keyboard.press('Shift');
  await shot.act(page);
  // Waits for animations and for texts that update twice a second.
  await page.waitForTimeout(1_500);
  await take(page, shot);
  await context.close();
}

async function shootStories(browser: Browser, shots: readonly StoryShot[]): Promise<void> {
  const stories = await StoryServer.start();
  try {
    for (const shot of shots) {
      const context = await browser.newContext(shot.options);
      const page = await context.newPage();
      await page.goto(stories.url(shot.query));
      await page.locator('body[data-ready]').waitFor();
      await shot.act(page);
      await take(page, shot);
      await context.close();
    }
  } finally {
    await stories.stop();
  }
}

const executablePath = chromiumPath();
if (!executablePath) throw new Error('Chromium is not installed: `node scripts/testSystem.ts` says what is missing');
const names = process.argv.slice(2);
const known = [...LOBBY_SHOTS, ...STORY_SHOTS].map(({ name }) => name);
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`no picture is called ${unknown}: ${known.join(', ')}`);
  process.exit(2);
}
const wanted = <Of extends Shot>(shots: readonly Of[]): Of[] =>
  shots.filter(({ name }) => names.length === 0 || names.includes(name));
mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath, args: FLAGS, ignoreDefaultArgs: ['--hide-scrollbars'] });
try {
  const [stories, lobby] = [wanted(STORY_SHOTS), wanted(LOBBY_SHOTS)];
  if (stories.length > 0) await shootStories(browser, stories);
  if (lobby.length > 0) await shootLobby(browser, lobby);
} finally {
  await browser.close();
}
process.exit(0);
