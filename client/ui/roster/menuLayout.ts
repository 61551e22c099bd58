/** Places a row's menu, in CSS px: at the pointer and inside the window, or as a sheet at its lower edge. Pure. */
import type { Rect, Size } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';

type MenuItemPlace = Rect & { hasLine: boolean };
export type MenuPlaces = { panel: Rect; head: Rect; items: readonly MenuItemPlace[]; isSheet: boolean };
type MenuShape = {
  /** Of the window. */
  window: Size;
  /** Where it was asked for; x runs from where lines begin. */
  at: { x: number; y: number };
  isSheet: boolean;
  /** Of the widest label. */
  width: number;
  item: number;
  /** For each item: does something else begin with it? */
  breaks: readonly boolean[];
};

const PAD = 6;
const HEAD = 44;
const LINE = 9;
const MARGIN = SPACE.s;
const SHEET_MAX = 560;
/** Below the last item of a sheet, where a phone has its own bar. */
const SHEET_FOOT = 14;

export function menuPlaces(shape: MenuShape): MenuPlaces {
  const { window, item, breaks, isSheet } = shape;
  const room = window.height - 2 * MARGIN;
  const height = (each: readonly boolean[]) => each.reduce((sum, hasLine) => sum + item + (hasLine ? LINE : 0), 0);
  // Too much for a low window stands in two columns, without lines.
  const isSplit = HEAD + height(breaks) + 2 * PAD + SHEET_FOOT > room;
  const inColumn = Math.ceil(breaks.length / 2);
  const inner = isSplit ? inColumn * item : height(breaks);
  const size = {
    width: shape.width * (isSplit && !isSheet ? 2 : 1),
    height: HEAD + inner + 2 * PAD + (isSheet ? SHEET_FOOT : 0),
  };
  const panel = isSheet ? sheet(window, size.height) : beside(shape, size);
  const column = (panel.width - 2 * PAD) / (isSplit ? 2 : 1);
  let y = panel.y + HEAD + PAD;
  const items = breaks.map((hasLine, i) => {
    if (isSplit) {
      const x = panel.x + PAD + Math.floor(i / inColumn) * column;
      return { x, y: y + (i % inColumn) * item, width: column, height: item, hasLine: false };
    }
    if (hasLine) y += LINE;
    const place = { x: panel.x + PAD, y, width: column, height: item, hasLine };
    y += item;
    return place;
  });
  return { panel, head: { x: panel.x, y: panel.y + PAD, width: panel.width, height: HEAD }, items, isSheet };
}

function sheet({ width, height }: Size, high: number): Rect {
  const wide = Math.min(width, SHEET_MAX);
  return { x: Math.round((width - wide) / 2), y: height - high, width: wide, height: high };
}

/** Below and after the pointer; where there is no room, above or before it. */
function beside({ window, at }: MenuShape, { width, height }: Size): Rect {
  return {
    x: besideWithin(at.x, width, window.width),
    y: besideWithin(at.y, height, window.height),
    width,
    height,
  };
}

function besideWithin(at: number, length: number, room: number): number {
  if (at + length <= room - MARGIN) return at;
  return Math.max(MARGIN, at - length >= MARGIN ? at - length : room - MARGIN - length);
}
