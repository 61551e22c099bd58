/** Whether everybody may be told how a match ended. Pure. */
import type { MatchRow } from '../../../shared/playProtocol.ts';
import type { Happened } from '../../../shared/socialProtocol.ts';
import type { PlayedMatch } from './playedMatch.ts';

/**
 * `row`: of the match in the list that strangers see. Undefined of a match that is in no list, in which somebody is unnamed or
 * a bot, that was left or not really played, or that nobody won.
 */
export function reportedWin(
  { matchId, mode, ranking, startedAt, endedAt, withBots, isUnplayed }: PlayedMatch,
  row: MatchRow | undefined,
): Omit<Happened, 'streak'> | undefined {
  if (!row || withBots || isUnplayed || ranking.some(({ isAbandoned }) => isAbandoned)) return undefined;
  const names = new Map(row.players.flatMap(({ id, name }) => (id === null ? [] : [[id, name] as const])));
  const people = ranking.map(({ playerId: id, place }) => ({ id: id as string, name: names.get(id), place }));
  if (row.players.length !== ranking.length || people.some(({ name }) => name === undefined)) return undefined;
  const of = (isWinner: boolean) =>
    people.flatMap(({ id, name = '', place }) => ((place === 1) === isWinner ? [{ id, name }] : []));
  const [winners, losers] = [of(true), of(false)];
  if (winners.length === 0 || losers.length === 0) return undefined;
  const seconds = Math.max(1, Math.round((endedAt - startedAt) / 1000));
  return { id: matchId, mode, winners, losers, seconds, atS: Math.floor(endedAt / 1000) };
}
