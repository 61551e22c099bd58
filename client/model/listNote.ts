/** What is known of the whole list, beside the count: that players are missing, or else how fresh it is. */
import { text } from '../i18n/text.ts';
import type { Link } from '../net/events.ts';
import { paceOf } from './paceView.ts';

/** `short`: for narrow places. `label`: accessible name. `isNews`: unusual, so announced politely. */
export type ListNote = { text: string; short: string; label: string; hint: string; isNews: boolean };

/** undefined if unknown: the link is down, or the server does not say. `patchMs`: the interval in force. */
export function listNoteOf(link: Link, patchMs: number | undefined, isPartial: boolean): ListNote | undefined {
  if (link.kind === 'online' && isPartial) {
    const sentence = text('partial.text');
    return {
      text: sentence,
      short: text('partial.short'),
      label: sentence,
      hint: text('partial.hint'),
      isNews: true,
    };
  }
  const pace = paceOf(link, patchMs);
  return pace && { ...pace, label: text('pace.label', { pace: pace.text }), isNews: false };
}
