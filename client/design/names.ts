/** Names of every script on a canvas: initials and clipping by grapheme, direction by the first strong letter. */
import { lazily } from '../i18n/lazily.ts';

const segmenter = lazily(() => new Intl.Segmenter(undefined, { granularity: 'grapheme' }));
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

export const graphemes = (text: string): string[] => Array.from(segmenter().segment(text), ({ segment }) => segment);

/** The first grapheme, in upper case where the script has cases. */
export function initialOf(name: string): string {
  const first = graphemes(name.trim())[0];
  return first === undefined ? '?' : first.toLocaleUpperCase();
}

/** Of a sentence: without the names that are isolated in it. */
export function directionOf(name: string): 'ltr' | 'rtl' {
  const letter = /\p{L}/u.exec(name.replace(/\u2068[^\u2069]*\u2069/g, ''))?.[0];
  return letter !== undefined && RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

/** The longest beginning that fits `width` with an ellipsis; the whole text if it fits. `measure` returns a width. */
export function clipped(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  const parts = graphemes(text);
  let low = 0;
  let high = parts.length - 1;
  const short = (count: number) => `${parts.slice(0, count).join('').trimEnd()}…`;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(short(middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return short(low);
}

/** The same id has the same colour everywhere: FNV-1a. */
export function colorOf<Color>(id: string, colors: readonly Color[]): Color {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  return colors[((hash ^ (hash >>> 16)) >>> 0) % colors.length] as Color;
}
