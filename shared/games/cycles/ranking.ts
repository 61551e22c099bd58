/** Who is where when a match ends, or would be if it ended now. Who abandoned it is the room's to place. */
import type { Game } from './game.ts';

/** Seats, best first, those who share a place together: by rounds won, then by how many riders they saw crash. */
export function rankingOf(game: Game): number[][] {
  const meritOf = ({ wins, outlived }: Game['riders'][number]): number => wins * 1_000 + outlived;
  const bySeat = game.riders.map(meritOf);
  const merits = [...new Set(bySeat)].sort((a, b) => b - a);
  return merits.map((merit) => [...bySeat.keys()].filter((seat) => bySeat[seat] === merit));
}
