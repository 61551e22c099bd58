/** The browser and story server of a suite, opened before its tests and closed after them. */
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openHeadlessShell } from './browser.ts';
import { eventually } from './eventually.ts';
import { StoryServer } from './storyServer.ts';

/** See test/story/main.ts. */
export type StoryQuery = Record<string, string | number>;

export const DESK = { width: 1440, height: 900 };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** Longer than the call usually takes. */
const AHEAD_MS = 500;

const STEP_MS = 100;

/** Of one call on a page. Only a page that hangs should fail by it: on a busy machine a WebGL screenshot took over 30 s. */
const STEP_WITHIN_MS = 120_000;

export class StoryScreen {
  readonly #graphics: Parameters<typeof openHeadlessShell>[0];
  readonly #usual: StoryQuery;
  readonly #errors: string[] = [];
  #browser: Browser | undefined;
  #stories: StoryServer | undefined;

  private constructor(usual: StoryQuery, graphics: Parameters<typeof openHeadlessShell>[0]) {
    this.#usual = usual;
    this.#graphics = graphics;
  }

  /** Call in a `describe`. Contexts close after each test, which fails if one of their pages threw. */
  static inSuite(usual: StoryQuery = {}, graphics?: Parameters<typeof openHeadlessShell>[0]): StoryScreen {
    const screen = new StoryScreen(usual, graphics);
    before(() => screen.#start());
    afterEach(() => screen.#clear());
    after(() => screen.#stop());
    return screen;
  }

  async newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    assert.ok(this.#browser);
    const context = await this.#browser.newContext({ viewport: DESK, ...options });
    context.setDefaultTimeout(STEP_WITHIN_MS);
    context.on('weberror', (error) => this.#errors.push(String(error.error())));
    return context;
  }

  /** Opens a page in its own context and waits until it is ready. */
  async open(query: StoryQuery = {}, options: BrowserContextOptions = {}): Promise<Page> {
    return this.openIn(await this.newContext(options), query);
  }

  async openIn(context: BrowserContext, query: StoryQuery = {}): Promise<Page> {
    const page = await context.newPage();
    await this.go(page, query);
    return page;
  }

  /** The page has a fake clock: `page.clock.runFor` lets time pass frame by frame, as fast as the machine can. */
  async openWithClock(query: StoryQuery = {}, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.newContext(options);
    await context.clock.install();
    return this.openIn(context, query);
  }

  async go(page: Page, query: StoryQuery = {}): Promise<void> {
    await page.goto(this.url(query));
    await page.locator('body[data-ready]').waitFor();
  }

  url(query: StoryQuery = {}): string {
    assert.ok(this.#stories);
    return this.#stories.url({ ...this.#usual, ...query });
  }

  async #start(): Promise<void> {
    [this.#browser, this.#stories] = await Promise.all([openHeadlessShell(this.#graphics), StoryServer.start()]);
  }

  async #clear(): Promise<void> {
    for (const context of this.#browser?.contexts() ?? []) await context.close();
    assert.deepEqual(this.#errors.splice(0), []);
  }

  async #stop(): Promise<void> {
    await this.#browser?.close();
    await this.#stories?.stop();
  }
}

/** In a narrow window the players have a tab of their own. */
export async function openPlayers(page: Page): Promise<void> {
  const tab = page.getByRole('navigation').getByRole('button', { name: 'Players', exact: true });
  if (await tab.isVisible()) await tab.click();
  await page.getByRole('listbox', { name: 'Players in the lobby' }).waitFor();
}

/** From now on only `page.clock.runFor` moves the page's time. */
export async function stopClock(page: Page): Promise<void> {
  // The clock can only be paused in the future, and a busy machine may miss that moment.
  await eventually(async () => page.clock.pauseAt((await page.evaluate(() => Date.now())) + AHEAD_MS));
}

export async function whileTimePasses<T>(page: Page, work: Promise<T>): Promise<T> {
  let isDone = false;
  const end = (): void => {
    isDone = true;
  };
  work.then(end, end);
  while (!isDone) await page.clock.runFor(STEP_MS);
  return work;
}

/** Frames drawn in that time, on a page with a stopped clock. */
export async function framesIn(page: Page, ms: number): Promise<number> {
  const drawn = () => page.evaluate(() => window.story.game.drawn.frames);
  const before = await drawn();
  await page.clock.runFor(ms);
  return (await drawn()) - before;
}
