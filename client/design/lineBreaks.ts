/** Where a line may end: at spaces, and in scripts that write without them between phrases. */
import { lazily } from '../i18n/lazily.ts';

const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Endings and particles belong to the word before them, marks that close to what they close. */
const ENDS = /^[\p{Script=Hiragana}\p{Pe}\p{Pf}\p{Po}ー々〜…]+$/u;
const OPENS = /[\p{Ps}\p{Pi}]$/u;
const CLOSES = /[\p{Po}\s]$/u;
const words = lazily(() => new Intl.Segmenter('ja', { granularity: 'word' }));

/** Pieces that make up the text; spaces stand at the end of theirs. */
export const piecesOf = (text: string): string[] =>
  text.split(/(?<= )/).flatMap((chunk) => (SPACELESS.test(chunk) ? phrasesOf(chunk) : [chunk]));

function phrasesOf(chunk: string): string[] {
  const phrases: string[] = [];
  for (const { segment } of words().segment(chunk)) {
    const last = phrases.at(-1);
    if (last !== undefined && (OPENS.test(last) || (ENDS.test(segment) && !startsAnew(last, segment)))) {
      phrases[phrases.length - 1] = last + segment;
    } else {
      phrases.push(segment);
    }
  }
  return phrases;
}

/** After a full stop or a comma another phrase begins, but no line begins with one of those. */
const startsAnew = (last: string, segment: string): boolean =>
  CLOSES.test(last) && /^\p{Script=Hiragana}/u.test(segment);
