/** Names that claim to speak for the house, to be verified, or to be what the screen itself calls somebody. */
import { allAsLetters } from '../language/shownLetters.ts';
import { nameKeyOf } from './nameKey.ts';
import { BOT_NAMES, CALLED_ON_SCREEN, TAGS, TITLES, TITLES_ANYWHERE, VOICES } from './reservedWords.ts';

const keysOf = (words: readonly string[]): string[] => words.map(nameKeyOf);
const titles = new Set(keysOf(TITLES));
const titlesAnywhere = keysOf(TITLES_ANYWHERE);
const tags = new Set(keysOf([...TAGS, ...TITLES]));
const wholeNames = new Set(keysOf([...CALLED_ON_SCREEN, ...BOT_NAMES]));
const voices = new RegExp(`^(the|${keysOf(['team', ...VOICES, ...TITLES]).join('|')})+$`);
/** Glued to another word, as in `adminbob` and `xXbobadminXx`; Badminton has it inside. */
const admin = nameKeyOf('admin');
const FRAME = /^x+|x+$/g;

const VERIFIED = /[✓✔☑✅⍻🗸🗹]/u;
/** A word in brackets or between bars and stars. */
const TAGGED = /[\p{Ps}\p{Pi}*|~=]\s*(\p{L}+)\s*[\p{Pe}\p{Pf}*|~=]/gu;
/** Between words, and between `Foyer` and `Admin` in `FoyerAdmin`. */
const WORD_ENDS = /[^\p{L}\p{M}]+|(?<=\p{Ll}\p{M}*)(?=\p{Lu})/u;

/** Signs and digits that stand for letters. */
const LETTER_OF: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '€': 'e',
  '!': 'i',
  '+': 't',
  '|': 'i',
  '¡': 'i',
};
/** Side by side, `c` and `l` look like a `d`. */
const unmasked = (name: string): string =>
  name.replace(/[0134578@$€!+|¡]/g, (sign) => LETTER_OF[sign] as string).replace(/cl/gi, 'd');

/** Numbers, accents, ornaments and signs for letters make no difference: `Ádmin 2`, `4dmin`. */
export const isReserved = (name: string): boolean =>
  VERIFIED.test(name) || [name, allAsLetters(name)].some((text) => isTaken(text) || isTaken(unmasked(text)));

function isTaken(name: string): boolean {
  const letters = nameKeyOf(name.replace(/[^\p{L}\p{M}]/gu, ''));
  const framed = letters.replace(FRAME, '');
  return (
    voices.test(letters) ||
    wholeNames.has(letters) ||
    titles.has(nameKeyOf(name)) ||
    framed.startsWith(admin) ||
    framed.endsWith(admin) ||
    titlesAnywhere.some((title) => letters.includes(title)) ||
    name.split(WORD_ENDS).some((word) => titles.has(nameKeyOf(word))) ||
    [...name.matchAll(TAGGED)].some(([, word = '']) => tags.has(nameKeyOf(word)))
  );
}
