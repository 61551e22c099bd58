/** One message: its bubble stands at the end of the line where it is one's own. */
import { type Canvas, drawLines, drawText, fillRound, type Size, strokeRound } from '../../design/canvas.ts';
import { directionOf } from '../../design/names.ts';
import { COLOR } from '../../design/tokens.ts';
import { BUBBLE_PADDING, FOOT_LINE, MESSAGE_LINE, type MessagePlace } from './messageLayout.ts';

export function paintMessage(
  g: Canvas,
  size: Size,
  { message, head, lines, foot, bubbleY, bubble }: MessagePlace,
): void {
  const { isOwn, state } = message;
  const x = isOwn ? size.width - bubble.width : 0;
  const edge = isOwn ? size.width - 2 : 2;
  const align = isOwn ? 'right' : 'left';
  if (head !== '') {
    drawText(g, head, edge, bubbleY - 11, { type: 'label', color: COLOR.muted, align, width: size.width });
  }
  const box = { x, y: bubbleY, ...bubble };
  const isRefused = state === 'refused';
  g.globalAlpha = state === 'pending' ? 0.65 : 1;
  fillRound(g, box, 14, isOwn && !isRefused ? COLOR.accent : COLOR.raised);
  if (isRefused) strokeRound(g, box, 14, COLOR.bad, 1.5);
  paintLines(g, lines, message.text, box, isOwn && !isRefused ? COLOR.onAccent : COLOR.text);
  g.globalAlpha = 1;
  const style = { type: 'label', color: COLOR.bad, align, width: size.width } as const;
  drawLines(g, foot, edge, bubbleY + bubble.height + 13, FOOT_LINE, style);
}

/** They begin where the script of the whole message begins, whatever the language of the page. */
function paintLines(
  g: Canvas,
  lines: readonly string[],
  words: string,
  box: { x: number; y: number; width: number },
  color: string,
): void {
  const direction = directionOf(words);
  const isPageRtl = g.getTransform().a < 0;
  const isAtEnd = (direction === 'rtl') !== isPageRtl;
  const x = isAtEnd ? box.x + box.width - BUBBLE_PADDING : box.x + BUBBLE_PADDING;
  const style = { type: 'body', color, align: isAtEnd ? 'right' : 'left', direction } as const;
  drawLines(g, lines, x, box.y + 7 + MESSAGE_LINE / 2, MESSAGE_LINE, style);
}
