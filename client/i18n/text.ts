/** The one way to a sentence for people. A second language is a second catalogue with the keys of `en`. */
import { en } from './en.ts';

type Catalogue = typeof en;
export type TextKey = keyof Catalogue;
type Template<K extends TextKey> = Catalogue[K] extends string ? Catalogue[K] : Catalogue[K][keyof Catalogue[K]];
/** The names in braces: `'{count} online'` → `'count'`. */
type ParamsOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamsOf<Rest> : never;
type Params<K extends TextKey> = Record<ParamsOf<Template<K>>, string | number>;
type Args<K extends TextKey> = ParamsOf<Template<K>> extends never ? [] : [params: Params<K>];

const LOCALE = 'en';
const plurals = new Intl.PluralRules(LOCALE);
const numbers = new Intl.NumberFormat(LOCALE);
const percents = new Intl.NumberFormat(LOCALE, { style: 'percent' });
const ago = new Intl.RelativeTimeFormat(LOCALE, { style: 'short', numeric: 'always' });

/** A sentence of the catalogue with its parameters set in; numbers are grouped as the language does it. */
export function text<K extends TextKey>(key: K, ...[params]: Args<K>): string {
  const values = (params ?? {}) as Record<string, string | number>;
  const entry: string | { one: string; other: string } = en[key];
  const template = typeof entry === 'string' ? entry : entry[pluralOf(values.count)];
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.format(value) : (value ?? '');
  });
}

const pluralOf = (count: string | number | undefined): 'one' | 'other' =>
  plurals.select(Number(count ?? 0)) === 'one' ? 'one' : 'other';

export const percentText = (share: number): string => percents.format(share);
export const numberText = (value: number): string => numbers.format(value);

/** "2 min ago"; English abbreviates with a dot, which reads badly in mid-line. */
export const agoText = (value: number, unit: 'minute' | 'hour' | 'day'): string =>
  ago.format(-value, unit).replace('.', '');

/** A name inside a sentence, so that a right-to-left name does not turn its neighbours around. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

/** "0:42", "12:05": minutes and seconds of a duration in ms, for what is counted while one looks. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
