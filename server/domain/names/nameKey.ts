/** What makes a name unique: names that look alike, or differ in case, spaces or punctuation only, share a key. */
import unhomoglyph from 'unhomoglyph';

/** Small letters that look like no Latin letter while their capitals do: `ВОВ` is `BOB`, so `вов` is, too. */
const CAPITAL_LOOKS: Readonly<Record<string, string>> = {
  в: 'b',
  к: 'k',
  м: 'm',
  н: 'h',
  т: 't',
  β: 'b',
  ε: 'e',
  ζ: 'z',
  η: 'h',
  κ: 'k',
  μ: 'm',
  ν: 'n',
  τ: 't',
  υ: 'y',
  χ: 'x',
};
const CAPITAL_LOOK = new RegExp(`[${Object.keys(CAPITAL_LOOKS).join('')}]`, 'gu');

/** Joiners and variation selectors: `❤` and `❤️` look alike. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const SEPARATORS = /[\p{Z}\p{P}]|(?!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator})\p{S}/gu;

/** Full case folding, as far as the language has it: through the capitals, so that `ß` is `ss`. */
const foldCase = (text: string): string => text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');

/** Spaces, punctuation, symbols and what is invisible, away; letters, digits and emoji stay. */
const withoutSeparators = (text: string): string => text.replace(INVISIBLE, '').replace(SEPARATORS, '');

/** Accents and vowel points, where the word is read without them too; elsewhere marks are letters. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Arabic}\p{Script=Hebrew}]\p{M}*)\p{Mn}/gu;

/** Of a name in NFKC. Not for showing. May be empty. */
export function nameKeyOf(name: string): string {
  const folded = foldCase(withoutSeparators(name)).normalize('NFD');
  const looks = unhomoglyph(folded.replace(CAPITAL_LOOK, (letter) => CAPITAL_LOOKS[letter] as string));
  const plain = foldCase(looks).normalize('NFKD').replace(ACCENTS, '');
  // A capital i looks like an l and is an i: so i and l are one.
  return plain
    .replace(/[iı1|]/g, 'l')
    .replaceAll('0', 'o')
    .normalize('NFC');
}
