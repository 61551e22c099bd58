/** A lobby with two players, Ada and Bob, each at their own page, with the coverage of server and pages. */
import { setTimeout as passed } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { Child } from '../lib/Child.ts';
import { COVERAGE, type Taken, takenOf } from './coverage.ts';
import type { PageServer } from './pageServer.ts';
import type { Probe } from './probe.ts';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const PROBE = new URL('probe.ts', import.meta.url).href;
/** Generous: the first page waits while Vite builds its modules, on a machine that may be busy. */
const WITHIN_MS = 60_000;
/** Writes, greetings and animations of the start end within this. */
const SETTLE_MS = 2_000;

export type Both = { server: Taken; client: Taken };
export type Place = { browser: Browser; pages: PageServer; serverPort: number };

export class World {
  readonly ada: Page;
  readonly bob: Page;
  readonly #server: Child<Probe>;
  readonly #sessions: readonly CDPSession[];
  readonly #pages: PageServer;

  private constructor(server: Child<Probe>, [ada, bob]: [Page, Page], sessions: CDPSession[], pages: PageServer) {
    this.ada = ada;
    this.bob = bob;
    this.#server = server;
    this.#sessions = sessions;
    this.#pages = pages;
  }

  static async start({ browser, pages, serverPort }: Place, env: Record<string, string>): Promise<World> {
    const server = new Child<Probe>({
      script: MAIN,
      core: 0,
      nodeArgs: ['--import', PROBE],
      env: {
        PORT: String(serverPort),
        HOST: '127.0.0.1',
        TRUSTED_PROXIES: '127.0.0.1',
        DATABASE_URL: 'sqlite::memory:',
        LIMITS: 'off',
        LOG_LEVEL: 'warn',
        // Heartbeats on a timer would fall into some runs only.
        HEARTBEAT_MS: '86400000',
        KICK_AFTER_MS: '0',
        ...env,
      },
    });
    await server.port(WITHIN_MS);
    const [ada, bob] = [await enter(browser, pages.url, 'Ada'), await enter(browser, pages.url, 'Bob')];
    const sessions = await Promise.all([ada, bob].map((page) => page.context().newCDPSession(page)));
    for (const session of sessions) {
      await session.send('Profiler.enable');
      await session.send('Profiler.startPreciseCoverage', COVERAGE);
    }
    await passed(SETTLE_MS);
    return new World(server, [ada, bob], sessions, pages);
  }

  /** Coverage since the last call; both pages are merged. */
  async take(): Promise<Both> {
    const [server, ...pages] = await Promise.all([
      this.#server.call('take'),
      ...this.#sessions.map((session) => session.send('Profiler.takePreciseCoverage')),
    ]);
    const scripts = pages.flatMap(({ result }) => result);
    const files = new Map<string, string | undefined>();
    for (const { url } of scripts) if (!files.has(url)) files.set(url, await this.#pages.fileOf(url));
    return { server, client: takenOf(scripts, (url) => files.get(url)) };
  }

  /** Coverage of a stretch without any interaction. */
  async idle(ms: number): Promise<Both> {
    await this.take();
    await passed(ms);
    return this.take();
  }

  async end(): Promise<void> {
    for (const page of [this.ada, this.bob]) await page.context().close();
    await this.#server.end();
  }
}

async function enter(browser: Browser, url: string, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(WITHIN_MS);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: /^Your account/ }).click();
  await page.getByRole('button', { name: 'Edit name' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('option', { name: new RegExp(`^${name}\\b`) }).waitFor({ state: 'attached' });
  return page;
}
