/** Paints the Play panel: its ground, and the rule or what is going on. */
import {
  balanced,
  type Canvas,
  drawLines,
  drawText,
  gradient,
  paintBox,
  type Size,
  textWidth,
  wrapped,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import type { PlayOffer } from '../../model/views/playOffer.ts';
import type { PlayPlaces } from '../layout/playLayout.ts';

/** `texts`: each begins a line. */
export type Heading = { title: string; texts: string[]; tone: PlayOffer['words']['tone']; kind: PlayPlaces['kind'] };

export function paintPanel(g: Canvas, size: Size): void {
  const fill = gradient(g, [0, 0], [size.width, size.height], [COLOR.hero, COLOR.heroEnd]);
  paintBox(g, size, SIZE.radius, fill, COLOR.heroEdge);
}

/**
 * As many lines as there is room for, those of the first text before the others; screen readers get what is left out, and
 * the button's reason says it too. A title that is too long is written smaller.
 */
export function paintHeading(g: Canvas, size: Size, heading: Heading, width: number, titleWidth: number): void {
  const { title, texts, tone, kind } = heading;
  const color = { calm: COLOR.text, blame: COLOR.lamp, busy: COLOR.text }[tone];
  const isLow = kind === 'low';
  const isHigh = !isLow && size.height >= 76;
  const isRule = isHigh && tone === 'calm' && kind === 'wide';
  const isTight = !isLow && !isHigh;
  const wanted = isRule ? 'big' : isHigh ? 'hero' : 'name';
  const above = { name: 10, hero: 14, big: 18 }[wanted];
  const smaller = (['title', 'name', 'smallStrong'] as const).find((each) => textWidth(g, title, each) <= titleWidth);
  const type = wanted === 'hero' && textWidth(g, title, wanted) > titleWidth ? (smaller ?? 'smallStrong') : wanted;
  const titles = type === 'big' ? balanced(g, title, type, titleWidth).slice(0, 1) : [title];
  drawLines(g, titles, 0, above, 36, { type, color, width: titleWidth });
  const line = isHigh ? 20 : isTight ? 16 : 18;
  const style = { type: isHigh ? 'body' : isTight ? 'tiny' : 'small', color: COLOR.soft, width } as const;
  const top = 2 * above + (isHigh ? 14 : isTight ? 8 : 10);
  const fit = Math.max(1, Math.floor((size.height - top + line / 2) / line));
  const linesOf = (count: number) => texts.slice(0, count).flatMap((words) => wrapped(g, words, style.type, width));
  let count = texts.length;
  while (count > 1 && linesOf(count).length > fit) count -= 1;
  const lines = linesOf(count);
  const shown = lines.slice(0, fit);
  if (lines.length > fit) shown[fit - 1] = lines.slice(fit - 1).join(' ');
  for (const [i, each] of shown.entries()) drawText(g, each, 0, top + i * line, style);
}
