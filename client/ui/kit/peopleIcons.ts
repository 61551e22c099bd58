/** Icons about other people (icons.ts). */

import { type Canvas, drawText, fillRound, textWidth } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { numberText } from '../../i18n/text.ts';
import type { GroupFace } from '../../model/social/channels.ts';
import { circle, drawPeople, iconOf } from './icons.ts';

export const drawBubble = iconOf(
  'M-.35 .6L-.75 .95L-.7 .5C-1.15 .1 -1.05 -.8 0 -.8C1.15 -.8 1.15 .6 0 .65L-.35 .6M-.4 -.08h.001M0 -.08h.001M.4 -.08h.001',
);
/** Talk and emotes of a match. */
export const drawSmile = iconOf(`${circle(0, 0, 0.95)}M-.32 -.25h.001M.32 -.25h.001M-.45 .25C-.25 .55 .25 .55 .45 .25`);
export const drawFlag = iconOf('M-.6 1V-.9C-.1 -1.2 .1 -.5 .75 -.8V.15C.1 .45 -.1 -.2 -.6 .1');
export const drawBan = iconOf(`${circle(0, 0, 0.9)}M-.62 -.62L.62 .62`);
export const drawBack = iconOf('M.4 -1L-.6 0L.4 1', { line: 2 });
export const drawBolt = iconOf('M.2 -1L-.7 .2H0L-.2 1L.7 -.2H0Z', { line: 1.6 });
export const drawSend = iconOf('M-.9 -.85L1 0L-.9 .85L-.55 0ZM-.55 0H.2');

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
