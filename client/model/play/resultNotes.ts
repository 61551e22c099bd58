/** What is said beside a result. Pure. */
import { changeText, isolated, text } from '../../i18n/text.ts';
import { secondsLeft } from './invites.ts';
import { goneText, type MatchView } from './matchView.ts';
import type { Result } from './playState.ts';
import { type ResultRow, ratingNote } from './resultView.ts';

/** By weight: why there is no rematch comes first. */
export function resultNotes(
  match: MatchView,
  result: Result | undefined,
  wish: string,
  selfId: string | undefined,
  now: number,
): string[] {
  const isAsked = match.hasAskedAgain && match.ended;
  const closes = isAsked ? text('result.closes', { count: secondsLeft(match.ended.closesAt, now) }) : '';
  const gone = match.table ? goneText(match.table) : '';
  return [wish || closes, gone, ratingNote(result, match.ticket.mode, selfId)].filter(Boolean);
}

export function resultText({ place, name, rating, change }: ResultRow): string {
  const words = text('result.row', { place, name: isolated(name) });
  if (rating === undefined || change === undefined) return words;
  return `${words}, ${text('result.rating', { rating, change: changeText(change) })}`;
}
