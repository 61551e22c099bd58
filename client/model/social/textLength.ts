import { lazily } from '../../i18n/lazily.ts';

const segmenter = lazily(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

export function lengthOf(words: string): number {
  let count = 0;
  for (const _ of segmenter().segment(words)) count += 1;
  return count;
}
