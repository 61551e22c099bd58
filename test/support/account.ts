/** The player's own card: beside the list it opens from the header, on a phone it is a tab. */
import type { Page } from 'playwright-core';

/** In any language. */
export async function openAccount(page: Page): Promise<void> {
  const button = page.locator('header button[aria-expanded]');
  await button.waitFor();
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  await page.locator('header button[aria-expanded=true]').waitFor();
}

/** In any language, by the key. */
export async function openSettings(page: Page): Promise<void> {
  await page.locator('#controls header button').first().waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press(',');
  await page.locator('[role=dialog][aria-labelledby=settings-title]:not([hidden])').waitFor();
}

export async function closeSettings(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator('[role=dialog][aria-labelledby=settings-title]:not([hidden])').waitFor({ state: 'hidden' });
}
