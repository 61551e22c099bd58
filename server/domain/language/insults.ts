/**
 * Insults and hate in the languages of the screen. English is `obscenity`'s list with additions. The lists of other
 * languages are our own: those in the registry are a machine's translations, or have half of the language in them.
 */
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { arabic } from './arabic.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { japanese } from './japanese.ts';
import { rangeIn, readingsOf } from './readings.ts';
import { spanish } from './spanish.ts';
import { type Range, WordFinder } from './WordFinder.ts';

const LISTS = [english, german, spanish, japanese, arabic];
const INNOCENT = LISTS.flatMap(({ innocent }) => innocent);

const { blacklistedTerms, whitelistedTerms } = englishDataset.build();
const matcher = new RegExpMatcher({
  ...englishRecommendedTransformers,
  blacklistedTerms,
  whitelistedTerms: [...(whitelistedTerms ?? []), ...INNOCENT],
});
/** `obscenity` reads digits as letters, and a bracket as a c: `455` and `if (known)` are no insults. */
const isMeant = (found: string): boolean => /\p{L}/u.test(found) && !found.includes('(');
const insults = new WordFinder(LISTS.flatMap((list) => list.insults));
/** A number by which neo-Nazis know each other. As a word it would be found in letters that look like digits. */
const HATE_NUMBER = /(?<!\p{N})14\s?88(?!\p{N})/gu;
const innocent = new WordFinder(INNOCENT.map((word) => `*${word}*`));

/** Where the text insults, in whatever way it is read, in no order. `text`: NFC. */
export const insultsIn = (text: string): Range[] =>
  readingsOf(text).flatMap((reading) => insultsOf(reading.text).map((range) => rangeIn(reading, range, text)));

function insultsOf(text: string): Range[] {
  const found = insults.find(text);
  const harmless = found.length > 0 ? innocent.find(text) : [];
  return [
    ...matcher
      .getAllMatches(text)
      .map(({ startIndex, endIndex }): Range => [startIndex, endIndex + 1])
      .filter((range) => isMeant(text.slice(...range))),
    ...[...text.matchAll(HATE_NUMBER)].map(({ 0: number, index }): Range => [index, index + number.length]),
    ...found.filter(([start, end]) => !harmless.some(([from, to]) => from <= start && end <= to)),
  ];
}
