/** Icons about other people, as strokes around a middle (icons.ts). */

import { type Canvas, drawText, fillRound, textWidth } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { numberText } from '../../i18n/text.ts';
import type { GroupFace } from '../../model/social/channels.ts';
import { drawPeople, stroke } from './icons.ts';

/** A speech bubble: words. */
export function drawBubble(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    g.moveTo(x - r * 0.35, y + r * 0.6);
    g.lineTo(x - r * 0.75, y + r * 0.95);
    g.lineTo(x - r * 0.7, y + r * 0.5);
    g.bezierCurveTo(x - r * 1.15, y + r * 0.1, x - r * 1.05, y - r * 0.8, x, y - r * 0.8);
    g.bezierCurveTo(x + r * 1.15, y - r * 0.8, x + r * 1.15, y + r * 0.6, x, y + r * 0.65);
    g.lineTo(x - r * 0.35, y + r * 0.6);
    for (const at of [-0.4, 0, 0.4]) {
      g.moveTo(x + at * r, y - r * 0.08);
      g.lineTo(x + at * r + 0.01, y - r * 0.08);
    }
  });
}

/** A flag: something is wrong. */
export function drawFlag(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    g.moveTo(x - r * 0.6, y + r);
    g.lineTo(x - r * 0.6, y - r * 0.9);
    g.bezierCurveTo(x - r * 0.1, y - r * 1.2, x + r * 0.1, y - r * 0.5, x + r * 0.75, y - r * 0.8);
    g.lineTo(x + r * 0.75, y + r * 0.15);
    g.bezierCurveTo(x + r * 0.1, y + r * 0.45, x - r * 0.1, y - r * 0.2, x - r * 0.6, y + r * 0.1);
  });
}

/** A closed ring: not to be met. */
export function drawBan(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    g.arc(x, y, r * 0.9, 0, 2 * Math.PI);
    g.moveTo(x - r * 0.62, y - r * 0.62);
    g.lineTo(x + r * 0.62, y + r * 0.62);
  });
}

/** To where the lines begin. */
export function drawBack(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 2, () => {
    g.moveTo(x + r * 0.4, y - r);
    g.lineTo(x - r * 0.6, y);
    g.lineTo(x + r * 0.4, y + r);
  });
}

/** A paper plane. */
export function drawSend(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    g.moveTo(x - r * 0.9, y - r * 0.85);
    g.lineTo(x + r, y);
    g.lineTo(x - r * 0.9, y + r * 0.85);
    g.lineTo(x - r * 0.55, y);
    g.closePath();
    g.moveTo(x - r * 0.55, y);
    g.lineTo(x + r * 0.2, y);
  });
}

const GROUP = 36;

/** In the place of an avatar. `x, y`: its middle. */
export function drawGroup(g: Canvas, face: GroupFace, x: number, y: number): void {
  fillRound(g, { x: x - GROUP / 2, y: y - GROUP / 2, width: GROUP, height: GROUP }, GROUP / 2, COLOR.accent);
  if (face === 'party') drawPeople(g, x, y, 9, COLOR.onAccent);
  else drawBubble(g, x, y, 10, COLOR.onAccent);
}

/** So many are new; more than 99 are many. `x, y`: its middle. `behind`: what it is cut out of. */
export function drawCount(g: Canvas, x: number, y: number, count: number, behind: string): void {
  const words = count > 99 ? `${numberText(99)}+` : numberText(count);
  const width = Math.max(18, textWidth(g, words, 'label') + 10);
  fillRound(g, { x: x - width / 2 - 2, y: y - 11, width: width + 4, height: 22 }, 11, behind);
  fillRound(g, { x: x - width / 2, y: y - 9, width, height: 18 }, 9, COLOR.danger);
  drawText(g, words, x, y, { type: 'label', color: COLOR.onDanger, align: 'center' });
}
