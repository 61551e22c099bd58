/** What decided a match of connect four: threats, forks, blocks and wins that were missed. Pure. */
import { COLUMNS, discsOf, isLegal, ROWS, type Side, winningDiscs } from '../../../shared/games/connect-four/board.ts';

/**
 * `three`: from then on a column would have won. `fork`: two would have. `blocked`: took the column in which the other side
 * would have won. `missed`: the side that moved could have won at once, in `column`. `four`: won.
 */
export type MomentKind = 'three' | 'fork' | 'blocked' | 'missed' | 'four';
/** `at`: after so many moves. */
export type BoardMoment = {
  readonly at: number;
  readonly side: Side;
  readonly kind: MomentKind;
  readonly column: number;
};

export function momentsOf(moves: readonly number[]): BoardMoment[] {
  return moves.flatMap((column, i) => {
    const kind = kindOf(moves.slice(0, i), column);
    const side = (i % 2) as Side;
    return kind ? [{ at: i + 1, side, kind: kind.kind, column: kind.column ?? column }] : [];
  });
}

function kindOf(before: readonly number[], column: number): { kind: MomentKind; column?: number } | undefined {
  const side = (before.length % 2) as Side;
  const after = [...before, column];
  if (winningDiscs(after).length > 0) return { kind: 'four' };
  const [missed] = winsOf(before, side);
  if (missed !== undefined) return { kind: 'missed', column: missed };
  const own = winsOf(after, side);
  const hadOther = winsOf(before, other(side));
  if (own.length > 1) return { kind: 'fork' };
  if (hadOther.includes(column) && !winsOf(after, other(side)).includes(column)) return { kind: 'blocked' };
  return own.length > 0 ? { kind: 'three' } : undefined;
}

const other = (side: Side): Side => (side === 0 ? 1 : 0);

/** The columns in which a side would win with the next disc, whoever is to move. */
function winsOf(moves: readonly number[], side: Side): number[] {
  const grid = new Map(discsOf(moves).map((disc) => [disc.row * COLUMNS + disc.column, disc.side]));
  const has = (column: number, row: number): boolean =>
    column >= 0 && column < COLUMNS && row >= 0 && row < ROWS && grid.get(row * COLUMNS + column) === side;
  return Array.from({ length: COLUMNS }, (_, column) => column).filter((column) => {
    if (!isLegal(moves, column)) return false;
    const row = moves.filter((each) => each === column).length;
    return DIRECTIONS.some(([dx, dy]) => {
      const run = (by: number): number => {
        let length = 0;
        while (has(column + by * dx * (length + 1), row + by * dy * (length + 1))) length += 1;
        return length;
      };
      return run(1) + run(-1) >= 3;
    });
  });
}

const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;
