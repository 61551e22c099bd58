/** What makes a name unique: names that look alike, or differ in case, spaces or punctuation only, share a key. */
import unhomoglyph from 'unhomoglyph';
import { signsAsLetters } from '../language/shownLetters.ts';

/** Capitals of the size of small letters, and the letters that they are. */
const SMALL_CAPITALS = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ';
const THEIR_LETTERS = 'abcdefghijklmnoprstuvwyz';

/** Small letters that look like no Latin letter, but their capitals do: `ВОВ` looks like `BOB`; `вов` counts as it. */
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
  ʍ: 'm',
  ...Object.fromEntries([...SMALL_CAPITALS].map((letter, at) => [letter, THEIR_LETTERS[at] as string])),
};
const CAPITAL_LOOK = new RegExp(`[${Object.keys(CAPITAL_LOOKS).join('')}]`, 'gu');

/** Joiners and variation selectors, as `❤` and `❤️` look alike; and what only stretches an Arabic word. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u0640]/gu;
const SEPARATORS = /[\p{Z}\p{P}]|(?!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator})\p{S}/gu;

/** Full case folding, as far as JavaScript has it: through the capitals, so that `ß` is `ss`. */
const foldCase = (text: string): string => text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');

/** Removes spaces, punctuation, symbols and invisible characters; letters, digits and emoji stay. */
const withoutSeparators = (text: string): string => text.replace(INVISIBLE, '').replace(SEPARATORS, '');

/** Accents and vowel points of scripts that are also read without them; in others, marks are letters. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Arabic}\p{Script=Hebrew}]\p{M}*)\p{Mn}/gu;

/** Scripts with letters that look like Latin capitals, and not like the small letters that they would become. */
const LIKE_CAPITALS = /[\p{Script=Lisu}\p{Script=Cherokee}\p{Script=Canadian_Aboriginal}]/gu;

/** `name`: in NFKC. The key is not for display, and may be empty. */
export function nameKeyOf(name: string): string {
  const letters = withoutSeparators(signsAsLetters(name)).replace(LIKE_CAPITALS, (letter) => unhomoglyph(letter));
  const folded = foldCase(letters).normalize('NFD');
  const looks = unhomoglyph(folded.replace(CAPITAL_LOOK, (letter) => CAPITAL_LOOKS[letter] as string));
  const plain = foldCase(looks).normalize('NFKD').replace(ACCENTS, '');
  // A capital i looks like an l: i and l are the same.
  return plain
    .replace(/[iı1|]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('vv', 'w')
    .normalize('NFC');
}
