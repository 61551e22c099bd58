/** Emblems on a canvas: each is drawn once for each size and density, and then kept. */
import { partsOf } from '../../../shared/emblem.ts';
import type { Canvas } from '../../design/canvas.ts';
import { LIVERY_COLORS, MOTIF_PATHS } from '../../design/emblems.ts';
import { fillMotif } from '../../design/motif.ts';
import { COLOR } from '../../design/tokens.ts';

/** People are round, bots square. */
export type Outline = 'round' | 'square';
/** How far corners are rounded, of the size. */
const CORNER = { round: 0.5, square: 0.28 };
/** Keeps the shape where a livery is near the colour of the panel. Of the size. */
const RIM = { width: 0.03, alpha: 0.16 };
/** More than one screen shows in two sizes; the one that was not used for longest goes first. */
const KEPT = 256;

const kept = new Map<string, HTMLCanvasElement>();

/** `emblem`: null for somebody of whom the viewer knows none. `x, y`: the upper left corner. Never mirrored. */
export function drawEmblem(
  g: Canvas,
  emblem: number | null,
  x: number,
  y: number,
  size: number,
  outline: Outline = 'round',
): void {
  const { a, d, e, f } = g.getTransform();
  const picture = emblemPicture(emblem, Math.max(1, Math.round(size * Math.abs(d))), outline);
  g.save();
  // On whole device pixels, or it would be blurred.
  g.setTransform(1, 0, 0, 1, 0, 0);
  g.drawImage(picture, Math.round(Math.min(a * x, a * (x + size)) + e), Math.round(d * y + f));
  g.restore();
}

/** `px`: device pixels. */
export function emblemPicture(emblem: number | null, px: number, outline: Outline): HTMLCanvasElement {
  const key = `${emblem} ${px} ${outline} ${COLOR.text}`;
  const known = kept.get(key);
  const picture = known ?? drawn(emblem, px, outline);
  kept.delete(key);
  kept.set(key, picture);
  const oldest = kept.size > KEPT ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  return picture;
}

function drawn(emblem: number | null, px: number, outline: Outline): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = px;
  canvas.height = px;
  const g = canvas.getContext('2d');
  if (!g) return canvas;
  const parts = emblem === null ? undefined : partsOf(emblem);
  const { ground, ink } = parts ? LIVERY_COLORS[parts.livery] : { ground: COLOR.raised, ink: COLOR.muted };
  g.fillStyle = ground;
  g.fillRect(0, 0, px, px);
  g.save();
  g.translate(px / 2, px / 2);
  fillMotif(g, parts ? MOTIF_PATHS[parts.motif] : SOMEBODY, parts?.turn ?? 0, px, ink);
  g.restore();
  // Cut out at the end: a clip would leave a hair of the ground around what reaches the rim.
  g.globalCompositeOperation = 'destination-in';
  g.beginPath();
  g.roundRect(0, 0, px, px, px * CORNER[outline]);
  g.fill();
  g.globalCompositeOperation = 'source-over';
  g.lineWidth = Math.max(1, px * RIM.width);
  g.globalAlpha = RIM.alpha;
  g.strokeStyle = COLOR.text;
  g.beginPath();
  const half = g.lineWidth / 2;
  g.roundRect(half, half, px - g.lineWidth, px - g.lineWidth, px * CORNER[outline] - half);
  g.stroke();
  return canvas;
}

/** Head and shoulders. */
const SOMEBODY = 'M11.2 12.2a4.8 4.8 0 1 0 9.6 0a4.8 4.8 0 1 0 -9.6 0ZM6.5 33a9.5 13.5 0 0 1 19 0Z';
