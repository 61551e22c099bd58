/** The player's own card: beside the list it opens from the header, on a phone it is a tab. */
import type { Page } from 'playwright-core';

/** In any language. */
export async function openAccount(page: Page): Promise<void> {
  const button = page.locator('header button[aria-expanded]');
  await button.waitFor();
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  await page.locator('header button[aria-expanded=true]').waitFor();
}
