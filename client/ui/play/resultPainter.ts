/** How a result is drawn, beside or below its board: the outcome, your rating, and everybody by place. */
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { changeText, numberText, text } from '../../i18n/text.ts';
import type { ResultRow, ResultView, Wish } from '../../model/play/resultView.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { drawCheckMark } from '../kit/icons.ts';

export type ResultSizes = {
  /** Of the outcome's letters. */
  readonly isLarge: boolean;
  readonly head: number;
  /** 0 where it has no room. */
  readonly rating: number;
  readonly row: number;
  readonly note: number;
};
/** The bubble of a “gg”. */
const GG = { width: 36, height: 24 };
const FULL: ResultSizes = { isLarge: true, head: 92, rating: 112, row: 56, note: 40 };
const LOW: ResultSizes = { isLarge: false, head: 54, rating: 0, row: 46, note: 30 };

/** `height`: without the buttons. */
export function resultSizes(height: number, rows: number, hasRating: boolean): ResultSizes {
  const isFull = height >= FULL.head + (hasRating ? FULL.rating : 0) + rows * FULL.row + FULL.note;
  if (isFull) return hasRating ? FULL : { ...FULL, rating: 0 };
  return { ...LOW, row: Math.max(30, Math.min(LOW.row, (height - LOW.head - LOW.note) / rows)) };
}

/** `wishes`: by row; undefined where nobody can ask any more, and of bots. */
export type ResultLook = {
  readonly view: ResultView;
  readonly mode: string;
  readonly note: string;
  readonly wishes: readonly (Wish | undefined)[];
  /** By row: has said “gg”. */
  readonly ggs: readonly boolean[];
};

export function paintResult(
  g: Canvas,
  size: Size,
  { view, mode, note, wishes, ggs }: ResultLook,
  sizes: ResultSizes,
): void {
  const { tone, title, rows } = view;
  // A draw is grey: nobody has won.
  const color = { won: COLOR.text, drawn: COLOR.soft, lost: COLOR.text, watched: COLOR.text }[tone];
  const { isLarge, head } = sizes;
  const lamp = tone === 'won' ? COLOR.lamp : COLOR.muted;
  drawText(g, mode, 4, isLarge ? 16 : 12, { type: 'smallStrong', color: lamp, width: size.width - 8 });
  const style = { type: isLarge ? 'clock' : 'hero', color, width: size.width - 8 } as const;
  drawText(g, title, 4, isLarge ? 54 : 36, style);
  const top = head + sizes.rating;
  const list = { x: 0, y: top, width: size.width, height: rows.length * sizes.row };
  fillRound(g, list, SIZE.radius, COLOR.panel);
  strokeRound(g, list, SIZE.radius, COLOR.panelEdge);
  rows.forEach((row, i) => {
    paintRow(g, { x: 0, y: top + i * sizes.row, width: size.width, height: sizes.row }, row, tone, {
      wish: wishes[i],
      hasGg: ggs[i] ?? false,
      // The own rating stands above, large.
      hasRating: !(row.isYou && sizes.rating > 0),
    });
  });
  const at = top + list.height + sizes.note / 2;
  drawText(g, note, 4, at, { type: 'small', color: COLOR.soft, width: size.width - 8 });
}

type RowMore = { wish: Wish | undefined; hasGg: boolean; hasRating: boolean };

function paintRow(g: Canvas, rect: Rect, row: ResultRow, tone: ResultView['tone'], more: RowMore): void {
  const { wish, hasGg } = more;
  const { place, name, face, isYou, rating, change } = row;
  const middle = rect.y + rect.height / 2;
  if (isYou)
    fillRound(g, { ...rect, x: 4, y: rect.y + 4, width: rect.width - 8, height: rect.height - 8 }, 10, COLOR.selected);
  const medal = place === 1 && tone !== 'drawn' ? COLOR.lamp : COLOR.soft;
  drawText(g, numberText(place), rect.x + 22, middle, { type: 'title', color: medal, align: 'center' });
  const avatar = Math.min(36, rect.height - 20);
  const x = rect.x + 62;
  if (wish === 'left') g.globalAlpha = 0.45;
  drawAvatar(g, face, x - avatar / 2, middle - avatar / 2, avatar, COLOR.panel);
  g.globalAlpha = 1;
  paintWish(g, x, middle, avatar / 2, wish);
  const hasRating = more.hasRating && rating !== undefined && change !== undefined;
  const width = rect.width - 100 - (hasRating ? 118 : 12) - (hasGg ? GG.width + 8 : 0);
  const color = wish === 'left' ? COLOR.muted : COLOR.text;
  drawText(g, name, rect.x + 92, middle, { type: 'name', color, width });
  if (hasGg) paintGg(g, rect.x + 92 + Math.min(width, textWidth(g, name, 'name')) + 8, middle);
  if (!hasRating) return;
  const right = rect.x + rect.width - 16;
  const changed = change > 0 ? COLOR.good : change < 0 ? COLOR.bad : COLOR.soft;
  drawText(g, changeText(change), right, middle, { type: 'smallStrong', color: changed, align: 'right' });
  drawText(g, numberText(rating), right - 46, middle, { type: 'body', color: COLOR.soft, align: 'right' });
}

/** As a bubble that comes from the name. */
function paintGg(g: Canvas, x: number, y: number): void {
  fillRound(g, { x, y: y - GG.height / 2, ...GG }, GG.height / 2, COLOR.raised);
  strokeRound(g, { x, y: y - GG.height / 2, ...GG }, GG.height / 2, COLOR.raisedEdge);
  drawText(g, text('result.gg'), x + GG.width / 2, y, { type: 'smallStrong', color: COLOR.text, align: 'center' });
}

/** A whole ring and a tick: wants a rematch. Dashes: awaited. */
function paintWish(g: Canvas, x: number, y: number, r: number, wish: Wish | undefined): void {
  if (wish === undefined || wish === 'left') return;
  g.lineWidth = 2;
  g.strokeStyle = wish === 'asked' ? COLOR.good : COLOR.lamp;
  if (wish === 'awaited') g.setLineDash([5, 3]);
  g.beginPath();
  g.arc(x, y, r + 3, 0, 2 * Math.PI);
  g.stroke();
  g.setLineDash([]);
  if (wish !== 'asked') return;
  for (const [radius, fill] of [[9, COLOR.panel] as const, [7, COLOR.good] as const]) {
    g.beginPath();
    g.arc(x + r * 0.85, y + r * 0.85, radius, 0, 2 * Math.PI);
    g.fillStyle = fill;
    g.fill();
  }
  drawCheckMark(g, x + r * 0.85, y + r * 0.85, 4.5, COLOR.page);
}

/** `rating`: as counted so far. `note`: behind it, where the rating is not earned yet. */
export type RatingLook = { row: ResultRow; rating: number; isProvisional: boolean; mode: string };

export function paintRating(g: Canvas, size: Size, { row, rating, isProvisional, mode }: RatingLook): void {
  const box = { x: 0, y: 0, width: size.width, height: size.height };
  fillRound(g, box, SIZE.radius, COLOR.panel);
  strokeRound(g, box, SIZE.radius, COLOR.panelEdge);
  const middle = size.height / 2;
  drawAvatar(g, row.face, 18, middle - 28, 56, COLOR.panel);
  const shown = `${numberText(rating)}${isProvisional ? '?' : ''}`;
  drawText(g, shown, 92, middle - 13, { type: 'big', color: COLOR.text });
  const change = row.change ?? 0;
  const color = change > 0 ? COLOR.good : change < 0 ? COLOR.bad : COLOR.soft;
  const after = 92 + textWidth(g, shown, 'big') + 12;
  drawText(g, changeText(change), after, middle - 11, { type: 'title', color });
  const before = text('result.before', { rating: (row.rating ?? 0) - change, mode });
  drawText(g, before, 92, middle + 20, { type: 'small', color: COLOR.muted, width: size.width - 108 });
}
