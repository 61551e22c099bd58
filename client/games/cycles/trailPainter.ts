/** Draws trails, walls and sparks with Phaser, only from filled rectangles: they look the same on WebGL and Canvas. */
import type { GameObjects } from 'phaser';
import { dx, dy, type Turn } from '../../../shared/games/cycles/arena.ts';
import { CLOSING_TICK, RING_TICKS, TICKS_PER_S } from '../../../shared/games/cycles/rules.ts';
import { toneOf, WALL } from '../../presentation/cycles/tones.ts';
import { type Board, onScreen, type Point, seenTurn } from './board.ts';
import { barsOf, dotsOf, lengthOf } from './path.ts';
import type { RaceView } from './race.ts';
import type { Spark } from './sparks.ts';

type Graphics = GameObjects.Graphics;

/** Layers of the glow, from the outside in: half-width in cells, and opacity. */
const GLOW: readonly (readonly [half: number, alpha: number])[] = [
  [0.96, 0.045],
  [0.76, 0.06],
  [0.57, 0.09],
  [0.41, 0.17],
];
const CORE = 0.27;
const MARK = 0.1;
/** For riders that are out: their trails are still obstacles and must stay visible. */
const OUT_ALPHA = 0.5;
const DARK = 0x0a1020;
const LIGHT = 0xffffff;

/** The pieces from `first` to before `until` (path.ts). */
export function drawTrail(
  g: Graphics,
  board: Board,
  line: readonly Point[],
  { seat, isOut, first, until = line.length }: { seat: number; isOut: boolean; first: number; until?: number },
): void {
  const points = line.map((point) => onScreen(board, point));
  const { cell } = board;
  const { number, pattern } = toneOf(seat);
  const light = isOut ? OUT_ALPHA : 1;
  const bars = (half: number, color: number, alpha: number): void => {
    g.fillStyle(color, alpha * light);
    for (const { x, y, width, height } of barsOf(points, half * cell, first, until)) g.fillRect(x, y, width, height);
  };
  if (!isOut) for (const [half, alpha] of GLOW) bars(half, number, alpha);
  bars(CORE, number, 1);
  if (pattern === 'line') return bars(MARK, LIGHT, 0.75);
  if (pattern === 'rails') return bars(MARK, DARK, 0.85);
  const isDots = pattern === 'dots';
  g.fillStyle(isDots ? LIGHT : DARK, (isDots ? 0.95 : 0.8) * light);
  const size = cell * (isDots ? 0.3 : 0.36);
  for (const { x, y } of dotsOf(points.slice(0, until), 2 * cell, lengthOf(points.slice(0, first))))
    g.fillRect(x - size / 2, y - size / 2, size, size);
}

/** Draws the closed rings and the approaching one. */
export function drawWalls(g: Graphics, board: Board, { ring, tick, stage }: RaceView): void {
  if (ring > 0) {
    frame(g, board, 0, ring, WALL.fill, 0.72);
    for (let each = 1; each < ring; each++) line(g, board, each, 1, 0.22);
    line(g, board, ring, 2, 1);
  }
  if (stage !== 'racing') return;
  const nearness = nextRingNearness(tick);
  if (nearness > 0) frame(g, board, ring, ring + 1, WALL.number, 0.34 * nearness);
}

/** How near the next ring is, 0 to 1. It blinks for 3 s before the first one. */
function nextRingNearness(tick: number): number {
  if (tick >= CLOSING_TICK) return ((tick - CLOSING_TICK) % RING_TICKS) / RING_TICKS;
  if (tick < CLOSING_TICK - 3 * TICKS_PER_S) return 0;
  return (Math.floor(tick / 5) % 2) * 0.7 + 0.3;
}

/** Fills the area between two rings. */
function frame(
  g: Graphics,
  { x, y, width, height, cell }: Board,
  from: number,
  to: number,
  color: number,
  alpha: number,
): void {
  const [outer, inner] = [from * cell, to * cell];
  const thick = inner - outer;
  if (2 * outer >= Math.min(width, height)) return;
  g.fillStyle(color, alpha);
  g.fillRect(x + outer, y + outer, width - 2 * outer, thick);
  g.fillRect(x + outer, y + height - inner, width - 2 * outer, thick);
  g.fillRect(x + outer, y + inner, thick, height - 2 * inner);
  g.fillRect(x + width - inner, y + inner, thick, height - 2 * inner);
}

function line(g: Graphics, board: Board, ring: number, thick: number, alpha: number): void {
  const part = thick / board.cell;
  frame(g, board, ring - part, ring, WALL.number, alpha);
}

/** Shows where a head will go at the start. */
export function drawAim(g: Graphics, board: Board, head: Point, dir: Turn, seat: number): void {
  const { x, y } = onScreen(board, head);
  const turn = seenTurn(board, dir);
  const { cell } = board;
  for (const [at, alpha] of [
    [2.1, 0.95],
    [3.0, 0.6],
    [3.9, 0.3],
  ] as const) {
    const tip = { x: x + dx(turn) * cell * (at + 0.5), y: y + dy(turn) * cell * (at + 0.5) };
    const foot = { x: tip.x - dx(turn) * cell * 0.55, y: tip.y - dy(turn) * cell * 0.55 };
    const [sideX, sideY] = [dy(turn) * cell * 0.45, dx(turn) * cell * 0.45];
    g.fillStyle(toneOf(seat).number, alpha);
    g.fillTriangle(tip.x, tip.y, foot.x + sideX, foot.y + sideY, foot.x - sideX, foot.y - sideY);
  }
}

export function drawSparks(g: Graphics, board: Board, at: Point, seat: number, sparks: readonly Spark[]): void {
  const { x, y } = onScreen(board, at);
  const { cell } = board;
  for (const [i, spark] of sparks.entries()) {
    const size = Math.max(2, spark.size * cell);
    g.fillStyle(i % 3 === 0 ? LIGHT : toneOf(seat).number, spark.alpha);
    g.fillRect(x + spark.x * cell - size / 2, y + spark.y * cell - size / 2, size, size);
  }
}
