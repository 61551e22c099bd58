/** What a player's card tells: ratings, how their matches went, and how those with oneself went. What matters most is first. */
import { RATED_MODES } from '../../../shared/modes.ts';
import { text } from '../../i18n/text.ts';
import { modeTitle } from '../../presentation/titles.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { type MatchResult, recordRows } from '../recordRows.ts';
import { agoOf } from '../relativeTime.ts';
import { isAbsent, type ListedRow } from '../rosterRows.ts';
import { ratingText } from './ratingText.ts';
import { versusText } from './rowLine.ts';

/** A past match in one sign. */
export type FormMark = { sign: string; result: MatchResult };
/** `marks`: seen in the place of `value`, as many of them as there is room for. */
export type ProfileFact = { label: string; value: string; marks?: readonly FormMark[] };

export function profileFacts(model: LobbyModel, row: ListedRow, nowS: number | undefined): ProfileFact[] {
  const { roster } = model;
  const met = roster.opponents.get(row.id);
  const facts = [
    ...formFact(model, row.id, nowS),
    ...(met ? [{ label: text('profile.versus'), value: capital(versusText(met)) }] : []),
    ...ratingFacts(row, roster.mode),
    { label: text('profile.active'), value: isAbsent(row) ? '' : capital(agoOf(row.lastActive, nowS)) },
  ];
  return facts.filter(({ value }) => value !== '');
}

/** That of the mode in the list is always there, unless it is not known; the others where there is one. */
function ratingFacts(row: ListedRow, mode: string): ProfileFact[] {
  const { ratings } = row;
  const others = RATED_MODES.map(({ id }) => id).filter((id) => id !== mode);
  return [mode, ...others].flatMap((each) => {
    const value = ratingText(ratings, each);
    if (value === '' && (each !== mode || isAbsent(row))) return [];
    const label = text('roster.ratingIn', { mode: modeTitle(each) });
    return [{ label, value: value || text('profile.unrated') }];
  });
}

/** Nothing where it is not known. */
function formFact({ latest, roster }: LobbyModel, id: string, nowS: number | undefined): ProfileFact[] {
  if (latest?.of.kind !== 'history' || latest.of.player.id !== id || latest.problem !== undefined) return [];
  const label = text('profile.latest');
  const rows = recordRows(latest, roster.selfId, nowS);
  if (!latest.page) return [{ label, value: '…' }];
  if (rows.length === 0) return [{ label, value: text('records.noMatches') }];
  const marks = rows.flatMap(({ sign, result }) => (result ? [{ sign, result }] : []));
  return [{ label, value: rows.map(({ accessibleName }) => accessibleName).join('; '), marks }];
}

const capital = (sentence: string): string => sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
