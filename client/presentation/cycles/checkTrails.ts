/** Behind a ready check's faces: the arena's lines, and a trail from each face out of the picture. Decoration. */
import type { Canvas, Size } from '../../design/canvas.ts';
import { inScheme } from '../../design/tokens.ts';
import { toneOf } from './tones.ts';

type Face = { readonly x: number; readonly y: number; readonly r: number };
type Point = readonly [x: number, y: number];

const LINE = { dark: '#5b7ad024', light: '#5b7ad02e' };
const LINES_EVERY = 45;
const CORE = { dark: '#ffffff', light: '#fffefb' };
const GLOW_ALPHA = 0.22;
/** Where faces stand above each other trails would run through names. */
const TRAILS_FROM = 640;
/** From a face's rim. */
const GAP = 14;

export function paintTrails(g: Canvas, size: Size, faces: readonly Face[]): void {
  g.fillStyle = inScheme(LINE);
  for (let x = (size.width / 2) % LINES_EVERY; x < size.width; x += LINES_EVERY) g.fillRect(x, 0, 1, size.height);
  for (let y = LINES_EVERY; y < size.height; y += LINES_EVERY) g.fillRect(0, y, size.width, 1);
  if (size.width < TRAILS_FROM) return;
  for (const [seat, face] of faces.entries()) {
    const isLeft = face.x < size.width / 2;
    const isOuter = seat === 0 || seat === faces.length - 1;
    const points = (isOuter ? outwards : upwards)(face, size, isLeft ? -1 : 1);
    paintTrail(g, seat, points);
  }
}

/** To the side, up and down again, and out at the edge. */
function outwards({ x, y, r }: Face, { width, height }: Size, side: 1 | -1): Point[] {
  const edge = side < 0 ? 0 : width;
  const room = Math.abs(edge - x) - r - GAP;
  const start = x + side * (r + GAP);
  const [near, far] = [start + side * room * 0.42, start + side * room * 0.86];
  const [high, low] = [Math.max(24, y - r * 0.7), Math.min(height - 60, y + r * 3.1)];
  return room < 40
    ? [
        [start, y],
        [edge, y],
      ]
    : [
        [start, y],
        [near, y],
        [near, high],
        [far, high],
        [far, low],
        [edge, low],
      ];
}

/** Out at the top, for a face with others at both sides. */
function upwards({ x, y, r }: Face, _: Size, side: 1 | -1): Point[] {
  const top = 22;
  return [
    [x, y - r - GAP],
    [x, top],
    [x - side * (r + 34), top],
    [x - side * (r + 34), -6],
  ];
}

function paintTrail(g: Canvas, seat: number, points: readonly Point[]): void {
  const { color, lightColor, pattern } = toneOf(seat);
  g.lineJoin = 'miter';
  g.lineCap = 'butt';
  g.beginPath();
  for (const [x, y] of points) g.lineTo(x, y);
  const line = (style: string, width: number, alpha: number, dash: readonly number[] = []): void => {
    g.strokeStyle = style;
    g.lineWidth = width;
    g.globalAlpha = alpha;
    g.setLineDash([...dash]);
    g.stroke();
  };
  const stroke = inScheme({ dark: color, light: lightColor });
  line(stroke, 20, GLOW_ALPHA);
  line(stroke, 9, 1);
  if (pattern === 'line') line(inScheme(CORE), 2.5, 0.85);
  if (pattern === 'dashes') line('#2a1300', 4, 0.9, [4, 18]);
  if (pattern === 'rails') line('#0a1020', 3, 0.9);
  if (pattern === 'dots') line('#ffffff', 4, 0.9, [4, 12]);
  g.setLineDash([]);
  g.globalAlpha = 1;
}
