import { partsOf } from '../../shared/emblem.ts';
import type { Canvas } from './canvas.ts';
import { GRID, MOTIF_PATHS } from './emblems.ts';

/** The motif alone, in one colour, around (x, y), cut off at a circle of that size. Never mirrored. */
export function drawMotif(g: Canvas, emblem: number, x: number, y: number, size: number, color: string): void {
  const { motif, turn } = partsOf(emblem);
  g.save();
  g.beginPath();
  g.arc(x, y, size / 2, 0, 2 * Math.PI);
  g.clip();
  g.translate(x, y);
  if (g.getTransform().a < 0) g.scale(-1, 1);
  fillMotif(g, MOTIF_PATHS[motif], turn, size, color);
  g.restore();
}

/** Around the origin, on whatever is there. It leaves the canvas turned and scaled. */
export function fillMotif(g: Canvas, path: string, turn: number, size: number, color: string): void {
  g.rotate((turn * Math.PI) / 2);
  g.scale(size / GRID, size / GRID);
  g.translate(-GRID / 2, -GRID / 2);
  g.fillStyle = color;
  g.fill(new Path2D(path), 'evenodd');
}
