/** Of the mode of connect four. */
import type { ModeTitle } from '../presentation.ts';

const TITLE = { en: 'Connect four', de: 'Vier gewinnt', es: 'Cuatro en raya', ja: '四目並べ', ar: 'أربعة في صف' };

export const CONNECT_FOUR_TITLES: Readonly<Record<string, ModeTitle>> = {
  'connect-four': { long: TITLE, short: TITLE },
};
