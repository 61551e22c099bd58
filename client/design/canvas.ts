/** Drawing on Canvas2D: everything on the screen is drawn with these, in Phaser's textures and in the first paint. */
import { lazily } from '../i18n/lazily.ts';
import { piecesOf } from './lineBreaks.ts';
import { clipped, directionOf, graphemes } from './names.ts';
import { FONT, TYPE, type TypeName } from './tokens.ts';

export type Canvas = CanvasRenderingContext2D;
export type Rect = { x: number; y: number; width: number; height: number };
export type Size = { width: number; height: number };

export const measure = lazily(() => document.createElement('canvas').getContext('2d') as Canvas);

export const inset = (rect: Rect, x: number, y = x): Rect => ({
  x: rect.x + x,
  y: rect.y + y,
  width: rect.width - 2 * x,
  height: rect.height - 2 * y,
});

/** Letters that join, or stand for syllables, keep their distance. */
const TRACKED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]*$/u;

function setFont(g: Canvas, type: TypeName, text: string): void {
  const [weight, size, tracking = 0] = TYPE[type] as readonly [number, number, number?];
  g.font = `${weight} ${size}px ${FONT}`;
  const isTracked = tracking !== 0 && TRACKED.test(text);
  const spacing = isTracked ? `${tracking}px` : '0px';
  if (g.letterSpacing !== spacing) g.letterSpacing = spacing;
}

export function textWidth(g: Canvas, text: string, type: TypeName): number {
  setFont(g, type, text);
  const { width } = g.measureText(text);
  g.letterSpacing = '0px';
  return width;
}

type TextStyle = {
  type: TypeName;
  color: string;
  align?: 'left' | 'center' | 'right';
  /** Clipped with an ellipsis beyond it. */
  width?: number;
  /** Of the text that the line is a part of, where that may begin in another one. */
  direction?: 'ltr' | 'rtl';
};

/** In right-to-left languages all painting is mirrored: x runs from the right. `width`: of the surface, in CSS px. */
export function begin(g: Canvas, dpr: number, width: number, isMirrored: boolean): void {
  if (isMirrored) g.setTransform(-dpr, 0, 0, dpr, width * dpr, 0);
  else g.setTransform(dpr, 0, 0, dpr, 0, 0);
}

/** What must not be turned around, like letters, clocks and signs: `draw` paints it around the middle `x`. */
export function upright(g: Canvas, x: number, draw: (g: Canvas) => void): void {
  if (g.getTransform().a > 0) return draw(g);
  g.save();
  g.translate(2 * x, 0);
  g.scale(-1, 1);
  draw(g);
  g.restore();
}

const MIRRORED = { left: 'right', center: 'center', right: 'left' } as const;

/** One line, its middle at `y`. Its direction is that of its first letter; it stands where `align` says. */
export function drawText(g: Canvas, text: string, x: number, y: number, style: TextStyle): void {
  const align = style.align ?? 'left';
  const isMirrored = g.getTransform().a < 0;
  upright(g, x, () => drawLine(g, text, x, y, { ...style, align: isMirrored ? MIRRORED[align] : align }));
}

function drawLine(g: Canvas, text: string, x: number, y: number, style: TextStyle): void {
  setFont(g, style.type, text);
  g.fillStyle = style.color;
  g.textAlign = style.align ?? 'left';
  g.textBaseline = 'alphabetic';
  g.direction = style.direction ?? directionOf(text);
  const shown = style.width === undefined ? text : clipped(text, style.width, (part) => g.measureText(part).width);
  // Inter's capital height is 0.727 em: the middle of the capitals stands at y, whatever script the line is.
  g.fillText(shown, x, y + TYPE[style.type][1] * 0.3635);
  // For what sets a font of its own.
  g.letterSpacing = '0px';
}

/** Lines of one style below each other. `y`: the middle of the first. */
export function drawLines(
  g: Canvas,
  lines: readonly string[],
  x: number,
  y: number,
  height: number,
  style: TextStyle,
): void {
  for (const [i, line] of lines.entries()) drawText(g, line, x, y + i * height, style);
}

/** The same; `y`: the middle of all. */
export function drawLinesAround(
  g: Canvas,
  lines: readonly string[],
  x: number,
  y: number,
  height: number,
  style: TextStyle,
): void {
  drawLines(g, lines, x, y - ((lines.length - 1) / 2) * height, height, style);
}

export function wrapped(g: Canvas, text: string, type: TypeName, width: number): string[] {
  setFont(g, type, text);
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    const longer = line + piece;
    if (line !== '' && g.measureText(longer.trimEnd()).width > width) {
      lines.push(line.trimEnd());
      line = piece;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Uncut: in the first of `types` in which it fits `width`, or in lines of whole characters of the last one. */
export function fitted(
  g: Canvas,
  text: string,
  types: readonly [TypeName, ...TypeName[]],
  width: number,
): { type: TypeName; lines: string[] } {
  const type = types.find((each) => textWidth(g, text, each) <= width);
  if (type) return { type, lines: [text] };
  const last = types.at(-1) ?? types[0];
  const lines = [''];
  for (const character of graphemes(text)) {
    const line = lines.at(-1) + character;
    if (textWidth(g, line, last) > width && line !== character) lines.push(character);
    else lines[lines.length - 1] = line;
  }
  return { type: last, lines };
}

/** As few lines as `wrapped` makes, of about one length: no word stands alone in the last one. */
export function balanced(g: Canvas, text: string, type: TypeName, width: number): string[] {
  let lines = wrapped(g, text, type, width);
  for (let narrower = width - 8; narrower > width / 2; narrower -= 8) {
    const tried = wrapped(g, text, type, narrower);
    if (tried.length > lines.length) break;
    lines = tried;
  }
  return lines;
}

export function fillRound(g: Canvas, rect: Rect, radius: number, fill: string | CanvasGradient): void {
  g.beginPath();
  g.roundRect(rect.x, rect.y, rect.width, rect.height, radius);
  g.fillStyle = fill;
  g.fill();
}

export function paintBox(
  g: Canvas,
  size: Size,
  radius: number,
  fill: string | CanvasGradient,
  edge?: string,
  line = 1,
): void {
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, radius, fill);
  if (edge) strokeRound(g, box, radius, edge, line);
}

/** A line of 1 px inside the edge. */
export function strokeRound(g: Canvas, rect: Rect, radius: number, color: string, line = 1): void {
  const { x, y, width, height } = inset(rect, line / 2);
  g.beginPath();
  g.roundRect(x, y, width, height, radius - line / 2);
  g.strokeStyle = color;
  g.lineWidth = line;
  g.stroke();
}

export function gradient(
  g: Canvas,
  from: [number, number],
  to: [number, number],
  colors: readonly string[],
): CanvasGradient {
  const made = g.createLinearGradient(from[0], from[1], to[0], to[1]);
  colors.forEach((color, i) => {
    made.addColorStop(i / (colors.length - 1), color);
  });
  return made;
}
