import unhomoglyph from 'unhomoglyph';
import { insultsIn } from '../language/insults.ts';

/** Between the words of `BigBadWolf`. */
const HUMPS = /(?<=\p{Ll}\p{M}*)(?=\p{Lu})/gu;

/** Scripts whose letters look like no Latin ones, but like each other. */
const UNLIKE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Arabic}]/u;
/** Latin letters of what looks like them; an `m` looks like `rn` there. */
const asLatin = (name: string): string => (UNLIKE.test(name) ? name : unhomoglyph(name).replaceAll('rn', 'm'));

/** Also finds words that are spelt out, written together, or of look-alike letters of other scripts. */
export const isProfane = (name: string): boolean =>
  [name, name.replace(HUMPS, ' '), asLatin(name)].some((text) => insultsIn(text.normalize('NFC')).length > 0);
