/** Connect four, pure: a game is its moves, columns in the order they were played, and everything else follows. */
export const COLUMNS = 7;
export const ROWS = 6;
const IN_A_ROW = 4;

const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

/** 0 began. */
export type Side = 0 | 1;
/** `row`: 0 is the lowest. */
export type Disc = { column: number; row: number; side: Side };

/** The push after each move and arrival. `order`: the seats of the sides. `turn`: the seat to move, for `leftMs`; null when it is over. */
export type BoardUpdated = { moves: number[]; order: number[]; turn: number | null; leftMs: number };

/** The side whose turn it is. */
export const turnOf = (moves: readonly number[]): Side => (moves.length % 2) as Side;

export const isLegal = (moves: readonly number[], column: number): boolean =>
  column in Array.from({ length: COLUMNS }) && moves.filter((move) => move === column).length < ROWS;

/** In the order they were dropped. */
export function discsOf(moves: readonly number[]): Disc[] {
  const heights: number[] = new Array(COLUMNS).fill(0);
  return moves.map((column, at) => {
    const row = heights[column] ?? 0;
    heights[column] = row + 1;
    return { column, row, side: (at % 2) as Side };
  });
}

/** The discs that won with the last move, that one first; none where it did not win. */
export function winningDiscs(moves: readonly number[]): Disc[] {
  const discs = discsOf(moves);
  const last = discs.at(-1);
  if (!last) return [];
  const run = (dx: number, dy: number): Disc[] => {
    const found: Disc[] = [];
    for (let step = 1; ; step++) {
      const { column, row } = { column: last.column + dx * step, row: last.row + dy * step };
      const disc = discs.find((each) => each.column === column && each.row === row && each.side === last.side);
      if (!disc) return found;
      found.push(disc);
    }
  };
  const lines = DIRECTIONS.map(([dx, dy]) => [...run(dx, dy), ...run(-dx, -dy)]);
  const won = lines.filter((line) => line.length + 1 >= IN_A_ROW).flat();
  return won.length > 0 ? [last, ...won] : [];
}

/** After the last move: won by who made it, drawn, or going on. */
export function outcomeOf(moves: readonly number[]): 'won' | 'drawn' | undefined {
  if (winningDiscs(moves).length > 0) return 'won';
  return moves.length === COLUMNS * ROWS ? 'drawn' : undefined;
}
