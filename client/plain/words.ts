/** What only the plain view says. Loaded with it: the first paint needs none of it. */
import { inLanguage, type Words } from '../i18n/text.ts';

const PLAIN_WORDS = {
  more: { en: 'Show more', de: 'Mehr zeigen', es: 'Mostrar más', ja: 'もっと見る', ar: 'عرض المزيد' },
} as const satisfies Record<string, Words>;

export const words = (key: keyof typeof PLAIN_WORDS, values?: Record<string, string | number>): string =>
  inLanguage(PLAIN_WORDS[key], values);
