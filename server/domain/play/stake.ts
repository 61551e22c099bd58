/** What a match could change in a player's rating, by the rule that changes it afterwards. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Stake } from '../../../shared/records.ts';
import { UNKNOWN_SKILL } from '../matchmaking/ratings.ts';
import { type Known, ratingChanges } from './ratingChanges.ts';

/** The player comes first, or last; among the others the better ones come first. Undefined where nothing is at stake. */
export function stakeOf(mode: string, player: PlayerId, others: readonly PlayerId[], known: Known): Stake | undefined {
  const muOf = (id: PlayerId): number => (known.ratings.get(id) ?? UNKNOWN_SKILL).mu;
  const sorted = others.toSorted((a, b) => muOf(b) - muOf(a));
  const best = changeIn(mode, [player, ...sorted], player, known);
  const worst = changeIn(mode, [...sorted, player], player, known);
  return best === undefined || worst === undefined ? undefined : { best, worst };
}

function changeIn(mode: string, order: readonly PlayerId[], player: PlayerId, known: Known): number | undefined {
  const ranking = order.map((playerId, at) => ({ playerId, place: at + 1, isAbandoned: false }));
  const match = { matchId: '', mode, ranking, startedAt: 0, endedAt: 0, withBots: false };
  const change = ratingChanges(match, known).get(player);
  return change && change.after - change.before;
}
