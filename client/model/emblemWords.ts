import { partsOf } from '../../shared/emblem.ts';
import { text } from '../i18n/text.ts';

/** "Arrow, sky": what a screen reader says of an emblem. */
export function emblemWords(emblem: number): string {
  const { motif, livery } = partsOf(emblem);
  return text('emblem.words', { motif: text(`motif.${motif}`), livery: text(`livery.${livery}`) });
}
