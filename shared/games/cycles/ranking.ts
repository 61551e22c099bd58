/** The ranking at a match's end, or if it ended now. The room places players who abandoned it. */
import type { Game } from './game.ts';

/** Seats by place, best first; equals share a place. Ranked by rounds won, then by riders outlived. */
export function rankingOf(game: Game): number[][] {
  const meritOf = ({ wins, outlived }: Game['riders'][number]): number => wins * 1_000 + outlived;
  const bySeat = game.riders.map(meritOf);
  const merits = [...new Set(bySeat)].sort((a, b) => b - a);
  return merits.map((merit) => [...bySeat.keys()].filter((seat) => bySeat[seat] === merit));
}
