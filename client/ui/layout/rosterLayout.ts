/** Where the parts of the roster's panel stand, in CSS px. Pure. */
import { STATUSES, type Status } from '../../../shared/status.ts';
import { inset, type Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';

export type RosterLayout = {
  panel: Rect;
  search: Rect;
  sort: Rect;
  /** Where there is no room for the chips, in their place. */
  filter: Rect | undefined;
  /** The one line that the chips share (roster/chipPlaces.ts). */
  chips: Rect | undefined;
  list: Rect;
  row: number;
  header: number;
};

/** A chip's shape and number, and what a finger needs. */
export const CHIP_MIN = 44;
export const CHIP_GAP = SPACE.s;
const GAP = SPACE.s;
const SORT_WIDTH = 132;
/** From here on what the list goes by is a word beside the search. */
const SORT_FROM = 330;
/** Rows that there should be room for below the filters. */
const ROWS_MIN = 4;

/** What a finger needs, or what a mouse does. */
export type RosterSizes = { row: number; header: number; control: number; chip: number };

/**
 * In a window too low for chips and rows, the rows matter more: the filters are one small control then, and so they are
 * where not all chips fit into a line.
 */
export function rosterLayout(panel: Rect, filters: number, sizes: RosterSizes): RosterLayout {
  const full = withChips(panel, sizes);
  const hasRoom = filters * (CHIP_MIN + CHIP_GAP) - CHIP_GAP <= full.chips.width;
  return hasRoom && full.list.height >= ROWS_MIN * sizes.row ? full : lowLayout(panel, sizes);
}

function withChips(panel: Rect, sizes: RosterSizes): RosterLayout & { chips: Rect } {
  const inner = inset(panel, SPACE.m);
  const { chip, control } = sizes;
  const wide = inner.width >= SORT_FROM ? SORT_WIDTH : control;
  const sort = { ...inner, x: inner.x + inner.width - wide, width: wide, height: control };
  const search = { ...inner, width: inner.width - wide - GAP, height: control };
  const chips = { ...inner, y: search.y + search.height + GAP, height: chip };
  return { panel, search, sort, filter: undefined, chips, ...listBelow(panel, chips, sizes) };
}

function lowLayout(panel: Rect, sizes: RosterSizes): RosterLayout {
  const inner = inset(panel, SPACE.m);
  const square = { y: inner.y, width: sizes.control, height: sizes.control };
  const sort = { ...square, x: inner.x + inner.width - square.width };
  const filter = { ...square, x: sort.x - GAP - square.width };
  const search = { ...inner, width: filter.x - GAP - inner.x, height: sizes.control };
  return { panel, search, sort, filter, chips: undefined, ...listBelow(panel, search, sizes) };
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

/** The filters on the screen: statuses that somebody has, and the one that is chosen. */
export const filtersFor = (counts: Readonly<Record<Status, number>>, chosen?: Status): Status[] =>
  STATUSES.filter((status) => counts[status] > 0 || status === chosen);
