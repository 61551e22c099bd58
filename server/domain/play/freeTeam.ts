/** The side of a match that the next player joins. Pure. */
import type { Mode } from '../../../shared/modes.ts';

/** The first of those with the fewest seats; in a free-for-all the smallest number that is free. */
export function freeTeam({ teams, players }: Mode, seats: readonly { readonly team: number }[]): number {
  const sizes: number[] = new Array(teams ?? players.max + 1).fill(0);
  for (const { team } of seats) if (team < sizes.length) sizes[team]! += 1;
  return sizes.indexOf(Math.min(...sizes));
}

export function onTeams<Seat extends object>(mode: Mode, seats: readonly Seat[]): (Seat & { team: number })[] {
  const placed: (Seat & { team: number })[] = [];
  for (const seat of seats) placed.push({ ...seat, team: freeTeam(mode, placed) });
  return placed;
}
