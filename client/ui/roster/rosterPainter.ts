/** The roster's panel without its rows, for the scene and the first paint. */
import type { Status } from '../../../shared/status.ts';
import { type Canvas, drawText, fillRound, paintBox, type Rect, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE, statusColor } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import { drawSearch } from '../kit/icons.ts';
import { drawStatus } from '../kit/statusShape.ts';
import type { RosterLayout } from '../layout/rosterLayout.ts';

/** Panel and search field; the text in the field is the real input's, the placeholder is ours. */
export function paintRosterPanel(g: Canvas, size: Size, roster: RosterLayout, isSearching: boolean): void {
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  const field = within(roster.search, roster.panel);
  fillRound(g, field, SIZE.radiusSmall, COLOR.raised);
  const middle = field.y + field.height / 2;
  drawSearch(g, field.x + 21, middle, 9, COLOR.muted);
  if (!isSearching) drawText(g, text('roster.search'), field.x + 44, middle, { type: 'name', color: COLOR.muted });
}

type ChipLook = { status: Status; count: number | undefined; isOn: boolean; isHovered: boolean };

/** Shape and number above, the word below; `count`: undefined before it is known. */
export function paintChip(g: Canvas, size: Size, { status, count, isOn, isHovered }: ChipLook): void {
  const fill = isOn ? COLOR.selected : isHovered ? COLOR.raisedHover : COLOR.raised;
  paintBox(g, size, SIZE.radiusSmall, fill, isOn ? statusColor(status) : undefined, 1.5);
  const middle = size.width / 2;
  const number = count === undefined ? text('census.unknown') : numberText(count);
  const width = 17 + textWidth(g, number, 'bodyStrong');
  drawStatus(g, status, middle - width / 2 + 5.5, size.height / 2 - 9, 5.5, fill);
  drawText(g, number, middle - width / 2 + 17, size.height / 2 - 9, { type: 'bodyStrong', color: COLOR.text });
  const color = isOn ? COLOR.soft : COLOR.muted;
  const style = { type: 'tiny', color, align: 'center', width: size.width - 6 } as const;
  drawText(g, text(`status.${status}`), middle, size.height / 2 + 11, style);
}

/** A rectangle of the screen as seen from another's corner. */
export const within = (rect: Rect, outer: Rect): Rect => ({ ...rect, x: rect.x - outer.x, y: rect.y - outer.y });
