/** The modes as players read them. Apart from the pictures of the games: the first paint needs titles alone. */
import { modeOf } from '../../shared/modes.ts';
import { inLanguage } from '../i18n/text.ts';
import { CONNECT_FOUR_TITLES } from './connect-four/titles.ts';
import { CYCLES_TITLES } from './cycles/titles.ts';
import type { ModeTitle } from './presentation.ts';

export const TITLES: Readonly<Record<string, ModeTitle>> = { ...CYCLES_TITLES, ...CONNECT_FOUR_TITLES };

export function modeTitle(mode: string): string {
  const titles = TITLES[mode];
  return titles ? inLanguage(titles.long) : (modeOf(mode)?.title ?? mode);
}

/** Where little room is. */
export function modeShortTitle(mode: string): string {
  const titles = TITLES[mode];
  return titles ? inLanguage(titles.short) : modeTitle(mode);
}
