/** Where a match of light-cycles stands. */
import { ROUNDS } from '../../../shared/games/cycles/rules.ts';
import { inLanguage } from '../../i18n/text.ts';
import type { ProgressText } from '../presentation.ts';

const ROUND = { en: 'round {at}', de: 'Runde {at}', es: 'ronda {at}', ja: '第{at}ラウンド', ar: 'الجولة {at}' };
const LAST_ROUND = {
  en: 'last round',
  de: 'letzte Runde',
  es: 'última ronda',
  ja: '最終ラウンド',
  ar: 'الجولة الأخيرة',
};

export const cyclesProgress: ProgressText = ({ at }) => inLanguage(at >= ROUNDS ? LAST_ROUND : ROUND, { at });
