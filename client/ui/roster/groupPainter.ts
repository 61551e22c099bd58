/** The header of a group: what it is, how many are in it, and whether it is open. For the scene and the first paint. */

import { type Canvas, drawText, fillRound, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import { FAIR_WITHIN } from '../../model/people/relevance.ts';
import type { Group } from '../../model/rosterRows.ts';
import { modeShortTitle, modeTitle } from '../../presentation/titles.ts';
import { drawChevron } from '../kit/icons.ts';

/** `count`: undefined before it is known. */
type GroupLook = {
  group: Group;
  count: number | undefined;
  isClosed: boolean;
  /** The mode of the ratings at the end of the rows, where it is said here. */
  caption: string | undefined;
  /** Not while somebody searches: then all are open. */
  canClose: boolean;
  isHovered: boolean;
  /** Where the keyboard is. */
  isActive: boolean;
};

export const groupKey = ({ group, count, isClosed, caption, canClose, isHovered, isActive }: GroupLook): string =>
  `${group} ${count} ${isClosed} ${caption} ${canClose} ${isHovered} ${isActive}`;

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
  let x = 12 + textWidth(g, name, 'smallStrong') + 8;
  if (look.count !== undefined) {
    const count = countText(look.group, look.count);
    drawText(g, count, x, middle, { type: 'small', color: COLOR.muted });
    x += textWidth(g, count, 'small') + 8;
  }
  if (look.canClose) paintFold(g, x + 6, middle, look);
  if (look.caption !== undefined) paintCaption(g, size.width - 12, middle, size.width - x - 36, look.caption);
}

/** Friends may be elsewhere too, and of fair matches it is said what counts as one. */
function countText(group: Group, count: number): string {
  if (group === 'friends') return text('group.here', { count });
  return group === 'fair' ? text('group.within', { count, points: FAIR_WITHIN }) : numberText(count);
}

function paintFold(g: Canvas, x: number, middle: number, { isClosed, isHovered }: GroupLook): void {
  g.save();
  g.translate(x, middle);
  if (isClosed) g.rotate(Math.PI / 2);
  drawChevron(g, 0, 0, 4, isHovered ? COLOR.soft : COLOR.muted);
  g.restore();
}

/** "Duel rating", or the mode alone where there is no room for both; nothing where there is none for that. */
function paintCaption(g: Canvas, right: number, middle: number, room: number, mode: string): void {
  const said = [text('roster.ratingIn', { mode: modeTitle(mode) }), modeTitle(mode), modeShortTitle(mode)];
  const words = said.find((each) => textWidth(g, each, 'label') <= room);
  if (words !== undefined) drawText(g, words, right, middle, { type: 'label', color: COLOR.muted, align: 'right' });
}
