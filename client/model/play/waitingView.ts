/** A match before it begins, or one that cannot be shown: seats taken, awaited and free, and what can be shared. Pure. */
import type { SeatRow } from '../../../shared/matchProtocol.ts';
import { modeOf } from '../../../shared/modes.ts';
import { nameText, text } from '../../i18n/text.ts';
import { type MatchView, stageOf } from './matchView.ts';

/** `seats`: undefined for a free one. */
export type WaitingView = {
  title: string;
  sentences: readonly string[];
  code: string | undefined;
  seats: readonly (SeatRow | undefined)[];
};

export const freeSeats = ({ ticket, table }: MatchView): number =>
  Math.max(0, (modeOf(ticket.mode)?.players.max ?? 0) - (table?.seats.length ?? 0));

export function waitingView(match: MatchView, problem: 'missing' | 'failed' | undefined): WaitingView {
  const { table, code } = match;
  const stage = stageOf(match);
  const seats = table?.seats ?? [];
  if (problem && stage === 'running') {
    const words = text(problem === 'missing' ? 'match.noGame' : 'match.gameNotLoaded');
    return { title: text('match.running'), sentences: [words], code: undefined, seats };
  }
  if (stage === 'entering' || !table)
    return { title: text('match.entering'), sentences: [], code: undefined, seats: [] };
  const free = seats.some(({ is }) => is === 'waiting') ? 0 : freeSeats(match);
  const missing = free + seats.filter(({ is }) => is === 'waiting').length;
  const share = free === 0 ? '' : text(code ? 'match.private' : 'match.public');
  const sentences = [text('match.seatingText', { count: missing }), share].filter((each) => each !== '');
  return {
    title: text('match.seating'),
    sentences,
    code: free > 0 ? code : undefined,
    seats: [...seats, ...Array.from({ length: free }, () => undefined)],
  };
}

export function seatText(seat: SeatRow | undefined): string {
  if (!seat) return text('match.empty');
  const word = seat.is === 'waiting' ? text('match.waiting') : seat.is === 'bot' ? text('match.bot') : '';
  const name = nameText(seat.name);
  return word === '' ? name : `${name}, ${word}`;
}
