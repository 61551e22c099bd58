/** What a `describe` of the story page (test/story) opens before its tests and closes after them. */
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { eventually } from './eventually.ts';
import { StoryServer } from './storyServer.ts';

/** See test/story/main.ts. */
export type StoryQuery = Record<string, string | number>;

export const DESK = { width: 1440, height: 900 };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** A call takes less, mostly. */
const AHEAD_MS = 500;

const STEP_MS = 100;

export class StoryScreen {
  readonly #graphics: Parameters<typeof openBrowser>[0];
  readonly #usual: StoryQuery;
  readonly #errors: string[] = [];
  #browser: Browser | undefined;
  #stories: StoryServer | undefined;

  private constructor(usual: StoryQuery, graphics: Parameters<typeof openBrowser>[0]) {
    this.#usual = usual;
    this.#graphics = graphics;
  }

  /** Called in a `describe`. Contexts end with their test, which fails if one of their pages has thrown. */
  static inSuite(usual: StoryQuery = {}, graphics?: Parameters<typeof openBrowser>[0]): StoryScreen {
    const screen = new StoryScreen(usual, graphics);
    before(() => screen.#start());
    afterEach(() => screen.#clear());
    after(() => screen.#stop());
    return screen;
  }

  async newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    assert.ok(this.#browser);
    const context = await this.#browser.newContext({ viewport: DESK, ...options });
    context.on('weberror', (error) => this.#errors.push(String(error.error())));
    return context;
  }

  /** A page of its own context, which is ready. */
  async open(query: StoryQuery = {}, options: BrowserContextOptions = {}): Promise<Page> {
    return this.openIn(await this.newContext(options), query);
  }

  async openIn(context: BrowserContext, query: StoryQuery = {}): Promise<Page> {
    const page = await context.newPage();
    await this.go(page, query);
    return page;
  }

  /** A page with a clock of its own: `page.clock.runFor` lets time pass as fast as the machine can, frame by frame. */
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
    [this.#browser, this.#stories] = await Promise.all([openBrowser(this.#graphics), StoryServer.start()]);
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

/** From now on the time of a page with a clock passes by `page.clock.runFor` alone. */
export async function stopClock(page: Page): Promise<void> {
  // It can only be stopped ahead of itself, and a busy machine may be too late for that.
  await eventually(async () => page.clock.pauseAt((await page.evaluate(() => Date.now())) + AHEAD_MS));
}

/** Lets time pass on a page with a clock until that is done. */
export async function whileTimePasses<T>(page: Page, work: Promise<T>): Promise<T> {
  let isDone = false;
  const end = (): void => {
    isDone = true;
  };
  work.then(end, end);
  while (!isDone) await page.clock.runFor(STEP_MS);
  return work;
}

/** So many ms of a page whose clock stands, and what it drew in them. */
export async function framesIn(page: Page, ms: number): Promise<number> {
  const drawn = () => page.evaluate(() => window.story.game.drawn.frames);
  const before = await drawn();
  await page.clock.runFor(ms);
  return (await drawn()) - before;
}
