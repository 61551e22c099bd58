/** Where everything stands, from the size of the window alone: pure, in CSS px. */
import type { Status } from '../../shared/protocol.ts';
import { STATUSES } from '../../shared/protocol.ts';
import type { Rect, Size } from './canvas.ts';
import { inset } from './canvas.ts';
import { STACKED_BELOW } from './selfLayout.ts';
import { SIZE } from './tokens.ts';

/** `players` and `you` are the two tabs of the narrow screen; the wide one shows both. */
export type Tab = 'players' | 'you';

export type RosterLayout = {
  panel: Rect;
  search: Rect;
  chips: Rect[];
  list: Rect;
  row: number;
};
export type Layout = Size & {
  isWide: boolean;
  header: Rect;
  /** undefined on the narrow screen's other tab. */
  roster: RosterLayout | undefined;
  self: Rect | undefined;
  census: Rect | undefined;
  /** The selected player, or who just arrived. */
  aside: Rect | undefined;
  tabs: Rect[];
  /** Banner and toasts are centred in it, the one from above, the others from below. */
  notices: Rect;
};

export const WIDE_FROM = 760;
const CONTENT_MAX = 1_640;
/** A window that is wide and low (a phone on its side) has no room for tabs. */
const LOW_BELOW = 520;
export const SELF_WIDE_HEIGHT = 240;
export const SELF_NARROW_HEIGHT = 324;
const LOWER_MIN = 250;
/** The longest status word. */
const CHIP_MIN = 74;

export function layoutOf(window: Size, tab: Tab, filters: number): Layout {
  const isWide = window.width >= WIDE_FROM || (window.height < LOW_BELOW && window.width >= 640);
  return isWide ? wideLayout(window, filters) : narrowLayout(window, tab, filters);
}

function wideLayout({ width, height }: Size, filters: number): Layout {
  const margin = 20;
  const content = Math.min(width - 2 * margin, CONTENT_MAX);
  const left = Math.round((width - content) / 2);
  const header = { x: left, y: 0, width: content, height: height < LOW_BELOW ? 52 : 68 };
  const top = header.height;
  const bottom = height - margin;
  const listWidth = Math.round(Math.min(468, Math.max(364, content * 0.34)));
  const panel = { x: left, y: top, width: listWidth, height: bottom - top };
  const x = left + listWidth + SIZE.gap;
  const rightWidth = left + content - x;
  const self = {
    x,
    y: top,
    width: rightWidth,
    height: rightWidth < STACKED_BELOW ? SELF_NARROW_HEIGHT : SELF_WIDE_HEIGHT,
  };
  if (self.y + self.height > bottom) self.height = bottom - top;
  const y = self.y + self.height + SIZE.gap;
  const lower = bottom - y >= LOWER_MIN ? { x, y, width: rightWidth, height: bottom - y } : undefined;
  const [census, aside] = lower && lower.width >= 600 ? halves(lower) : [lower, undefined];
  return {
    width,
    height,
    isWide: true,
    header,
    roster: rosterLayout(panel, filters, SIZE.row, SIZE.control, 48),
    self,
    census,
    aside,
    tabs: [],
    notices: { x: left, y: top, width: content, height: bottom - top },
  };
}

function halves(rect: Rect): [Rect, Rect] {
  const width = Math.floor((rect.width - SIZE.gap) / 2);
  return [
    { ...rect, width },
    { ...rect, x: rect.x + width + SIZE.gap, width: rect.width - width - SIZE.gap },
  ];
}

function narrowLayout({ width, height }: Size, tab: Tab, filters: number): Layout {
  const margin = 12;
  const header = { x: margin, y: 0, width: width - 2 * margin, height: 56 };
  const bar = 60;
  const body = {
    x: margin,
    y: header.height,
    width: width - 2 * margin,
    height: height - header.height - bar - margin,
  };
  const half = Math.floor(width / 2);
  const self = { ...body, height: Math.min(SELF_NARROW_HEIGHT, body.height) };
  const below = { ...body, y: self.y + self.height + margin, height: body.height - self.height - margin };
  return {
    width,
    height,
    isWide: false,
    header,
    roster: tab === 'players' ? rosterLayout(body, filters, SIZE.rowTouch, SIZE.touch, SIZE.touch) : undefined,
    self: tab === 'you' ? self : undefined,
    aside: undefined,
    census: tab === 'you' && below.height >= 200 ? below : undefined,
    tabs: [
      { x: 0, y: height - bar, width: half, height: bar },
      { x: half, y: height - bar, width: width - half, height: bar },
    ],
    notices: body,
  };
}

/** In a window too low for both, the rows matter more than the filters. */
function rosterLayout(panel: Rect, filters: number, row: number, control: number, chip: number): RosterLayout {
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
  return { panel, search, chips, list, row };
}

const ALWAYS: readonly Status[] = ['online', 'away', 'busy', 'reconnecting'];

/** The filters on the screen: four always; queue and game once somebody is in them, and from then on, so that nothing jumps back. */
export function filtersFor(seen: ReadonlySet<Status>): Status[] {
  return STATUSES.filter((status) => ALWAYS.includes(status) || seen.has(status)).toSorted(
    (a, b) => FILTER_ORDER.indexOf(a) - FILTER_ORDER.indexOf(b),
  );
}
const FILTER_ORDER: readonly Status[] = ['online', 'queued', 'playing', 'away', 'busy', 'reconnecting'];
