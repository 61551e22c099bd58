/** One row of the list, for Phaser's textures and for the first paint: both paint the same to the pixel. */
import type { Status } from '../../../shared/status.ts';
import { type Canvas, drawText, fillRound, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE, statusColor } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import { activeText } from '../../model/relativeTime.ts';
import type { ListedRow } from '../../model/rosterRows.ts';
import { drawAvatar } from '../kit/avatar.ts';

type RowLook = {
  isSelf: boolean;
  /** Left while the list is held. */
  isGone: boolean;
  isHovered: boolean;
  isSelected: boolean;
  /** Where the keyboard is. */
  isActive: boolean;
};
export const PLAIN_ROW: RowLook = {
  isSelf: false,
  isGone: false,
  isHovered: false,
  isSelected: false,
  isActive: false,
};

const PADDING = SPACE.m;

/** Null: an offline friend. */
export const statusText = (status: Status | null): string =>
  text(status === null ? 'status.offline' : `status.${status}`);

/** "Away", and " · last active 2 min ago" after it; together also what a screen reader hears. */
export function rowDetail(row: ListedRow, isGone: boolean, nowS: number | undefined): [word: string, after: string] {
  if (isGone) return [text('roster.left'), ''];
  const active = activeText(row.lastActive, nowS);
  return [statusText(row.status), active === '' ? '' : text('roster.after', { active })];
}

/** Rows with the same key look the same. */
export const rowKey = (row: ListedRow, look: RowLook, nowS: number | undefined): string =>
  `${row.id}\n${row.name}\n${rowDetail(row, look.isGone, nowS).join('')}\n${row.rating}\n${row.status}${look.isSelf}${look.isHovered}${look.isSelected}${look.isActive}`;

export function paintRow(g: Canvas, size: Size, row: ListedRow, look: RowLook, nowS: number | undefined): void {
  const middle = size.height / 2;
  const box = { x: 0, y: 1, width: size.width, height: size.height - 2 };
  const behind = look.isSelected ? COLOR.selected : look.isHovered ? COLOR.hover : COLOR.panel;
  if (look.isSelected || look.isHovered) fillRound(g, box, SIZE.radiusSmall, behind);
  if (look.isActive) strokeRound(g, box, SIZE.radiusSmall, COLOR.focus, 2);
  const isFaint = look.isGone || row.status === null;
  g.globalAlpha = isFaint ? 0.45 : 1;
  drawAvatar(g, look.isGone ? { ...row, status: null } : row, PADDING, middle - SIZE.avatar / 2, SIZE.avatar, behind);
  const x = PADDING + SIZE.avatar + 14;
  const rating = row.rating > 0 ? numberText(row.rating) : '';
  const ratingWidth = rating === '' ? 0 : textWidth(g, rating, 'smallStrong') + 16;
  const room = size.width - x - PADDING - ratingWidth;
  const you = look.isSelf ? text('roster.you') : '';
  const tagWidth = look.isSelf ? textWidth(g, you, 'tiny') + 14 : 0;
  const nameWidth = Math.min(textWidth(g, row.name, 'name'), room - (look.isSelf ? tagWidth + 8 : 0));
  drawText(g, row.name, x, middle - 9, { type: 'name', color: COLOR.text, width: nameWidth + 0.5 });
  if (look.isSelf) {
    fillRound(g, { x: x + nameWidth + 8, y: middle - 18, width: tagWidth, height: 18 }, 9, COLOR.accent);
    drawText(g, you, x + nameWidth + 8 + tagWidth / 2, middle - 9, {
      type: 'tiny',
      color: COLOR.onAccent,
      align: 'center',
    });
  }
  const [word, after] = rowDetail(row, look.isGone, nowS);
  const color = look.isGone || row.status === null ? COLOR.muted : statusColor(row.status);
  drawText(g, word, x, middle + 11, { type: 'small', color, width: room });
  const wordWidth = textWidth(g, word, 'small');
  if (after !== '') {
    drawText(g, after, x + wordWidth, middle + 11, { type: 'small', color: COLOR.muted, width: room - wordWidth });
  }
  if (rating !== '')
    drawText(g, rating, size.width - PADDING, middle, { type: 'smallStrong', color: COLOR.soft, align: 'right' });
  g.globalAlpha = 1;
}
