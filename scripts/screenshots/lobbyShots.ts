/** Pictures of a live lobby with bots. */
import type { Page } from 'playwright-core';
import { DESKTOP, lit, PHONE, type Shot, TABLET } from './shot.ts';

async function chooseThird(page: Page): Promise<void> {
  await page.getByRole('listbox').getByRole('option').nth(2).click();
  await page.mouse.move(700, 20);
}

/** Uses the pointer, because the list keeps its order under it. */
async function openMenu(page: Page): Promise<void> {
  const list = await page.getByRole('listbox').boundingBox();
  if (!list) throw new Error('there is no list');
  const at = { x: list.x + 160, y: list.y + 260 };
  await page.mouse.move(at.x, at.y);
  await page.waitForTimeout(1_000);
  await page.mouse.click(at.x, at.y, { button: 'right' });
  await page.getByRole('menu').waitFor();
}

async function askForDuel(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('duel');
}

const openTab =
  (name: string) =>
  (page: Page): Promise<void> =>
    page.getByRole('button', { name, exact: true }).tap();
const openSelf = openTab('You');

export const LOBBY_SHOTS: readonly Shot[] = [
  { name: 'lobby-desktop', options: DESKTOP, act: async () => {} },
  { name: 'lobby-light-desktop', options: lit(DESKTOP), act: async () => {} },
  { name: 'profile-desktop', options: DESKTOP, act: chooseThird },
  { name: 'commands-desktop', options: DESKTOP, act: askForDuel },
  { name: 'lobby-arabic-desktop', options: { ...DESKTOP, locale: 'ar' }, act: async () => {} },
  { name: 'lobby-tablet', options: TABLET, act: async () => {} },
  { name: 'menu-desktop', options: DESKTOP, act: openMenu },
  { name: 'lobby-phone', options: PHONE, act: openTab('Players') },
  { name: 'play-phone', options: PHONE, act: openTab('Play') },
  { name: 'matches-phone', options: PHONE, act: openTab('Matches') },
  { name: 'talk-phone', options: PHONE, act: openTab('Talk') },
  {
    name: 'you-phone',
    options: PHONE,
    act: openSelf,
  },
  {
    name: 'you-light-phone',
    options: lit(PHONE),
    act: openSelf,
  },
  {
    name: 'search-desktop',
    options: DESKTOP,
    act: (page: Page) => page.getByRole('searchbox', { name: 'Search players' }).fill('el'),
  },
  {
    name: 'reconnecting-desktop',
    options: DESKTOP,
    async act(page) {
      await page.context().setOffline(true);
      await page.getByRole('button', { name: 'Retry now' }).waitFor();
    },
  },
];
