/** Rows of the leaderboard and of a player's matches. Pure. */
import { REPLAY_KEPT_MS } from '../../shared/limits.ts';
import type { LeaderboardRow, PastMatchRow } from '../../shared/records.ts';
import { changeText, isolated, listText, numberText, text } from '../i18n/text.ts';
import { modeTitle } from '../presentation/titles.ts';
import type { Face } from './faces.ts';
import type { Records } from './records.ts';
import { agoOf } from './relativeTime.ts';

/** `face`: a player's picture, or the icon of a mode. `tone`: of `change`. */
export type RecordRow = {
  key: string;
  place: string;
  face: Face | { mode: string };
  title: string;
  detail: string;
  value: string;
  change: string;
  tone: 'good' | 'bad' | 'plain';
  isYou: boolean;
  outcome: string;
  /** Of a past match. `placed`: neither first nor one of two. */
  result: MatchResult | undefined;
  /** It may be watched again. */
  isReplayable: boolean;
  /** The player of a leaderboard's row. */
  player: LeaderboardRow | undefined;
  /** It in one sign: a letter, or the place. */
  sign: string;
  accessibleName: string;
};

export type MatchResult = 'won' | 'drawn' | 'lost' | 'placed';

export function recordRows({ page }: Records, selfId: string | undefined, nowS: number | undefined): RecordRow[] {
  if (!page) return [];
  if (page.kind === 'leaderboard') return page.rows.map((row) => leaderRow(row, selfId));
  return page.rows.map((row) => pastRow(row, nowS));
}

/** The player's own row of a leaderboard. */
export const ownRow = ({ page }: Records): RecordRow | undefined =>
  page?.kind === 'leaderboard' && page.own ? leaderRow(page.own, page.own.id) : undefined;

function leaderRow(row: LeaderboardRow, selfId: string | undefined): RecordRow {
  const { place, id, name, emblem, rating, matches, isProvisional } = row;
  const counted = text('records.matches', { count: matches });
  const detail = isProvisional ? `${counted} · ${text('records.provisional')}` : counted;
  return {
    key: id,
    place: numberText(place),
    face: { emblem },
    title: name,
    detail,
    value: numberText(rating),
    change: '',
    tone: 'plain',
    isYou: id === selfId,
    outcome: '',
    result: undefined,
    isReplayable: false,
    player: row,
    sign: '',
    accessibleName: text('records.leader', { place, name: isolated(name), rating, detail }),
  };
}

function pastRow(match: PastMatchRow, nowS: number | undefined): RecordRow {
  const { matchId, mode, place, isAbandoned, others, withBots, endedAtS, ratingBefore, ratingAfter } = match;
  const names = others.map(({ name }) => (name === null ? text('records.hidden') : isolated(name)));
  if (withBots) names.push(text('records.bots'));
  const against = names.length === 0 ? '' : text('records.against', { names: listText(names) });
  const result = resultOf(match);
  const how = isAbandoned ? text('records.abandoned') : outcome(match);
  const change = ratingBefore === undefined || ratingAfter === undefined ? undefined : ratingAfter - ratingBefore;
  const detail = [against, agoOf(endedAtS, nowS)].filter((part) => part !== '').join(' · ');
  const title = `${how} · ${modeTitle(mode)}`;
  const value = ratingAfter === undefined ? '' : numberText(ratingAfter);
  const worth =
    change === undefined ? '' : text('result.rating', { rating: ratingAfter ?? 0, change: changeText(change) });
  return {
    key: matchId,
    place: numberText(place),
    face: { mode },
    title,
    detail,
    value,
    change: change === undefined ? '' : changeText(change),
    tone: change === undefined || change === 0 ? 'plain' : change > 0 ? 'good' : 'bad',
    isYou: false,
    outcome: how,
    result,
    // Beyond it there is none for sure; whether there is one only the server knows.
    isReplayable: nowS !== undefined && nowS - endedAtS < REPLAY_KEPT_MS / 1_000,
    player: undefined,
    sign: result === 'placed' ? numberText(place) : text(`form.${result}`),
    accessibleName: [title, detail, worth].filter((part) => part !== '').join(', '),
  };
}

/** First together with others: a draw, which is no win. */
function resultOf({ place, isAbandoned, others }: PastMatchRow): MatchResult {
  if (isAbandoned) return 'lost';
  if (place === 1) return others.some((other) => other.place === 1) ? 'drawn' : 'won';
  return others.length > 1 ? 'placed' : 'lost';
}

/** First together with others: a draw. */
function outcome({ place, others }: PastMatchRow): string {
  if (place === 1) return text(others.some((other) => other.place === 1) ? 'result.drawn' : 'records.won');
  return others.length > 1 ? text('result.place', { place }) : text('records.lost');
}
