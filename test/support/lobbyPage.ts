/** The lobby as a person uses it: elements are found by role and name, never by class or hook. */
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { closeSettings, openAccount, openSettings } from './account.ts';
import { eventually } from './eventually.ts';

export type LobbyPageOptions = { viewport?: { width: number; height: number }; context?: BrowserContext };

export class LobbyPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors; a test with any fails. */
  readonly errors: string[] = [];

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.context = context;
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|WebSocket|net::ERR/.test(message.text())) {
        this.errors.push(message.text());
      }
    });
  }

  /** A new player, or another tab of the one whose context is given. */
  static async open(browser: Browser, url: string, options: LobbyPageOptions = {}): Promise<LobbyPage> {
    const viewport = options.viewport ?? { width: 1440, height: 900 };
    const context = options.context ?? (await browser.newContext({ viewport }));
    const lobby = new LobbyPage(await context.newPage(), context);
    await lobby.page.goto(url);
    await lobby.isConnected();
    return lobby;
  }

  /** Connected, so its controls work. */
  async isConnected(): Promise<void> {
    const state = this.page.getByText(/^Connection: (Connected|[\d,]+ ms)/);
    await state.first().waitFor({ state: 'attached', timeout: 15_000 });
  }

  async #openTab(name: 'Players' | 'You'): Promise<boolean> {
    const tab = this.page.getByRole('navigation').getByRole('button', { name, exact: true });
    const isThere = await tab.isVisible();
    if (isThere) await tab.click();
    return isThere;
  }

  /** What the player can choose for themself: a tab, or a card from the header where there is no such tab. */
  async openYou(): Promise<void> {
    if (!(await this.#openTab('You'))) await openAccount(this.page);
  }

  async closeYou(): Promise<void> {
    if (!(await this.#openTab('Players'))) await this.page.keyboard.press('Escape');
  }

  async rename(name: string): Promise<void> {
    await this.openYou();
    await this.page.getByRole('button', { name: 'Edit name' }).click();
    await this.page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await this.page.getByRole('button', { name: 'Save' }).click();
    await this.closeYou();
    await this.row(name).waitFor();
  }

  row(name: string): Locator {
    return this.page.getByRole('option', { name: new RegExp(`^${name}\\b`) });
  }

  /** Opens the player's card. Rows move while players come and change: a press may meet another row. */
  async choose(name: string): Promise<void> {
    const heading = this.page
      .getByRole('region', { name: 'Player', exact: true })
      .getByRole('heading', { name, exact: true });
    await eventually(
      async () => {
        await this.row(name).click();
        await heading.waitFor({ state: 'attached', timeout: 2_000 });
      },
      1_000,
      100,
    );
  }

  async sees(name: string, status: string, withinMs = 10_000): Promise<void> {
    await eventually(
      async () => assert.match((await this.row(name).textContent({ timeout: 500 })) ?? '', new RegExp(status)),
      withinMs,
      50,
    );
  }

  async seesNot(name: string, withinMs = 10_000): Promise<void> {
    await eventually(async () => assert.equal(await this.row(name).count(), 0), withinMs, 50);
  }

  async chooseVisibility(visibility: 'Everyone' | 'Friends' | 'Nobody'): Promise<void> {
    await openSettings(this.page);
    await this.page.getByRole('radio', { name: visibility, exact: true }).check({ force: true });
    await closeSettings(this.page);
  }

  /** Moves the mouse, so that the page does not look idle. */
  move(): Promise<void> {
    return this.page.mouse.move(700 + Math.random() * 100, 20);
  }

  /** Records every change of the row's text, including removal, from now on. */
  async watch(name: string): Promise<() => Promise<string[]>> {
    await this.page.evaluate((wanted) => {
      const list = document.querySelector('[role=listbox]');
      if (!list) throw new Error('no list');
      const read = () =>
        [...list.querySelectorAll('[role=option]')]
          .map((option) => option.textContent ?? '')
          .find((text) => text.startsWith(wanted)) ?? 'gone';
      const seen = [read()];
      new MutationObserver(() => {
        const now = read();
        if (now !== seen.at(-1)) seen.push(now);
      }).observe(list, { subtree: true, childList: true, characterData: true });
      (window as unknown as { seen: string[] }).seen = seen;
    }, name);
    return () => this.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
