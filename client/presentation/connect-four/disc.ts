/**
 * The discs of connect four: gold with a ring, red with a diamond, or with the motif of their player. The sides differ in
 * shape as well as in colour.
 */
import type { Side } from '../../../shared/games/connect-four/board.ts';
import type { Canvas } from '../../design/canvas.ts';
import { drawMotif } from '../../design/motif.ts';

export const FILL = ['#ffcb5c', '#ff7a6e'] as const;
const INK = ['#6b4a00', '#6e150d'] as const;

export function circle(g: Canvas, x: number, y: number, radius: number): void {
  g.beginPath();
  g.arc(x, y, radius, 0, 2 * Math.PI);
}

/** It carries the motif of `emblem`; null: the plain sign of the side. */
export function paintDisc(
  g: Canvas,
  side: Side,
  x: number,
  y: number,
  radius: number,
  emblem: number | null = null,
): void {
  circle(g, x, y, radius);
  g.fillStyle = FILL[side];
  g.fill();
  if (emblem !== null) return drawMotif(g, emblem, x, y, radius * 1.5, INK[side]);
  g.fillStyle = INK[side];
  if (side === 0) {
    circle(g, x, y, radius * 0.6);
    g.arc(x, y, radius * 0.4, 0, 2 * Math.PI);
    return g.fill('evenodd');
  }
  const half = radius * 0.6;
  g.fill(new Path2D(`M${x} ${y - half}L${x + half} ${y}L${x} ${y + half}L${x - half} ${y}Z`));
}
