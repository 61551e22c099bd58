/** Connect four, pure. A game is the list of columns played; everything else derives from it. */
export const COLUMNS = 7;
export const ROWS = 6;
const IN_A_ROW = 4;
/** A player that has not moved for so long has lost. */
export const MOVE_MS = 60_000;

const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

/** Side 0 begins. */
export type Side = 0 | 1;
/** `row`: 0 is the bottom one. */
export type Disc = { column: number; row: number; side: Side };

/** Pushed after each move and arrival. `order`: seats by side. `turn`: the seat to move within `leftMs`; null when it is over. */
export type BoardUpdated = { moves: number[]; order: number[]; turn: number | null; leftMs: number };

export const turnOf = (moves: readonly number[]): Side => (moves.length % 2) as Side;

export const isLegal = (moves: readonly number[], column: number): boolean =>
  column in Array.from({ length: COLUMNS }) && moves.filter((move) => move === column).length < ROWS;

/** In the order of the moves. */
export function discsOf(moves: readonly number[]): Disc[] {
  const heights: number[] = new Array(COLUMNS).fill(0);
  return moves.map((column, at) => {
    const row = heights[column] ?? 0;
    heights[column] = row + 1;
    return { column, row, side: (at % 2) as Side };
  });
}

/** The discs of the winning lines, the last move first; empty if the last move did not win. */
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

/** The outcome after the last move; `won`: its player has won; undefined: the game goes on. */
export function outcomeOf(moves: readonly number[]): 'won' | 'drawn' | undefined {
  if (winningDiscs(moves).length > 0) return 'won';
  return moves.length === COLUMNS * ROWS ? 'drawn' : undefined;
}
