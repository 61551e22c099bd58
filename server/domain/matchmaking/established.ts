/**
 * Which players are established: they have beaten players of whom that is known already, so accounts that play only among
 * themselves never are (docs/decisions/12-earned-ratings.md). All others are provisional. Pure.
 */
import type { PlayerId } from '../../../shared/ids.ts';

/** Rated matches, of all modes, before a player is established. On a leaderboard: of its mode. */
export const ESTABLISHED_MATCHES = 10;
/** Different established players that a player must have beaten. */
export const ESTABLISHED_WINS = 3;
/** While fewer players are established, wins over anybody count: a new installation has to begin somewhere. */
export const FOUNDERS = 20;

/** `proven`: beaten established players. `others`: players beaten while founders were wanted. Empty once established. */
export type Reputation = {
  readonly isEstablished: boolean;
  readonly matches: number;
  readonly proven: readonly PlayerId[];
  readonly others: readonly PlayerId[];
};
export const NO_REPUTATION: Reputation = { isEstablished: false, matches: 0, proven: [], others: [] };

/** Whether a rating after so many matches of its mode is not earned yet. */
export const isProvisional = (matches: number, { isEstablished } = NO_REPUTATION): boolean =>
  !isEstablished || matches < ESTABLISHED_MATCHES;

/** After a rated match. `beaten`: players that stayed to the end. `isFull`: all others of the match are established. */
export function afterMatch(
  { matches: before, proven, others, ...rest }: Reputation,
  beaten: readonly PlayerId[],
  { isFull, isFounding }: { isFull: boolean; isFounding: boolean },
): Reputation {
  const matches = before + 1;
  if (rest.isEstablished) return { ...rest, matches, proven, others };
  const now = {
    proven: isFull ? firstOf([...proven, ...beaten]) : proven,
    others: isFounding ? firstOf([...others, ...beaten]) : others,
  };
  const wins = isFounding ? firstOf([...now.proven, ...now.others]) : now.proven;
  const isEstablished = matches >= ESTABLISHED_MATCHES && wins.length === ESTABLISHED_WINS;
  return isEstablished ? { isEstablished, matches, proven: [], others: [] } : { ...rest, matches, ...now };
}

const firstOf = (ids: readonly PlayerId[]): PlayerId[] => [...new Set(ids)].slice(0, ESTABLISHED_WINS);
