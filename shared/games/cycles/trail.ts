/**
 * A trail as both ends keep it: its corners, cells (arena.ts) of 16 bits, of which the first is the start, and the head
 * is its end. It grows by one number a turn and never changes otherwise, so that it is cheap to send, and whoever comes
 * late or comes back has all of it. A new round begins with an empty one.
 */
import { cellAt, emptyGrid, type Grid, xOf, yOf } from './arena.ts';

export type Trail = number[];
type Cell = { readonly x: number; readonly y: number };

/** Before the head goes from (x, y) to (toX, toY), its neighbour: notes the corner if it is one. */
export function leave(trail: Trail, x: number, y: number, toX: number, toY: number): void {
  const corner = trail.at(-1);
  if (corner === undefined) trail.push(cellAt(x, y));
  else if (turnsAt(corner, x, y, toX, toY)) trail.push(cellAt(x, y));
}

function turnsAt(corner: number, x: number, y: number, toX: number, toY: number): boolean {
  const isUpright = xOf(corner) === x && yOf(corner) !== y;
  const isLevel = yOf(corner) === y && xOf(corner) !== x;
  return (isUpright && toX !== x) || (isLevel && toY !== y);
}

/** Every point between which a trail is straight: the corners, then the head. */
export const pointsOf = (trail: ArrayLike<number>, head: Cell): Cell[] => [
  ...Array.from(trail, (corner) => ({ x: xOf(corner), y: yOf(corner) })),
  { x: head.x, y: head.y },
];

/** What stands where, from the trails and heads of all seats alone. Writes into `grid` where one is given. */
export function gridOf(riders: Iterable<Cell & { readonly trail: ArrayLike<number> }>, grid: Grid = emptyGrid()): Grid {
  grid.fill(0);
  let mark = 0;
  for (const rider of riders) {
    mark += 1;
    const points = pointsOf(rider.trail, rider);
    for (const [at, to] of points.entries()) draw(grid, points[at - 1] ?? to, to, mark);
  }
  return grid;
}

function draw(grid: Grid, from: Cell, to: Cell, mark: number): void {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  for (let y = top; y <= bottom; y++) grid.fill(mark, cellAt(left, y), cellAt(right, y) + 1);
}
