/** Where the parts of the roster's panel stand, in CSS px. Pure. */
import { STATUS, STATUSES, type Status } from '../../../shared/status.ts';
import { inset, type Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';

export type RosterLayout = {
  panel: Rect;
  search: Rect;
  sort: Rect;
  /** In a low window, in the place of the chips. */
  filter: Rect | undefined;
  chips: Rect[];
  list: Rect;
  row: number;
  header: number;
};

/** The longest status word. */
const CHIP_MIN = 74;
const GAP = SPACE.s;
const SORT_WIDTH = 132;
/** From here on what the list goes by is a word beside the search. */
const SORT_FROM = 330;
/** Rows that there should be room for below the filters. */
const ROWS_MIN = 4;

/** What a finger needs, or what a mouse does. */
export type RosterSizes = { row: number; header: number; control: number; chip: number };

/** In a window too low for chips and rows, the rows matter more: the filters are one small control then. */
export function rosterLayout(panel: Rect, filters: number, sizes: RosterSizes): RosterLayout {
  const full = withChips(panel, filters, sizes);
  return full.list.height >= ROWS_MIN * sizes.row ? full : lowLayout(panel, sizes);
}

function withChips(panel: Rect, filters: number, sizes: RosterSizes): RosterLayout {
  const inner = inset(panel, SPACE.m);
  const { chip, control } = sizes;
  const wide = inner.width >= SORT_FROM ? SORT_WIDTH : control;
  const sort = { ...inner, x: inner.x + inner.width - wide, width: wide, height: control };
  const search = { ...inner, width: inner.width - wide - GAP, height: control };
  const isOneLine = filters <= 4 && inner.width >= filters * (CHIP_MIN + GAP) - GAP;
  const perLine = isOneLine ? filters : Math.ceil(filters / 2);
  const width = (inner.width - GAP * (perLine - 1)) / perLine;
  const chips = Array.from({ length: filters }, (_, i) => ({
    x: Math.round(inner.x + (i % perLine) * (width + GAP)),
    y: search.y + search.height + GAP + Math.floor(i / perLine) * (chip + GAP),
    width: Math.floor(width),
    height: chip,
  }));
  return { panel, search, sort, filter: undefined, chips, ...listBelow(panel, chips.at(-1) ?? search, sizes) };
}

function lowLayout(panel: Rect, sizes: RosterSizes): RosterLayout {
  const inner = inset(panel, SPACE.m);
  const square = { y: inner.y, width: sizes.control, height: sizes.control };
  const sort = { ...square, x: inner.x + inner.width - square.width };
  const filter = { ...square, x: sort.x - GAP - square.width };
  const search = { ...inner, width: filter.x - GAP - inner.x, height: sizes.control };
  return { panel, search, sort, filter, chips: [], ...listBelow(panel, search, sizes) };
}

function listBelow(panel: Rect, above: Rect, { row, header }: RosterSizes) {
  const top = above.y + above.height + GAP;
  const list = {
    x: panel.x + SPACE.s,
    y: top,
    width: panel.width - 2 * SPACE.s,
    height: panel.y + panel.height - top - SPACE.s,
  };
  return { list, row, header };
}

/** The filters on the screen. Queue and game stay once somebody has been in them, so that nothing jumps back. */
export const filtersFor = (seen: ReadonlySet<Status>): Status[] =>
  STATUSES.filter((status) => STATUS[status].kind !== 'play' || seen.has(status));
