/**
 * The second line of a player's row: their status, and what they do, as far as the list of matches or one's own history
 * tells. Pure.
 */
import type { Status } from '../../../shared/status.ts';
import { numberText, text } from '../../i18n/text.ts';
import { progressText } from '../../presentation/progress.ts';
import { modeShortTitle } from '../../presentation/titles.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import type { Opponent } from '../people/opponents.ts';
import { matchOf } from '../play/matchList.ts';
import { activeText, agoOf } from '../relativeTime.ts';
import type { ListedRow } from '../rosterRows.ts';

/** `word` has the colour of the `tone`; null: none. `said`: all of it, for screen readers. */
export type RowLine = { word: string; after: string; said: string; tone: Status | null };

/** Of somebody who is away, busy or reconnecting, that matters more than the match they sit in. */
const AT_PLAY: ReadonlySet<Status> = new Set(['playing', 'online', 'queued']);

/** Null: an offline friend. */
export const statusText = (status: Status | null): string =>
  text(status === null ? 'status.offline' : `status.${status}`);

export function rowLine(model: LobbyModel, row: ListedRow, nowS: number | undefined): RowLine {
  const { roster, play } = model;
  if (roster.isGone(row.id)) return lineOf(text('roster.left'), '', null);
  const match = row.status !== null && AT_PLAY.has(row.status) ? matchOf(play.state.matches, row.id) : undefined;
  if (match?.state === 'open') {
    const seats = { taken: match.players.length, seats: match.seats };
    return lineOf(text('row.openTable'), text('row.seats', seats), 'playing');
  }
  if (match) return lineOf(modeShortTitle(match.mode), progressText(match.mode, match.progress), 'playing');
  const met = roster.opponents.get(row.id);
  const word = statusText(row.status);
  if (met && row.status !== null && row.status !== 'away') return lineOf(word, versusText(met), row.status);
  const ago = agoOf(row.lastActive, nowS);
  const line = lineOf(word, ago === text('ago.now') ? '' : ago, row.status);
  const active = activeText(row.lastActive, nowS);
  return active === '' ? line : { ...line, said: word + text('roster.after', { active }) };
}

function lineOf(word: string, more: string, tone: Status | null): RowLine {
  const after = more === '' ? '' : text('roster.after', { active: more });
  return { word, after, said: word + after, tone };
}

/** Draws count for neither side. */
export function versusText({ won, lost }: Opponent): string {
  const numbers = { own: numberText(won), other: numberText(lost) };
  if (won === lost) return text('versus.level', numbers);
  return text(won > lost ? 'versus.lead' : 'versus.behind', numbers);
}
