/** Trails as lines of points in cells, and the bars that draw them. Pure. */
import type { Rect } from '../../design/canvas.ts';
import type { Point } from './board.ts';

const apart = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

/** Returns the length in cells. */
export const lengthOf = (points: readonly Point[]): number =>
  points.reduce((sum, point, i) => sum + apart(points[i - 1] ?? point, point), 0);

/** The first `length` cells of the line; its end is the rider's head at that time. */
export function beginOf(points: readonly Point[], length: number): Point[] {
  const begin: Point[] = points.slice(0, 1);
  let left = length;
  for (let i = 1; i < points.length && left > 0; i++) {
    const from = points[i - 1] as Point;
    const to = points[i] as Point;
    const all = apart(from, to);
    if (all === 0) continue;
    const part = Math.min(1, left / all);
    begin.push({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    left -= all;
  }
  return begin;
}

export function straightened(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const [before, last] = kept.slice(-2);
    const isStraight =
      before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
    if (isStraight) kept[kept.length - 1] = point;
    else if (!last || apart(last, point) > 0) kept.push(point);
  }
  return kept;
}

/**
 * Splits a line of half-width `half` into disjoint bars, so they may be translucent. Piece i ends at point i and covers
 * its corner; returns pieces `first` to before `until`. A growing line changes only its last piece.
 */
export function barsOf(points: readonly Point[], half: number, first = 1, until = points.length): Rect[] {
  const bars: Rect[] = [];
  for (let i = first; i < until; i++) {
    const from = points[i - 1] as Point;
    const to = points[i] as Point;
    const begin = i === 1 ? half : -half;
    const end = i === points.length - 1 ? 0 : half;
    const along = apart(from, to) + begin + end;
    if (along <= 0) continue;
    const isLevel = from.y === to.y;
    const isBack = isLevel ? to.x < from.x : to.y < from.y;
    const x = isLevel ? (isBack ? to.x - end : from.x - begin) : from.x - half;
    const y = isLevel ? from.y - half : isBack ? to.y - end : from.y - begin;
    bars.push({ x, y, width: isLevel ? along : 2 * half, height: isLevel ? 2 * half : along });
  }
  return bars;
}

/** Points along the line at multiples of `every`, beyond the distance `after`. */
export function* dotsOf(points: readonly Point[], every: number, after = 0): Generator<Point> {
  let next = every * (Math.floor(after / every) + 1);
  for (let i = 1; i < points.length; i++) {
    const from = points[i - 1] as Point;
    const to = points[i] as Point;
    const all = apart(from, to);
    for (; next <= all; next += every)
      yield { x: from.x + ((to.x - from.x) * next) / all, y: from.y + ((to.y - from.y) * next) / all };
    next -= all;
  }
}
