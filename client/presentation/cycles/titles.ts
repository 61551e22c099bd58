/** Of the modes of light-cycles. */
import type { ModeTitle } from '../presentation.ts';

export const CYCLES_TITLES: Readonly<Record<string, ModeTitle>> = {
  cycles: {
    long: { en: 'Light-cycles', de: 'Lichtrenner', es: 'Motos de luz', ja: 'ライトサイクル', ar: 'درّاجات الضوء' },
    short: { en: 'Light-cycles', de: 'Lichtrenner', es: 'Motos de luz', ja: 'ライトサイクル', ar: 'درّاجات الضوء' },
  },
  'cycles-duel': {
    long: {
      en: 'Light-cycles duel',
      de: 'Lichtrenner-Duell',
      es: 'Duelo de luz',
      ja: 'サイクル決闘',
      ar: 'مبارزة درّاجات الضوء',
    },
    short: { en: 'Duel', de: 'Duell', es: 'Duelo', ja: '決闘', ar: 'مبارزة' },
  },
};
