/** A text as it may be read: with signs for letters, and with words that are spelt out joined. Pure. */
import { letterShown } from './shownLetters.ts';

/** `at[n]`: where the n-th unit of the reading stands in the text; one more for the end. */
export type Reading = { text: string; at: readonly number[] };

/** Single letters with spaces or punctuation between them: `f.u c k`. */
export const SPELT_OUT = /(?<=(?:^|[\s\p{P}])\p{L})[\s\p{P}]+(?=\p{L}(?:[\s\p{P}]|$))/gu;
const MARK = '•';

/** `𝐚` and `ⓐ` are one letter in NFKC; what becomes several, or none, stays. */
function plain(char: string): string {
  const compatible = char.normalize('NFKC');
  return letterShown(char)?.toLowerCase() ?? (/^\p{Script=Latin}$/u.test(compatible) ? compatible : char);
}

/** The same text with plain letters; undefined where all of them are plain. */
function withPlainLetters(text: string): Reading | undefined {
  const read = { text: '', at: [] as number[] };
  let from = 0;
  for (const char of text) {
    const letter = plain(char);
    for (let unit = 0; unit < letter.length; unit++) read.at.push(from);
    read.text += letter;
    from += char.length;
  }
  read.at.push(from);
  return read.text === text ? undefined : read;
}

/** Undefined where nothing is spelt out. What is masked already stays apart. */
function withJoinedWords({ text, at }: Reading): Reading | undefined {
  const kept: number[] = [];
  let from = 0;
  for (const { 0: gap, index } of text.matchAll(SPELT_OUT)) {
    if (gap.includes(MARK)) continue;
    for (let unit = from; unit < index; unit++) kept.push(unit);
    from = index + gap.length;
  }
  if (from === 0) return undefined;
  for (let unit = from; unit < text.length; unit++) kept.push(unit);
  return {
    text: kept.map((unit) => text[unit]).join(''),
    at: [...kept, text.length].map((unit) => at[unit] as number),
  };
}

/** The text itself, too. `text`: NFC. */
export function readingsOf(text: string): Reading[] {
  const itself: Reading = { text, at: Array.from({ length: text.length + 1 }, (_, unit) => unit) };
  const read = withPlainLetters(text);
  const joined = withJoinedWords(read ?? itself);
  return [itself, ...(read ? [read] : []), ...(joined ? [joined] : [])];
}

/** The part of the text in which the reading has this one. */
export function rangeIn({ at }: Reading, [start, end]: readonly [number, number], text: string): [number, number] {
  const from = at[start] as number;
  const last = at[end - 1] as number;
  const char = String.fromCodePoint(text.codePointAt(last) as number);
  return [from, last + char.length];
}
