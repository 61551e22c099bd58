/**
 * A trail on server and client: its corners as 16-bit cells (arena.ts), from the start; the head is the end. It grows
 * by one number per turn, so it is cheap to send, and latecomers get all of it. A new round begins with an empty one.
 */
import { cellAt, emptyGrid, type Grid, xOf, yOf } from './arena.ts';

export type Trail = number[];
type Cell = { readonly x: number; readonly y: number };

/** Call before the head moves from (x, y) to its neighbour (toX, toY): records a corner, if there is one. */
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

/** The points that a trail connects in straight lines: its corners, then the head. */
export const pointsOf = (trail: ArrayLike<number>, head: Cell): Cell[] => [
  ...Array.from(trail, (corner) => ({ x: xOf(corner), y: yOf(corner) })),
  { x: head.x, y: head.y },
];

/** Computes the grid from all trails and heads. Fills `grid` if given. */
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
