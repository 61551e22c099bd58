/** Where the parts of the roster's panel stand, in CSS px. Pure. */
import { STATUSES, type Status } from '../../shared/protocol.ts';
import { inset, type Rect } from './canvas.ts';
import { SIZE } from './tokens.ts';

export type RosterLayout = {
  panel: Rect;
  search: Rect;
  chips: Rect[];
  list: Rect;
  row: number;
  /** How high the header of a group is. */
  header: number;
};

/** The longest status word. */
const CHIP_MIN = 74;

/** In a window too low for both, the rows matter more than the filters. */
export function rosterLayout(panel: Rect, filters: number, row: number, control: number, chip: number): RosterLayout {
  const full = rosterWith(panel, filters, row, control, chip);
  return full.list.height >= row ? full : rosterWith(panel, 0, row, control, chip);
}

function rosterWith(panel: Rect, filters: number, row: number, control: number, chip: number): RosterLayout {
  const inner = inset(panel, 12);
  const search = { ...inner, height: control };
  const gap = 8;
  const isOneLine = filters <= 4 && inner.width >= filters * (CHIP_MIN + gap) - gap;
  const perLine = isOneLine ? filters : Math.ceil(filters / 2);
  const width = (inner.width - gap * (perLine - 1)) / perLine;
  const chips = Array.from({ length: filters }, (_, i) => ({
    x: Math.round(inner.x + (i % perLine) * (width + gap)),
    y: search.y + search.height + gap + Math.floor(i / perLine) * (chip + gap),
    width: Math.floor(width),
    height: chip,
  }));
  const last = chips.at(-1) ?? search;
  const top = last.y + last.height + gap;
  const list = { x: panel.x + 8, y: top, width: panel.width - 16, height: panel.y + panel.height - top - 8 };
  return { panel, search, chips, list, row, header: row === SIZE.row ? SIZE.header : SIZE.headerTouch };
}

const ALWAYS: readonly Status[] = ['online', 'away', 'busy', 'reconnecting'];

/** The filters on the screen: four always; queue and game once somebody is in them, and from then on, so that nothing jumps back. */
export function filtersFor(seen: ReadonlySet<Status>): Status[] {
  return STATUSES.filter((status) => ALWAYS.includes(status) || seen.has(status)).toSorted(
    (a, b) => FILTER_ORDER.indexOf(a) - FILTER_ORDER.indexOf(b),
  );
}
const FILTER_ORDER: readonly Status[] = ['online', 'queued', 'playing', 'away', 'busy', 'reconnecting'];
