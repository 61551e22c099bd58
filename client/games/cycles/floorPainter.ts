/** Paints the arena's floor and the heads on Canvas2D. They are painted once and then only moved. */
import { type Canvas, fillRound, type Size } from '../../design/canvas.ts';
import { shapePath, toneOf } from '../../presentation/cycles/tones.ts';
import { drawEmblem } from '../../ui/kit/emblem.ts';
import type { Board } from './board.ts';

/** Margin around the board for the glow of its edge; CSS px. */
export const FLOOR_EDGE = 6;
/** Distance between the floor's lines, in cells. */
const LINES_EVERY = 4;

export function paintFloor(g: Canvas, size: Size, { cell }: Pick<Board, 'cell'>): void {
  const edge = FLOOR_EDGE;
  const box = { x: edge, y: edge, width: size.width - 2 * edge, height: size.height - 2 * edge };
  for (const [grown, alpha] of [
    [6, 0.06],
    [4, 0.1],
    [2, 0.5],
  ] as const) {
    g.globalAlpha = alpha;
    const outer = { x: edge - grown, y: edge - grown, width: box.width + 2 * grown, height: box.height + 2 * grown };
    fillRound(g, outer, 3 + grown, '#4f78d8');
  }
  g.globalAlpha = 1;
  g.fillStyle = '#080d1c';
  g.fillRect(box.x, box.y, box.width, box.height);
  const glow = g.createRadialGradient(
    ...([size.width / 2, size.height / 2, 0, size.width / 2, size.height / 2, size.width * 0.6] as const),
  );
  glow.addColorStop(0, '#121c3d');
  glow.addColorStop(1, '#121c3d00');
  g.fillStyle = glow;
  g.fillRect(box.x, box.y, box.width, box.height);
  g.fillStyle = '#5b7ad01f';
  const step = cell * LINES_EVERY;
  for (let x = step; x < box.width - 1; x += step) g.fillRect(edge + x - 0.5, edge, 1, box.height);
  for (let y = step; y < box.height - 1; y += step) g.fillRect(edge, edge + y - 0.5, box.width, 1);
}

/** `own` has a ring, to be found quickly; `wreck` marks a crash. */
export type HeadKind = 'own' | 'other' | 'wreck';

/** The emblem rides in the shape and the colour of the seat. */
export function paintHead(g: Canvas, { width }: Size, seat: number, kind: HeadKind, emblem: number | null): void {
  const { color } = toneOf(seat);
  const middle = width / 2;
  if (kind === 'wreck') return paintWreck(g, middle, width * 0.16, color);
  const glow = g.createRadialGradient(middle, middle, 0, middle, middle, middle);
  glow.addColorStop(0, `${color}d0`);
  glow.addColorStop(0.45, `${color}50`);
  glow.addColorStop(1, `${color}00`);
  g.fillStyle = glow;
  g.fillRect(0, 0, width, width);
  const r = width * (emblem === null ? 0.17 : 0.23);
  shapePath(g, seat, middle, middle, r);
  g.fillStyle = emblem === null ? '#ffffff' : color;
  g.strokeStyle = color;
  g.lineWidth = Math.max(1.5, r * 0.32);
  g.lineJoin = 'round';
  g.fill();
  g.stroke();
  if (emblem !== null) drawEmblem(g, emblem, middle - r, middle - r, 2 * r);
  if (kind !== 'own') return;
  g.beginPath();
  g.arc(middle, middle, width * 0.39, 0, 2 * Math.PI);
  g.strokeStyle = '#ffffffd0';
  g.lineWidth = 1.5;
  g.stroke();
}

function paintWreck(g: Canvas, middle: number, r: number, color: string): void {
  g.lineCap = 'round';
  for (const [width, stroke] of [
    [r * 1.1, '#080d1c'],
    [r * 0.55, color],
  ] as const) {
    g.strokeStyle = stroke;
    g.lineWidth = width;
    g.beginPath();
    g.moveTo(middle - r, middle - r);
    g.lineTo(middle + r, middle + r);
    g.moveTo(middle + r, middle - r);
    g.lineTo(middle - r, middle + r);
    g.stroke();
  }
}
