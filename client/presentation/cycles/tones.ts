/** What sets seats apart, also without colour: the shape of head and sign, and the pattern of the trail. */
import type { Canvas } from '../../design/canvas.ts';

type Pattern = 'line' | 'dashes' | 'rails' | 'dots';
/** `lightColor`: on the light floor of the lobby's pictures; the arena itself stays dark. */
export type Tone = {
  readonly color: string;
  readonly lightColor: string;
  readonly number: number;
  readonly pattern: Pattern;
};

const tone = (color: string, lightColor: string, pattern: Pattern): Tone => ({
  color,
  lightColor,
  number: Number.parseInt(color.slice(1), 16),
  pattern,
});
/** By seat. Lightness differs too, so most colour-blind players can tell the four apart. */
export const TONES: readonly [Tone, Tone, Tone, Tone] = [
  tone('#3bc4ff', '#1876b0', 'line'),
  tone('#ff9f2e', '#b5540c', 'dashes'),
  tone('#c58bff', '#7a35d8', 'rails'),
  tone('#b6f25c', '#477a10', 'dots'),
];
export const toneOf = (seat: number): Tone => TONES[seat] ?? TONES[0];

export const WALL = { color: '#ff4d6d', number: 0xff4d6d, fill: 0x2a0b1c } as const;

/** The seat's shape around (x, y): disc, diamond, triangle or square, of similar sizes. */
export function shapePath(g: Canvas, seat: number, x: number, y: number, r: number): void {
  g.beginPath();
  if (seat === 0) g.arc(x, y, r, 0, 2 * Math.PI);
  else if (seat === 1) polygon(g, x, y, r * 1.2, 4, 0);
  else if (seat === 2) polygon(g, x, y + r * 0.15, r * 1.25, 3, -Math.PI / 2);
  else g.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
}

function polygon(g: Canvas, x: number, y: number, r: number, corners: number, from: number): void {
  for (let i = 0; i < corners; i++) {
    const angle = from + (i / corners) * 2 * Math.PI;
    g.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  g.closePath();
}
