/** One row of the list, for Phaser's textures and for the first paint: both paint the same to the pixel. */
import { type Canvas, drawText, fillRound, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE, statusColor } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { ListedRow } from '../../model/rosterRows.ts';
import { ratingText } from '../../model/views/ratingText.ts';
import type { RowLine } from '../../model/views/rowLine.ts';
import { drawAvatar } from '../kit/avatar.ts';

export type RowLook = {
  /** The mode of the ratings. */
  mode: string;
  line: RowLine;
  isSelf: boolean;
  /** Left while the list is held. */
  isGone: boolean;
  isHovered: boolean;
  isSelected: boolean;
  /** Where the keyboard is. */
  isActive: boolean;
  /** At the end of the second line; '' for none. */
  action: string;
  isActionHovered: boolean;
};

export const ROW_PADDING = SPACE.m;

/** Rows with the same key look the same. */
export function rowKey(row: ListedRow, look: RowLook): string {
  const { line, isSelf, isHovered, isSelected, isActive, action, isActionHovered } = look;
  const said = [
    row.id,
    row.name,
    row.emblem,
    line.word,
    line.after,
    line.tone,
    ratingText(row.ratings, look.mode),
    row.status,
    action,
  ];
  return `${said.join('\n')} ${isSelf} ${isHovered} ${isSelected} ${isActive} ${isActionHovered} ${look.isGone}`;
}

export function paintRow(g: Canvas, size: Size, row: ListedRow, look: RowLook): void {
  const middle = size.height / 2;
  const box = { x: 0, y: 1, width: size.width, height: size.height - 2 };
  const behind = look.isSelected ? COLOR.selected : look.isHovered ? COLOR.hover : COLOR.panel;
  if (look.isSelected || look.isHovered) fillRound(g, box, SIZE.radiusSmall, behind);
  if (look.isActive) strokeRound(g, box, SIZE.radiusSmall, COLOR.focus, 2);
  const isFaint = look.isGone || row.status === null;
  g.globalAlpha = isFaint ? 0.45 : 1;
  drawAvatar(
    g,
    look.isGone ? { ...row, status: null } : row,
    ROW_PADDING,
    middle - SIZE.avatar / 2,
    SIZE.avatar,
    behind,
  );
  const x = ROW_PADDING + SIZE.avatar + 14;
  const right = size.width - ROW_PADDING;
  const rating = ratingText(row.ratings, look.mode);
  const ratingWidth = rating === '' ? 0 : textWidth(g, rating, 'name') + 12;
  paintName(g, x, middle - 9, right - x - ratingWidth, row, look);
  const numbers = { type: 'name', color: COLOR.text, align: 'right' } as const;
  if (rating !== '') drawText(g, rating, right, middle - 9, numbers);
  const actionWidth = look.action === '' ? 0 : textWidth(g, look.action, 'smallStrong') + 12;
  paintLine(g, x, middle + 11, right - x - actionWidth, look.line);
  if (look.action !== '') paintAction(g, right, middle + 11, look);
  g.globalAlpha = 1;
}

function paintName(g: Canvas, x: number, y: number, room: number, { name }: ListedRow, { isSelf }: RowLook): void {
  const you = isSelf ? text('roster.you') : '';
  const tagWidth = isSelf ? textWidth(g, you, 'label') + 14 : 0;
  const nameWidth = Math.min(textWidth(g, name, 'name'), room - (isSelf ? tagWidth + 8 : 0));
  drawText(g, name, x, y, { type: 'name', color: COLOR.text, width: nameWidth + 0.5 });
  if (!isSelf) return;
  const tag = { x: x + nameWidth + 8, y: y - 9, width: tagWidth, height: 18 };
  fillRound(g, tag, 9, COLOR.accent);
  drawText(g, you, tag.x + tagWidth / 2, y, { type: 'label', color: COLOR.onAccent, align: 'center' });
}

function paintLine(g: Canvas, x: number, y: number, room: number, { word, after, tone }: RowLine): void {
  const color = tone === null ? COLOR.muted : statusColor(tone);
  drawText(g, word, x, y, { type: 'smallStrong', color, width: room });
  const wordWidth = textWidth(g, word, 'smallStrong');
  if (after !== '' && wordWidth < room)
    drawText(g, after, x + wordWidth, y, { type: 'small', color: COLOR.muted, width: room - wordWidth });
}

function paintAction(g: Canvas, right: number, y: number, { action, isActionHovered }: RowLook): void {
  drawText(g, action, right, y, { type: 'smallStrong', color: COLOR.focus, align: 'right' });
  if (!isActionHovered) return;
  const width = textWidth(g, action, 'smallStrong');
  g.fillStyle = COLOR.focus;
  g.fillRect(right - width, y + 8, width, 1.5);
}
