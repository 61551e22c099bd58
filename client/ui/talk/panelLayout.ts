/** Where the parts of the talk stand in their panel, in CSS px of the screen. Pure. */
import type { Rect } from '../../design/canvas.ts';

export type PanelPlaces = {
  tabs: Rect;
  more: Rect;
  /** Of a whispered conversation: back to the list, and its name. */
  back: Rect;
  head: Rect;
  /** What is left for lines, or the list of conversations. */
  log: Rect;
  list: Rect;
  box: Rect;
  field: Rect;
  send: Rect;
  /** Middle of its line. */
  note: Rect;
};

const TABS = 48;
const HEAD = 48;
const PAD = 12;
const TARGET = 44;
const NOTE = 22;

/** `hasHead`: a conversation of the list is open. `hasNote`: something stands above the field. */
export function panelPlaces({ x, y, width, height }: Rect, hasHead: boolean, hasNote: boolean): PanelPlaces {
  const tabs = { x: x + 8, y: y + 2, width: width - 16 - TARGET, height: TARGET };
  const more = { x: x + width - TARGET - 4, y: y + 2, width: TARGET, height: TARGET };
  const top = y + TABS;
  const back = { x: x + 4, y: top + 2, width: TARGET, height: TARGET };
  const head = { x: back.x + TARGET + 4, y: top, width: width - TARGET - 20, height: HEAD };
  const box = { x: x + PAD, y: y + height - PAD - TARGET, width: width - 2 * PAD, height: TARGET };
  const send = { ...box, x: box.x + box.width - TARGET, width: TARGET };
  const field = { ...box, width: box.width - TARGET };
  const from = hasHead ? top + HEAD : top;
  const end = box.y - (hasNote ? NOTE : 4);
  return {
    ...{ tabs, more, back, head, box, field, send },
    log: { x: x + 1, y: from, width: width - 2, height: Math.max(0, end - from) },
    list: { x: x + 6, y: top, width: width - 12, height: y + height - 6 - top },
    note: { x: box.x + 2, y: box.y - NOTE / 2, width: box.width - 4, height: 0 },
  };
}
