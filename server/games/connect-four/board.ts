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

type Cell = `${number},${number}`;

/** The side (0 began, or 1) whose turn it is. */
export const turnOf = (moves: readonly number[]): 0 | 1 => (moves.length % 2) as 0 | 1;

export const isLegal = (moves: readonly number[], column: number): boolean =>
  column in Array.from({ length: COLUMNS }) && moves.filter((move) => move === column).length < ROWS;

/** After the last move: won by who made it, drawn, or going on. */
export function outcomeOf(moves: readonly number[]): 'won' | 'drawn' | undefined {
  const cells = new Map<Cell, 0 | 1>();
  const heights: number[] = new Array(COLUMNS).fill(0);
  for (const [at, column] of moves.entries()) {
    const row = heights[column] ?? 0;
    heights[column] = row + 1;
    cells.set(`${column},${row}`, (at % 2) as 0 | 1);
  }
  const column = moves.at(-1);
  if (column === undefined) return undefined;
  const row = (heights[column] ?? 0) - 1;
  const side = cells.get(`${column},${row}`);
  const run = (dx: number, dy: number): number => {
    let length = 0;
    while (cells.get(`${column + dx * (length + 1)},${row + dy * (length + 1)}`) === side) length += 1;
    return length;
  };
  if (DIRECTIONS.some(([dx, dy]) => 1 + run(dx, dy) + run(-dx, -dy) >= IN_A_ROW)) return 'won';
  return moves.length === COLUMNS * ROWS ? 'drawn' : undefined;
}
