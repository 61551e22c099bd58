/** All text for players comes from here, in the current language (languages.ts). `en` defines the keys. */
import { en } from './en.ts';
import { lazily } from './lazily.ts';

type English = typeof en;
type TextKey = keyof English;
type Template<K extends TextKey> = English[K] extends string ? English[K] : English[K][keyof English[K]];
/** The names in braces: `'{count} online'` → `'count'`. */
type ParamsOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamsOf<Rest> : never;
type Params<K extends TextKey> = Record<ParamsOf<Template<K>>, string | number>;
type Args<K extends TextKey> = ParamsOf<Template<K>> extends never ? [] : [params: Params<K>];

/** `count` chooses the form. Forms that a language lacks or hardly uses are left out. */
export type Plural = { readonly other: string } & { readonly [rule in Intl.LDMLPluralRule]?: string };
/** The texts of a language. Any entry with a `{count}` may be a plural, even if it is none in English. */
export type Catalogue = { readonly [K in TextKey]?: string | Plural };

/** The formatters of a language. `locale` includes the reader's region if known ("es-MX"). */
function voiceOf(locale: string, words: Catalogue) {
  const numbers = (options?: Intl.NumberFormatOptions) => lazily(() => new Intl.NumberFormat(locale, options));
  const times = (options: Intl.DateTimeFormatOptions) => lazily(() => new Intl.DateTimeFormat(locale, options));
  return {
    words,
    language: new Intl.Locale(locale).language,
    plurals: lazily(() => new Intl.PluralRules(locale)),
    numbers: numbers(),
    digits: numbers({ useGrouping: false }),
    twoDigits: numbers({ useGrouping: false, minimumIntegerDigits: 2 }),
    percents: numbers({ style: 'percent' }),
    changes: numbers({ signDisplay: 'exceptZero' }),
    ago: lazily(() => new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' })),
    times: times({ hour: 'numeric', minute: '2-digit' }),
    days: times({ weekday: 'short', hour: 'numeric', minute: '2-digit' }),
    lists: lazily(() => new Intl.ListFormat(locale, { style: 'narrow', type: 'conjunction' })),
  };
}

const english = voiceOf('en', en);
let voice = english;

/** Sets the language of all further texts. The caller redraws what is already shown. */
export function speak(locale: string, words: Catalogue): void {
  voice = locale === 'en' ? english : voiceOf(locale, words);
}

/** The text with its parameters filled in, and numbers in the format of the language. */
export function text<K extends TextKey>(key: K, ...[params]: Args<K>): string {
  const values = (params ?? {}) as Record<string, string | number>;
  const own = voice.words[key];
  // An untranslated text is English, with English plurals.
  const { plurals } = own === undefined ? english : voice;
  const entry: string | Plural = own ?? en[key];
  const template = typeof entry === 'string' ? entry : formOf(entry, plurals(), values.count);
  return filledIn(template, values);
}

const filledIn = (template: string, values: Record<string, string | number>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? voice.numbers().format(value) : (value ?? '');
  });

const formOf = (entry: Plural, plurals: Intl.PluralRules, count: string | number | undefined): string =>
  entry[plurals.select(Number(count ?? 0))] ?? entry.other;

/** What a game says by itself (client/presentation), by language: an untranslated text is English. */
export type Words = { readonly en: string } & Readonly<Record<string, string>>;
export const inLanguage = (words: Words, values: Record<string, string | number> = {}): string =>
  filledIn(words[voice.language] ?? words.en, values);

export const percentText = (share: number): string => voice.percents().format(share);
export const numberText = (value: number): string => voice.numbers().format(value);

/** A player's name, or the word for one who hides. */
export const nameText = (name: string | null): string => name ?? text('party.somebody');

/** "Ada, Bo, Cleo", "Ada, Bo und Cleo". */
export const listText = (items: readonly string[]): string => voice.lists().format(items);

/** "+12", "−8", "±0": with a real minus. */
export const changeText = (change: number): string =>
  change === 0 ? `±${voice.digits().format(0)}` : voice.changes().format(change).replace('-', '−');

/** "2 min ago", without the dot that some languages put after an abbreviation: it reads badly in mid-line. */
export const agoText = (value: number, unit: 'minute' | 'hour' | 'day'): string =>
  voice
    .ago()
    .format(-value, unit)
    .replace(/\.(?=\s)/, '');

/** "14:05", or "Mon 14:05" for another day, in the reader's time zone. Both arguments are unix seconds. */
export function timeText(atS: number, nowS: number): string {
  const [at, now] = [new Date(atS * 1_000), new Date(nowS * 1_000)];
  return (at.toDateString() === now.toDateString() ? voice.times() : voice.days()).format(at);
}

/** "14:05" or "2:05 PM". `minutes`: of the day. */
export const clockText = (minutes: number): string => voice.times().format(new Date(2000, 0, 1, 0, minutes));

/** Isolates a name in a sentence, so that a right-to-left name does not reorder the text around it. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

/** What stands after a colon elsewhere. */
export const asSentence = (clause: string): string =>
  clause.charAt(0).toLocaleUpperCase(voice.language) + clause.slice(1);

/** "0:42", "12:05": minutes and seconds of a duration in ms, for running counters. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${voice.digits().format(Math.floor(seconds / 60))}:${voice.twoDigits().format(seconds % 60)}`;
}
