/** Where a match of connect four stands. */
import { inLanguage } from '../../i18n/text.ts';
import type { ProgressText } from '../presentation.ts';

const MOVE = { en: 'move {at}', de: 'Zug {at}', es: 'jugada {at}', ja: '{at}手目', ar: 'النقلة {at}' };

export const connectFourProgress: ProgressText = ({ at }) => inLanguage(MOVE, { at });
