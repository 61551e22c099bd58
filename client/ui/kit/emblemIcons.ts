/** What the choice of an emblem has on its buttons: a die, and an arrow that turns. Around (x, y), `r`: half the size. */
import { type Canvas, strokeRound, upright } from '../../design/canvas.ts';

export function drawDie(g: Canvas, x: number, y: number, r: number, color: string): void {
  strokeRound(g, { x: x - r, y: y - r, width: 2 * r, height: 2 * r }, r * 0.5, color, 2);
  g.fillStyle = color;
  for (const [dx, dy] of [
    [0, 0],
    [-1, -1],
    [1, -1],
    [-1, 1],
    [1, 1],
  ] as const) {
    g.beginPath();
    g.arc(x + dx * r * 0.45, y + dy * r * 0.45, r * 0.17, 0, 2 * Math.PI);
    g.fill();
  }
}

/** Clockwise, in every language. */
export function drawTurn(g: Canvas, x: number, y: number, r: number, color: string): void {
  upright(g, x, () => {
    g.strokeStyle = color;
    g.fillStyle = color;
    g.lineWidth = 2;
    g.lineCap = 'round';
    g.beginPath();
    g.arc(x, y, r * 0.8, -0.2 * Math.PI, 1.45 * Math.PI);
    g.stroke();
    g.beginPath();
    g.moveTo(x + r * 0.45, y - r * 0.85);
    g.lineTo(x - r * 0.25, y - r * 1.15);
    g.lineTo(x - r * 0.2, y - r * 0.4);
    g.closePath();
    g.fill();
  });
}
