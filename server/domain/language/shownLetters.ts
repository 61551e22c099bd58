/** Signs that people read as Latin letters and Unicode does not: 🅐, 🅰 and the halves of flags. Pure. */

/** Where each of these alphabets begins. */
const NEGATIVE = [0x1f150, 0x1f170];
const FLAG_HALVES = 0x1f1e6;
const LETTERS = 26;

const SIGN = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]\ufe0f?/gu;
const SIGN_OR_FLAG = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{1f1e6}-\u{1f1ff}]\ufe0f?/gu;

/** The capital letter that is shown; undefined for any other character. */
export function letterShown(char: string): string | undefined {
  const code = char.codePointAt(0) as number;
  const start = [...NEGATIVE, FLAG_HALVES].find((first) => code >= first && code < first + LETTERS);
  return start === undefined ? undefined : String.fromCodePoint(0x41 + code - start);
}

const readAll = (text: string, signs: RegExp): string => text.replace(signs, (sign) => letterShown(sign) as string);

/** Flags stay flags. */
export const signsAsLetters = (text: string): string => readAll(text, SIGN);

/** Flags too: some systems show their letters. */
export const allAsLetters = (text: string): string => readAll(text, SIGN_OR_FLAG);
