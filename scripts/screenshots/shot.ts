/** One picture: its window, and the steps before it is taken. */
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';

export const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' };
export const PHONE: BrowserContextOptions = {
  colorScheme: 'dark',
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
};
export const TABLET: BrowserContextOptions = { ...PHONE, viewport: { width: 820, height: 1180 } };
/** The same options with the light theme. */
export const lit = (options: BrowserContextOptions): BrowserContextOptions => ({ ...options, colorScheme: 'light' });
export const LANDSCAPE: BrowserContextOptions = { ...PHONE, viewport: { width: 844, height: 390 } };

export type Shot = { name: string; options: BrowserContextOptions; act: (page: Page) => Promise<void> };

/** Saves the picture in docs/screenshots. */
export async function take(page: Page, { name }: Shot): Promise<void> {
  await page.screenshot({ path: `${FOLDER}${name}.png` });
  console.log(`docs/screenshots/${name}.png`);
}
