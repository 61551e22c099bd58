/** What may be said in the chat, as it is told to others. Pure. */
import { CHAT_MAX_CHARS } from '../../../shared/limits.ts';
import { insultsIn } from '../language/insults.ts';

/** Controls, ends of lines, and no characters. */
const BREAKS = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u202f]+/gu;
/** What turns the line round, or stands between letters and shows nothing; joiners of emoji and scripts stay. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]+/gu;
/** A text of these alone says nothing. */
const BLANK = /[\p{Default_Ignorable_Code_Point}\p{M}\p{Z}\u2800]/gu;
/** More marks on a letter than any language writes, which climb over the lines above and below. */
const TOWERS = /(\p{M}{4})\p{M}+/gu;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Katakana of half the width: voice marks are letters of their own there, and would hide an insult. */
const HALF_KANA = /[\uff66-\uff9f]+/gu;
const MASK = '•';

/** One line, insults and hate masked. Undefined where nothing is left, or over CHAT_MAX_CHARS graphemes. Never throws. */
export function chatText(raw: string): string | undefined {
  const text = raw
    .toWellFormed()
    .replace(HALF_KANA, (kana) => kana.normalize('NFKC'))
    .normalize('NFC')
    .replace(BREAKS, ' ')
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(TOWERS, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text.replace(BLANK, '') === '' || isLong(text)) return undefined;
  return masked(text);
}

/** Again until nothing is found, so that a masked text passes unchanged: a mask may set a word apart. */
function masked(text: string): string {
  const found = insultsIn(text);
  if (found.length === 0) return text;
  const units = text.split('');
  for (const [start, end] of found) units.fill(MASK, start, end);
  return masked(units.join(''));
}

function isLong(text: string): boolean {
  let count = 0;
  for (const _ of segmenter.segment(text)) if (++count > CHAT_MAX_CHARS) return true;
  return false;
}
