/** The languages of the client, each under its own name. A catalogue is loaded when its language is chosen. */
import { en } from './en.ts';
import type { Catalogue } from './text.ts';

type Language = {
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly load: () => Promise<Catalogue>;
};

const CATALOGUES = {
  en: { name: 'English', direction: 'ltr', load: async () => en },
  de: { name: 'Deutsch', direction: 'ltr', load: async () => (await import('./de.ts')).de },
  es: { name: 'Español', direction: 'ltr', load: async () => (await import('./es.ts')).es },
  ja: { name: '日本語', direction: 'ltr', load: async () => (await import('./ja.ts')).ja },
  ar: { name: 'العربية', direction: 'rtl', load: async () => (await import('./ar.ts')).ar },
} as const satisfies Record<string, Language>;

export type LanguageId = keyof typeof CATALOGUES;
export const LANGUAGES: Readonly<Record<LanguageId, Language>> = CATALOGUES;
export const LANGUAGE_IDS = Object.keys(CATALOGUES) as LanguageId[];

export const isLanguage = (id: string | null | undefined): id is LanguageId =>
  typeof id === 'string' && Object.hasOwn(CATALOGUES, id);

/** The player's choice, else the first supported one of `wanted` (the browser's tags: "de-AT"), else English. */
export function preferredLanguage(chosen: string | null | undefined, wanted: readonly string[]): LanguageId {
  return isLanguage(chosen) ? chosen : (wanted.map(languageOf).find(isLanguage) ?? 'en');
}

/** Adds the browser's region: "ar-EG" and "ar-MA" use different digits, "es-MX" and "es-ES" different decimal marks. */
export function localeOf(id: LanguageId, wanted: readonly string[]): string {
  return wanted.find((tag) => languageOf(tag) === id) ?? id;
}

/** "de-AT" → "de"; undefined for a malformed tag. */
function languageOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return undefined;
  }
}
