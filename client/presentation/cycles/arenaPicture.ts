/** An arena seen small: floor, closed rings, trails and heads. Seats differ in pattern and head as well as in colour. */
import { HEIGHT, WIDTH } from '../../../shared/games/cycles/arena.ts';
import { type CyclesSummary, type SummedRider, unpackSummary } from '../../../shared/games/cycles/summary.ts';
import type { Canvas, Rect, Size } from '../../design/canvas.ts';
import { inScheme } from '../../design/tokens.ts';
import type { Picture } from '../presentation.ts';
import { shapePath, toneOf, WALL } from './tones.ts';

type Cell = { readonly x: number; readonly y: number };

const FLOOR = { dark: '#070b15', light: '#f1f5ff' };
const LINE = { dark: '#5b7ad024', light: '#5b7ad02e' };
const CLOSED = { dark: '#4d1a2c', light: '#f6c2cd' };
const HEAD = { dark: '#ffffff', light: '#10182b' };
const MARK = { dark: '#0a1020', light: '#10182b' };
const LINES_EVERY = 4;
/** Of cells. The glow is a wider stroke at 22 %. */
const TRAIL = 0.62;
const GLOW = 1.5;
const GLOW_ALPHA = 0.22;
const OUT_ALPHA = 0.5;

/** The arena fills the picture; what is left beside it is floor too. */
type Scale = { cell: number; left: number; top: number };
function scaleOf({ width, height }: Size): Scale {
  const cell = Math.min(width / WIDTH, height / HEIGHT);
  return { cell, left: (width - cell * WIDTH) / 2, top: (height - cell * HEIGHT) / 2 };
}

export const arenaPicture: Picture<CyclesSummary> = {
  read: unpackSummary,

  paintGround(g, size) {
    g.fillStyle = inScheme(FLOOR);
    g.fillRect(0, 0, size.width, size.height);
    const { cell, left, top } = scaleOf(size);
    g.fillStyle = inScheme(LINE);
    for (let x = LINES_EVERY; x < WIDTH; x += LINES_EVERY) g.fillRect(left + x * cell - 0.5, 0, 1, size.height);
    for (let y = LINES_EVERY; y < HEIGHT; y += LINES_EVERY) g.fillRect(0, top + y * cell - 0.5, size.width, 1);
  },

  paint(g, size, { ring, riders }, isLarge) {
    arenaPicture.paintGround(g, size);
    const scale = scaleOf(size);
    if (ring > 0) paintRing(g, size, scale, ring);
    for (const [seat, rider] of riders.entries()) paintTrail(g, scale, seat, rider, isLarge);
    for (const [seat, rider] of riders.entries()) paintHead(g, scale, seat, rider);
  },

  /** A trail only grows within a round, so that its last piece and the head are all that is new. */
  changed(before, after, size) {
    if (before.ring !== after.ring || before.riders.length !== after.riders.length) return undefined;
    const scale = scaleOf(size);
    const rects: Rect[] = [];
    for (const [seat, rider] of after.riders.entries()) {
      const old = before.riders[seat] as SummedRider;
      const corners = old.points.length - 1;
      if (!old.points.slice(0, -1).every((point, i) => isSame(point, rider.points[i]))) return undefined;
      if (old.isAlive !== rider.isAlive) return undefined;
      // From the last corner that both have: the old head lies on the line behind it.
      rects.push(boxOf(scale, [...rider.points.slice(Math.max(0, corners - 1)), ...old.points.slice(-1)]));
    }
    return rects;
  },
};

const isSame = (a: Cell, b: Cell | undefined): boolean => a.x === b?.x && a.y === b.y;

const centre = ({ cell, left, top }: Scale, { x, y }: Cell): [number, number] => [
  left + (x + 0.5) * cell,
  top + (y + 0.5) * cell,
];

function boxOf(scale: Scale, cells: readonly Cell[]): Rect {
  const places = cells.map((cell) => centre(scale, cell));
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const rim = Math.ceil(headOf(scale) + 2);
  const [x, y] = [Math.floor(Math.min(...xs)) - rim, Math.floor(Math.min(...ys)) - rim];
  return { x, y, width: Math.ceil(Math.max(...xs)) + rim - x, height: Math.ceil(Math.max(...ys)) + rim - y };
}

/** Half of a head and its glow. */
const headOf = ({ cell }: Scale): number => Math.max(7, 2 * cell);

function paintRing(g: Canvas, { width, height }: Size, { cell, left, top }: Scale, ring: number): void {
  const inner = {
    x: left + ring * cell,
    y: top + ring * cell,
    width: (WIDTH - 2 * ring) * cell,
    height: (HEIGHT - 2 * ring) * cell,
  };
  g.beginPath();
  g.rect(0, 0, width, height);
  g.rect(inner.x, inner.y, inner.width, inner.height);
  g.fillStyle = inScheme(CLOSED);
  g.fill('evenodd');
  g.strokeStyle = WALL.color;
  g.lineWidth = 1.5;
  g.strokeRect(inner.x, inner.y, inner.width, inner.height);
}

function paintTrail(g: Canvas, scale: Scale, seat: number, { points, isAlive }: SummedRider, isLarge: boolean): void {
  const { color, lightColor, pattern } = toneOf(seat);
  const stroke = inScheme({ dark: color, light: lightColor });
  const width = Math.max(2, TRAIL * scale.cell);
  g.lineJoin = 'miter';
  g.lineCap = 'square';
  g.beginPath();
  for (const point of points) g.lineTo(...centre(scale, point));
  const line = (style: string, lineWidth: number, alpha: number): void => {
    g.strokeStyle = style;
    g.lineWidth = lineWidth;
    g.globalAlpha = alpha;
    g.stroke();
  };
  const light = isAlive ? 1 : OUT_ALPHA;
  if (isAlive) line(stroke, Math.max(5, GLOW * scale.cell), GLOW_ALPHA);
  line(stroke, width, light);
  g.lineCap = 'butt';
  if (isLarge || pattern !== 'line') {
    const thin = Math.max(0.7, width * 0.32);
    if (pattern === 'dashes') g.setLineDash([thin * 1.6, thin * 4]);
    if (pattern === 'dots') g.setLineDash([thin, thin * 2.4]);
    line(pattern === 'line' || pattern === 'dots' ? '#ffffff' : inScheme(MARK), thin, 0.8 * light);
    g.setLineDash([]);
  }
  g.globalAlpha = 1;
}

function paintHead(g: Canvas, scale: Scale, seat: number, { points, isAlive }: SummedRider): void {
  const head = points.at(-1);
  if (!head) return;
  const { color, lightColor } = toneOf(seat);
  const own = inScheme({ dark: color, light: lightColor });
  const [x, y] = centre(scale, head);
  const r = Math.max(3.2, 0.75 * scale.cell);
  if (!isAlive) {
    g.strokeStyle = own;
    g.lineWidth = Math.max(1.6, r * 0.45);
    g.lineCap = 'round';
    g.beginPath();
    for (const side of [-1, 1]) {
      g.moveTo(x - r, y - r * side);
      g.lineTo(x + r, y + r * side);
    }
    return g.stroke();
  }
  g.globalAlpha = 0.35;
  g.fillStyle = own;
  g.beginPath();
  g.arc(x, y, headOf(scale), 0, 2 * Math.PI);
  g.fill();
  g.globalAlpha = 1;
  shapePath(g, seat, x, y, r);
  g.fillStyle = inScheme(HEAD);
  g.fill();
}
