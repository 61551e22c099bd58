/** The matches that can be joined or watched. Pure. */
import type { MatchRow, PlayPushes } from '../../../shared/playProtocol.ts';
import { isolated, listText, text } from '../../i18n/text.ts';

export type MatchFilter = 'all' | 'open' | 'friends';
type Matches = ReadonlyMap<string, MatchRow>;

/** Rows keep their place and new ones come last, so that nothing moves under a finger. */
export function matchesAfter(
  before: Matches | undefined,
  { isWhole, put, removed, progressed = [] }: PlayPushes['matchesUpdated'],
): Matches {
  const wanted = new Set(put.map(({ matchId }) => matchId));
  const kept = [...(before ?? [])].filter(([id]) => !isWhole || wanted.has(id));
  const next = new Map(kept);
  for (const row of put) next.set(row.matchId, row);
  for (const { matchId, progress } of progressed) {
    const row = next.get(matchId);
    if (row) next.set(matchId, { ...row, progress });
  }
  for (const id of removed) next.delete(id);
  return next;
}

/** Those that can be joined first, each half in the order of arrival. */
export function listed(
  matches: Matches | undefined,
  filter: MatchFilter,
  mode?: string,
  isFriend = (_: string): boolean => false,
): readonly MatchRow[] {
  const ofMode = [...(matches?.values() ?? [])].filter((row) => mode === undefined || row.mode === mode);
  const hasFriend = ({ players }: MatchRow) => players.some(({ id }) => id !== null && isFriend(id));
  const rows = filter === 'friends' ? ofMode.filter(hasFriend) : ofMode;
  const isOpen = (row: MatchRow) => row.state === 'open';
  const open = rows.filter(isOpen);
  return filter === 'open' ? open : [...open, ...rows.filter((row) => !isOpen(row))];
}

/** For a screen on which the first one is large: the running match that most watch; the others as they were. */
export function mostWatchedFirst(rows: readonly MatchRow[]): readonly MatchRow[] {
  const running = rows.filter(({ state }) => state === 'playing');
  const most = Math.max(...running.map(({ spectators }) => spectators));
  const first = running.find(({ spectators }) => spectators === most);
  return first ? [first, ...rows.filter((row) => row !== first)] : rows;
}

/** The names of the players, and how many are unnamed. */
export function playersText({ players }: MatchRow): string {
  const names = players.flatMap(({ name }) => (name === null ? [] : isolated(name)));
  const unnamed = players.length - names.length;
  if (players.length === 0) return text('matches.nobody');
  return listText(unnamed > 0 ? [...names, text('matches.hidden', { count: unnamed })] : names);
}

/**
 * `rejoin`: the player has a seat in it, which the list does not name if they hide. `own`: their match, if known.
 * `hasLeft`: they gave up their seat.
 */
export type MatchAction = 'join' | 'watch' | 'rejoin';
export function matchActionOf(row: MatchRow, selfId: string | undefined, own?: string, hasLeft = false): MatchAction {
  if (row.matchId === own || (!hasLeft && row.players.some(({ id }) => id === selfId))) return 'rejoin';
  return row.state === 'open' && row.players.length < row.seats ? 'join' : 'watch';
}

export const matchOf = (matches: Matches | undefined, playerId: string): MatchRow | undefined =>
  [...(matches?.values() ?? [])].find((row) => row.players.some(({ id }) => id === playerId));
