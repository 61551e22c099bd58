import type { Status } from '../../../shared/status.ts';
import type { Canvas } from '../../design/canvas.ts';
import type { Face } from '../../model/faces.ts';
import { drawEmblem } from './emblem.ts';
import { drawStatus } from './statusShape.ts';

/** The emblem, and the status at its lower right, cut out of `behind`. `x, y`: the upper left corner. */
export function drawAvatar(
  g: Canvas,
  { emblem, isBot = false, status }: Face & { status?: Status | null },
  x: number,
  y: number,
  size: number,
  behind: string,
): void {
  drawEmblem(g, emblem, x, y, size, isBot ? 'square' : 'round');
  if (!status) return;
  const badge = size * (size > 48 ? 0.14 : 0.165);
  const at = size * 0.86;
  g.beginPath();
  g.arc(x + at, y + at, badge + Math.max(2, size * 0.06), 0, 2 * Math.PI);
  g.fillStyle = behind;
  g.fill();
  drawStatus(g, status, x + at, y + at, badge, behind);
}
