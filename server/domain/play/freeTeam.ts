/** Which side of a match has a seat for one more. Pure. */
import type { Mode } from '../../../shared/modes.ts';

/** The one with the fewest seats, the first of those; where everybody is for themself, the smallest number nobody has. */
export function freeTeam({ teams, players }: Mode, seats: readonly { readonly team: number }[]): number {
  const sizes: number[] = new Array(teams ?? players.max + 1).fill(0);
  for (const { team } of seats) if (team < sizes.length) sizes[team]! += 1;
  return sizes.indexOf(Math.min(...sizes));
}

/** Each of them with a team, in this order. */
export function onTeams<Seat extends object>(mode: Mode, seats: readonly Seat[]): (Seat & { team: number })[] {
  const placed: (Seat & { team: number })[] = [];
  for (const seat of seats) placed.push({ ...seat, team: freeTeam(mode, placed) });
  return placed;
}
