/** The one way to a sentence for people, in the language that is spoken (languages.ts). `en` names the keys. */
import { en } from './en.ts';
import { lazily } from './lazily.ts';

type English = typeof en;
type TextKey = keyof English;
type Template<K extends TextKey> = English[K] extends string ? English[K] : English[K][keyof English[K]];
/** The names in braces: `'{count} online'` → `'count'`. */
type ParamsOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamsOf<Rest> : never;
type Params<K extends TextKey> = Record<ParamsOf<Template<K>>, string | number>;
type Args<K extends TextKey> = ParamsOf<Template<K>> extends never ? [] : [params: Params<K>];

/** Chosen by its `count`; a form that a language does not have, or hardly ever, is left out. */
export type Plural = { readonly other: string } & { readonly [rule in Intl.LDMLPluralRule]?: string };
/** The words of a language. What counts in one language counts in another: any entry with a `{count}` may be a plural. */
export type Catalogue = { readonly [K in TextKey]?: string | Plural };

/** How a language writes. `locale`: with the reader's region where that is known ("es-MX"). */
function voiceOf(locale: string, words: Catalogue) {
  const numbers = (options?: Intl.NumberFormatOptions) => lazily(() => new Intl.NumberFormat(locale, options));
  const times = (options: Intl.DateTimeFormatOptions) => lazily(() => new Intl.DateTimeFormat(locale, options));
  return {
    words,
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

/** From now on; what was said before is for the caller to say again. */
export function speak(locale: string, words: Catalogue): void {
  voice = locale === 'en' ? english : voiceOf(locale, words);
}

/** A sentence with its parameters set in; numbers are written as the language does it. */
export function text<K extends TextKey>(key: K, ...[params]: Args<K>): string {
  const values = (params ?? {}) as Record<string, string | number>;
  const own = voice.words[key];
  // A sentence that is not translated yet is English with English plurals.
  const { plurals } = own === undefined ? english : voice;
  const entry: string | Plural = own ?? en[key];
  const template = typeof entry === 'string' ? entry : formOf(entry, plurals(), values.count);
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? voice.numbers().format(value) : (value ?? '');
  });
}

const formOf = (entry: Plural, plurals: Intl.PluralRules, count: string | number | undefined): string =>
  entry[plurals.select(Number(count ?? 0))] ?? entry.other;

/** The title of a mode: the catalogue's, else the mode's own. */
export function titleText(id: string, title: string): string {
  const key = `title.${id}`;
  return key in en ? text(key as 'title.cycles') : title;
}

export const percentText = (share: number): string => voice.percents().format(share);
export const numberText = (value: number): string => voice.numbers().format(value);

/** "Ada, Bo, Cleo", "Ada, Bo und Cleo". */
export const listText = (items: readonly string[]): string => voice.lists().format(items);

/** "+12", "−8", "±0": with a real minus. */
export const changeText = (change: number): string =>
  change === 0 ? `±${voice.digits().format(0)}` : voice.changes().format(change).replace('-', '−');

/** "2 min ago"; an abbreviation's dot reads badly in mid-line. */
export const agoText = (value: number, unit: 'minute' | 'hour' | 'day'): string =>
  voice
    .ago()
    .format(-value, unit)
    .replace(/\.(?=\s)/, '');

/** "14:05", of another day "Mon 14:05". Both in unix seconds; by the reader's own clock. */
export function timeText(atS: number, nowS: number): string {
  const [at, now] = [new Date(atS * 1_000), new Date(nowS * 1_000)];
  return (at.toDateString() === now.toDateString() ? voice.times() : voice.days()).format(at);
}

/** A name inside a sentence, so that a right-to-left name does not turn its neighbours around. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

/** "0:42", "12:05": minutes and seconds of a duration in ms, for what is counted while one looks. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${voice.digits().format(Math.floor(seconds / 60))}:${voice.twoDigits().format(seconds % 60)}`;
}
