/** A round that was played once: two trails that grow, until blue hits the outer wall. */
import type { CyclesSummary } from '../../../shared/games/cycles/summary.ts';
import type { Demo } from '../presentation.ts';

type Cell = { x: number; y: number };
const cellsOf = (corners: string): Cell[] =>
  corners.split(' ').map((corner) => {
    const [x = 0, y = 0] = corner.split(',').map(Number);
    return { x, y };
  });

const TRAILS = [
  '12,13 19,13 19,5 38,5 38,12 47,12 47,3 56,3 56,9 51,9 51,16 40,16 40,19 34,19 34,9 27,9 27,15 3,15 3,39',
  '52,29 38,29 38,22 53,22 53,29 59,29 59,37 53,37 53,31 45,31 45,36 39,36 39,30 33,30 33,17 16,17 16,25 4,25 4,34 11,34 11,28',
].map(cellsOf);

/** Cells a frame: at two frames a second less than half of a rider's real pace. */
const PACE = 4;
/** The end stands still for so many frames. */
const REST = 6;

const apart = (a: Cell, b: Cell): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
const lengthOf = (points: readonly Cell[]): number =>
  points.reduce((sum, point, i) => sum + apart(points[i - 1] ?? point, point), 0);
const LENGTH = Math.min(...TRAILS.map(lengthOf));
const RACE = Math.ceil(LENGTH / PACE);

/** The first `length` cells of the trail. */
function beginOf(points: readonly Cell[], length: number): Cell[] {
  const begin = points.slice(0, 1);
  let left = length;
  for (const [i, to] of points.entries()) {
    const from = points[i - 1];
    if (!from || left <= 0) continue;
    const part = Math.min(1, left / apart(from, to));
    begin.push({ x: Math.round(from.x + (to.x - from.x) * part), y: Math.round(from.y + (to.y - from.y) * part) });
    left -= apart(from, to);
  }
  return begin;
}

export const cyclesDemo: Demo<CyclesSummary> = {
  frames: RACE + REST,
  at(frame) {
    const isOver = frame >= RACE;
    const length = Math.min(LENGTH, (frame + 1) * PACE);
    const riders = TRAILS.map((trail, seat) => ({ isAlive: !isOver || seat > 0, points: beginOf(trail, length) }));
    return { stage: isOver ? 'paused' : 'racing', ring: 0, riders };
  },
};
