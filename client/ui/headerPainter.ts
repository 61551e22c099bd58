/** The header, for the scene and for the shell. */
import { text } from '../i18n/text.ts';
import type { Badge } from '../model/linkView.ts';
import { type Canvas, drawText, fillRound, type Size, textWidth } from './canvas.ts';
import { drawDoor } from './icons.ts';
import { COLOR } from './tokens.ts';

export type HeaderLook = { online: number | undefined; badge: Badge };

export const onlineText = (online: number | undefined): string =>
  online === undefined ? text('online.unknown') : text('online.count', { count: online });

export function paintHeader(g: Canvas, size: Size, { online, badge }: HeaderLook): void {
  const middle = size.height / 2;
  drawDoor(g, 15, middle, 13, COLOR.focus, COLOR.fair);
  const name = text('app.name');
  drawText(g, name, 36, middle, { type: 'wordmark', color: COLOR.text });
  const x = 36 + textWidth(g, name, 'wordmark') + 18;
  const count = onlineText(online);
  const countEnd = x + textWidth(g, count, 'body') + 10;
  const widthOf = (label: string): number => textWidth(g, label, 'smallStrong') + 38;
  const fits = (label: string): boolean => countEnd <= size.width - widthOf(label);
  const label = fits(badge.text) ? badge.text : (badge.short ?? badge.text);
  // On the narrowest screens a lost connection matters more than the count.
  if (fits(label)) drawText(g, count, x, middle + 1, { type: 'body', color: COLOR.soft });
  const tone = { good: COLOR.good, fair: COLOR.fair, bad: COLOR.bad }[badge.tone];
  const width = widthOf(label);
  const box = { x: size.width - width, y: middle - 15, width, height: 30 };
  fillRound(g, box, 15, COLOR.panel);
  g.beginPath();
  g.arc(box.x + 17, middle, 4, 0, 2 * Math.PI);
  g.lineWidth = 2;
  g.strokeStyle = tone;
  g.fillStyle = tone;
  if (badge.tone === 'bad') g.stroke();
  else g.fill();
  drawText(g, label, box.x + 27, middle, { type: 'smallStrong', color: tone });
}
