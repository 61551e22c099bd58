/** The header of a group: what it is, how many are in it, and whether it is open. For the scene and the first paint. */

import { type Canvas, drawText, fillRound, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import type { Group } from '../../model/rosterRows.ts';
import { drawChevron } from '../kit/icons.ts';

/** `count`: undefined before it is known. */
type GroupLook = {
  group: Group;
  count: number | undefined;
  isClosed: boolean;
  /** Not while somebody searches: then all are open. */
  canClose: boolean;
  isHovered: boolean;
  /** Where the keyboard is. */
  isActive: boolean;
};

export const groupKey = ({ group, count, isClosed, canClose, isHovered, isActive }: GroupLook): string =>
  `${group} ${count} ${isClosed} ${canClose} ${isHovered} ${isActive}`;

/** "In a match, 12 players", for screen readers. */
export function groupLabel(group: Group, count: number | undefined): string {
  const name = text(`group.${group}`);
  return count === undefined ? name : text('group.label', { group: name, count });
}

/** Nothing of the rows under it shows through. */
export function paintGroup(g: Canvas, size: Size, look: GroupLook): void {
  const middle = size.height / 2;
  g.fillStyle = COLOR.panel;
  g.fillRect(0, 0, size.width, size.height);
  const box = { x: 0, y: 2, width: size.width, height: size.height - 4 };
  if (look.isHovered && look.canClose) fillRound(g, box, SIZE.radiusSmall, COLOR.hover);
  if (look.isActive) strokeRound(g, box, SIZE.radiusSmall, COLOR.focus, 2);
  const name = text(`group.${look.group}`);
  drawText(g, name, 12, middle, { type: 'smallStrong', color: COLOR.soft });
  const x = 12 + textWidth(g, name, 'smallStrong') + 8;
  if (look.count !== undefined) {
    drawText(g, numberText(look.count), x, middle, { type: 'small', color: COLOR.muted });
  }
  if (!look.canClose) return;
  g.save();
  g.translate(size.width - 18, middle);
  if (look.isClosed) g.rotate(Math.PI / 2);
  drawChevron(g, 0, 0, 4.5, look.isHovered ? COLOR.soft : COLOR.muted);
  g.restore();
}
