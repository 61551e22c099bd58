/** The players that somebody has met in matches lately, and how it went, from their own history. Pure. */
import type { PastMatchRow } from '../../../shared/records.ts';

/** `lastAtS`: the end of their latest match, in unix seconds. */
export type Opponent = {
  readonly won: number;
  readonly lost: number;
  readonly drawn: number;
  readonly lastAtS: number;
};
export type Opponents = ReadonlyMap<string, Opponent>;

/** As many matches as one page of the history has. */
export const MATCHES_LOOKED_AT = 100;
/** Of more, the latest: a list of everybody met in a week is no short list. */
const MOST = 20;

/** `matches`: the latest first. Of several players in a match each is met; one's own team is not. Hidden ones have no id. */
export function opponentsOf(matches: readonly PastMatchRow[]): Opponents {
  const met = new Map<string, Opponent>();
  for (const { place, team, others, endedAtS } of matches) {
    for (const other of others) {
      if (other.id === null || (team !== undefined && other.team === team)) continue;
      const before = met.get(other.id);
      if (!before && met.size === MOST) continue;
      const { won, lost, drawn, lastAtS } = before ?? { won: 0, lost: 0, drawn: 0, lastAtS: endedAtS };
      met.set(other.id, {
        won: won + Number(place < other.place),
        lost: lost + Number(place > other.place),
        drawn: drawn + Number(place === other.place),
        lastAtS,
      });
    }
  }
  return met;
}
