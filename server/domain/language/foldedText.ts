/** A text as letters that can be compared: look-alikes, accents, long letters and dots in words make no difference. */

/** A letter, or a run of it, at [from, to) of the text; ' ' for any gap between words. */
export type Letter = { letter: string; count: number; from: number; to: number };

/** What letters are written as. */
const LOOKS: Readonly<Record<string, string>> = {
  a: 'àáâãäåāăąаα4@',
  b: 'в8',
  c: 'çćčсϲ',
  e: 'èéêëēėęеε3€',
  h: 'нη',
  k: 'кκ',
  i: 'ìíîïīįıіι1!|',
  m: 'м',
  o: 'òóôõöøōоο0',
  p: 'рρ',
  s: 'šśѕ5$',
  t: 'тτ7+',
  u: 'ùúûüūυ',
  x: 'хχ',
  y: 'ýÿу',
  ا: 'أإآٱ',
  ه: 'ة',
  ي: 'ىئی',
  ك: 'ک',
  و: 'ؤ',
};
const LETTER_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOKS).flatMap(([letter, looks]) => [...looks].map((look) => [look, letter] as const)),
);

/** Below its letter, above or through it, or stretching it; or one that shows nothing. */
const PART_OF_LETTER = /[\p{M}\u0640\p{Default_Ignorable_Code_Point}]/u;
/** A masked insult ends the word before it. */
const GAP = /[\s•]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** So many signs may stand in a word, as in `f..o`; more are a gap. */
const SIGNS_MAX = 2;
const KATAKANA = /[ァ-ヶ]/u;
/** From a katakana letter to its hiragana. */
const KANA_STEP = 0x60;

function foldedLetter(char: string): string {
  if (KATAKANA.test(char)) return String.fromCodePoint((char.codePointAt(0) as number) - KANA_STEP);
  const small = char.toLowerCase();
  return small === 'ß' ? 's' : (LETTER_OF.get(small) ?? small);
}

/** `text`: NFC. Signs between letters are dropped; a letter that stands for a sign counts as the letter. */
export function foldedText(text: string): Letter[] {
  const letters: Letter[] = [];
  let at = 0;
  let signs = 0;
  for (const char of text) {
    const [from, to] = [at, at + char.length];
    at = to;
    const last = letters.at(-1);
    if (PART_OF_LETTER.test(char)) {
      if (last && signs === 0) last.to = to;
      continue;
    }
    const letter = foldedLetter(char);
    if (!LETTER_OR_DIGIT.test(letter) && !GAP.test(char)) {
      signs += 1;
      if (signs > SIGNS_MAX && last && last.letter !== ' ') letters.push({ letter: ' ', count: 1, from, to });
      continue;
    }
    signs = 0;
    const found = GAP.test(char) ? ' ' : letter;
    const count = char === 'ß' ? 2 : 1;
    if (last?.letter === found) Object.assign(last, { count: last.count + count, to });
    else letters.push({ letter: found, count, from, to });
  }
  return letters;
}
