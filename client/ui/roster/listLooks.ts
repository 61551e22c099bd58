/** What is drawn of the list's lines: rows and headers as they look now, and where a row's action can be pressed. */
import { isRatedMode } from '../../../shared/modes.ts';
import { type Canvas, measure, type Size, textWidth } from '../../design/canvas.ts';
import type { LobbyModel } from '../../model/lobbyModel.ts';
import type { Group, ListedRow, Place } from '../../model/rosterRows.ts';
import type { Offer, PlayerAction } from '../../model/views/playerOffers.ts';
import { rowLine } from '../../model/views/rowLine.ts';
import { groupKey, paintGroup } from './groupPainter.ts';
import type { PlacedLine } from './lineNodes.ts';
import { type HeaderLine, headerId } from './listLines.ts';
import { paintRow, ROW_PADDING, rowKey } from './rowPainter.ts';

/** What the pointer is over, what has a menu, and where the keyboard is, by id; and what a row offers. */
export type Marks = {
  hoveredId: string | undefined;
  menuId: string | undefined;
  activeId: string | undefined;
  nowS: number | undefined;
  offerOf: (row: ListedRow) => Offer | undefined;
};

/** Of a list that cannot be used yet. */
export const NO_MARKS: Marks = {
  hoveredId: undefined,
  menuId: undefined,
  activeId: undefined,
  nowS: undefined,
  offerOf: () => undefined,
};

/** Their actions are always shown; those of the many others only where the pointer or the keyboard is. */
const NEAR: ReadonlySet<Place | undefined> = new Set(['friends', 'party', 'lately', 'fair']);
/** What a finger needs at least. */
const TARGET_MIN = 64;

/** The id of a row's action among those of rows and headers: no player's id has a colon. */
const linkId = (action: PlayerAction, id: string): string => `${action}:${id}`;
export function linkOf(id: string): { action: PlayerAction; playerId: string } | undefined {
  const at = id.indexOf(':');
  return at < 0 ? undefined : { action: id.slice(0, at) as PlayerAction, playerId: id.slice(at + 1) };
}

/** `linkWidth`: of the action at the row's end; 0 where there is none. */
export type RowPlaced = PlacedLine & { linkId: string | undefined; linkWidth: number };

export function placedRow(model: LobbyModel, row: ListedRow, y: number, height: number, marks: Marks): RowPlaced {
  const { roster, selected } = model;
  const { hoveredId, menuId, activeId, nowS, offerOf } = marks;
  const overId = (hoveredId && linkOf(hoveredId)?.playerId) ?? hoveredId;
  const isLit = row.id === overId || row.id === menuId || row.id === activeId;
  const offer = isLit || NEAR.has(roster.placeOf(row.id)) ? offerOf(row) : undefined;
  const link = offer && linkId(offer.action, row.id);
  const look = {
    mode: roster.mode,
    line: rowLine(model, row, nowS),
    isSelf: row.id === roster.selfId,
    isGone: roster.isGone(row.id),
    isHovered: row.id === overId || row.id === menuId,
    isSelected: row.id === selected?.id,
    isActive: row.id === activeId,
    action: offer?.label ?? '',
    isActionHovered: link !== undefined && link === hoveredId,
  };
  return {
    id: row.id,
    y,
    height,
    key: rowKey(row, look),
    paint: (g: Canvas, size: Size) => paintRow(g, size, row, look),
    linkId: link,
    linkWidth: offer ? Math.max(TARGET_MIN, textWidth(measure(), offer.label, 'smallStrong') + 2 * ROW_PADDING) : 0,
  };
}

/** `isFirst`: it says what the numbers at the end of the rows are. */
export function placedHeader(
  model: LobbyModel,
  { section, y }: HeaderLine,
  isFirst: boolean,
  count: number | undefined,
  height: number,
  { hoveredId, activeId }: Marks,
): PlacedLine {
  const { place: group, isClosed } = section;
  const id = headerId(group satisfies Group);
  const { roster } = model;
  const look = {
    group,
    isClosed,
    caption: isFirst && isRatedMode(roster.mode) ? roster.mode : undefined,
    canClose: !roster.isNarrowed,
    count,
    isHovered: id === hoveredId,
    isActive: id === activeId,
  };
  return { id, y, height, key: groupKey(look), paint: (g, size) => paintGroup(g, size, look) };
}
