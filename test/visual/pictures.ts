/** The main scenes for comparison with their baseline, in several windows, themes and languages. */
import { LANGUAGE_IDS, type LanguageId } from '../../client/i18n/languages.ts';

const WINDOWS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const THEMES = ['dark', 'light'] as const;
/** States with texts or an appearance of their own. */
const STATES = ['queued-long', 'proposed', 'result', 'reconnecting'] as const;

export type Picture = {
  readonly name: string;
  readonly state: string;
  readonly window: { readonly width: number; readonly height: number };
  readonly theme: (typeof THEMES)[number];
  readonly language: LanguageId;
};

/** The lobby in every language, the rest in English. */
export const PICTURES: readonly Picture[] = Object.entries(WINDOWS).flatMap(([place, window]) =>
  THEMES.flatMap((theme) => [
    ...LANGUAGE_IDS.map((language) => pictureOf(place, window, theme, 'online', language)),
    ...STATES.map((state) => pictureOf(place, window, theme, state, 'en')),
  ]),
);

function pictureOf(
  place: string,
  window: Picture['window'],
  theme: Picture['theme'],
  state: string,
  language: LanguageId,
): Picture {
  return { name: `${state}-${place}-${theme}-${language}`, state, window, theme, language };
}
