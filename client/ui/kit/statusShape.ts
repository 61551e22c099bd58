/** A status without its colour: full disc, crescent, bar, clock hands, triangle, open ring. */
import type { Status } from '../../../shared/status.ts';
import type { Canvas } from '../../design/canvas.ts';
import { statusColor } from '../../design/tokens.ts';

/** Around (x, y) with radius `r`. `behind`: the colour of what is cut out of the shape. */
export function drawStatus(g: Canvas, status: Status, x: number, y: number, r: number, behind: string): void {
  const color = statusColor(status);
  g.save();
  g.fillStyle = color;
  g.strokeStyle = color;
  g.lineCap = 'round';
  g.lineJoin = 'round';
  SHAPE[status](g, x, y, r, behind);
  g.restore();
}

const disc = (g: Canvas, x: number, y: number, r: number): void => {
  g.beginPath();
  g.arc(x, y, r, 0, 2 * Math.PI);
  g.fill();
};

const SHAPE: Record<Status, (g: Canvas, x: number, y: number, r: number, behind: string) => void> = {
  online: disc,
  away(g, x, y, r, behind) {
    disc(g, x, y, r);
    g.save();
    g.beginPath();
    g.arc(x, y, r + 0.5, 0, 2 * Math.PI);
    g.clip();
    g.fillStyle = behind;
    disc(g, x - r * 0.5, y - r * 0.45, r * 0.78);
    g.restore();
  },
  busy(g, x, y, r, behind) {
    disc(g, x, y, r);
    g.strokeStyle = behind;
    g.lineWidth = r * 0.42;
    g.beginPath();
    g.moveTo(x - r * 0.45, y);
    g.lineTo(x + r * 0.45, y);
    g.stroke();
  },
  queued(g, x, y, r, behind) {
    disc(g, x, y, r);
    g.strokeStyle = behind;
    g.lineWidth = r * 0.34;
    g.beginPath();
    g.moveTo(x, y - r * 0.5);
    g.lineTo(x, y);
    g.lineTo(x + r * 0.42, y + r * 0.2);
    g.stroke();
  },
  playing(g, x, y, r) {
    g.lineWidth = r * 0.4;
    g.beginPath();
    g.moveTo(x - r * 0.55, y - r * 0.75);
    g.lineTo(x + r * 0.8, y);
    g.lineTo(x - r * 0.55, y + r * 0.75);
    g.closePath();
    g.fill();
    g.stroke();
  },
  reconnecting(g, x, y, r) {
    g.lineWidth = r * 0.42;
    g.setLineDash([r * 0.85, r * 0.85]);
    g.beginPath();
    g.arc(x, y, r * 0.76, 0, 2 * Math.PI);
    g.stroke();
  },
};
