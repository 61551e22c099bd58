/** Where everything stands, from the size of the window alone: pure, in CSS px. */
import type { Rect, Size } from '../../design/canvas.ts';
import { SIZE, SPACE } from '../../design/tokens.ts';
import { type RosterLayout, type RosterSizes, rosterLayout } from './rosterLayout.ts';
import {
  columnsIn,
  EMPTY_SIDE,
  type OptionalParts,
  profileHeight,
  SELF_NARROW_HEIGHT,
  SELF_WIDTH,
  type Side,
  type Tab,
  tabsIn,
  viewOf,
} from './sideLayout.ts';
import type { WindowSize } from './windowSize.ts';

export type Layout = Size &
  Side & {
    isWide: boolean;
    header: Rect;
    /** Undefined in another tab, and in a match. */
    roster: RosterLayout | undefined;
    /** The frame's bar, and what is the game's. */
    match: { bar: Rect; area: Rect } | undefined;
    /** Banner and toasts are centred in it, the one from above, the others from below. */
    notices: Rect;
  };

const NOTHING_MORE: OptionalParts = { hasParty: false, profile: 'none', isInMatch: false };

/** Talk has a column of its own. */
const THREE_FROM = 1_200;
const TWO_FROM = 720;
/** A window that is wide and low (a phone on its side) has no room for tabs below everything. */
export const LOW_BELOW = 520;
const LOW_TWO_FROM = 640;
const SIDE_COLUMN = 336;
/** On a phone on its side. */
const LIST_LOW = 290;
/** Of the middle, in tiles: longer lines are not read. */
const TILES_MOST = 6;
const HEADER = 60;
const TAB_BAR = 60;
/** Under the tabs of a tall phone, where thumbs and home bars are. */
const FOOT = 18;
const TALL_FROM = 700;

const FOR_MICE: RosterSizes = { row: SIZE.row, header: SIZE.header, control: SIZE.control, chip: SIZE.chip };
const FOR_FINGERS: RosterSizes = {
  row: SIZE.rowTouch,
  header: SIZE.headerTouch,
  control: SIZE.touch,
  chip: SIZE.touch,
};

export function layoutOf(window: WindowSize, tab: Tab, filters: number, shown: OptionalParts = NOTHING_MORE): Layout {
  if (shown.isInMatch) return matchLayout(window);
  const isWide = window.width >= TWO_FROM || (window.height < LOW_BELOW && window.width >= LOW_TWO_FROM);
  return isWide ? wideLayout(window, tab, filters, shown) : narrowLayout(window, tab, filters, shown);
}

function wideLayout(window: WindowSize, tab: Tab, filters: number, shown: OptionalParts): Layout {
  const { width, height, isCoarse } = window;
  const safe = safeOf(window);
  const margin = Math.max(SPACE.xl, safe.side);
  const isThree = width >= THREE_FROM;
  const room = width - 2 * margin;
  const list = width < TWO_FROM ? LIST_LOW : SIDE_COLUMN;
  const sides = isThree ? list + SIDE_COLUMN + 2 * SPACE.l : list + SPACE.l;
  const middle = isThree ? inTiles(room - sides) : room - sides;
  const content = sides + middle;
  const x = Math.round((width - content) / 2);
  const header = { x, y: safe.top, width: content, height: height < LOW_BELOW ? 52 : HEADER };
  const y = header.y + header.height;
  const body = { y, height: height - Math.max(SPACE.xl, safe.bottom) - y };
  const panel = { ...body, x, width: list };
  const second = { ...body, x: x + list + SPACE.l, width: middle };
  const third = isThree ? { ...body, x: second.x + middle + SPACE.l, width: SIDE_COLUMN } : undefined;
  return {
    width,
    height,
    isWide: true,
    header,
    roster: rosterLayout(panel, filters, isCoarse ? FOR_FINGERS : FOR_MICE),
    ...columnsIn(second, third, tab, shown),
    self: shown.isAccountOpen ? accountIn({ ...body, x, width: content }) : undefined,
    match: undefined,
    notices: { ...body, x, width: content },
  };
}

/** Under the button that opens it. */
function accountIn({ x, y, width, height }: Rect): Rect {
  const card = { width: Math.min(SELF_WIDTH, width), height: Math.min(SELF_NARROW_HEIGHT, height) };
  return { ...card, x: x + width - card.width, y };
}

/** The middle grows by whole tiles; with fewer than three it takes all the room. */
function inTiles(room: number): number {
  const step = SIZE.tileWidth + SIZE.tileGap;
  const rest = 2 * SIZE.tilePad - SIZE.tileGap;
  const tiles = Math.min(TILES_MOST, Math.floor((room - rest) / step));
  return tiles < 3 ? room : tiles * step + rest;
}

function narrowLayout(window: WindowSize, tab: Tab, filters: number, shown: OptionalParts): Layout {
  const { width, height } = window;
  const safe = safeOf(window);
  const margin = Math.max(SPACE.m, safe.side);
  const header = { x: margin, y: safe.top, width: width - 2 * margin, height: height < TALL_FROM ? 56 : HEADER };
  const bar = TAB_BAR + Math.max(safe.bottom, height < TALL_FROM ? 0 : FOOT);
  const y = header.y + header.height;
  const body = { x: margin, y, width: width - 2 * margin, height: height - y - bar - SPACE.m };
  const side = tab === 'players' ? EMPTY_SIDE : viewOf(tab, body, shown);
  const foot = { x: 0, y: height - bar, width, height: bar };
  const sheetHeight = Math.min(foot.y - safe.top, profileHeight(shown));
  const sheet = { x: 0, y: foot.y - sheetHeight, width, height: sheetHeight };
  return {
    width,
    height,
    isWide: false,
    header,
    ...side,
    roster: tab === 'players' ? rosterLayout(body, filters, FOR_FINGERS) : undefined,
    profile: shown.profile === 'none' ? undefined : sheet,
    tabs: tabsIn(foot, ['play', 'matches', 'players', 'talk', 'you']),
    match: undefined,
    notices: body,
  };
}

function matchLayout(window: WindowSize): Layout {
  const { width, height } = window;
  const safe = safeOf(window);
  const isNarrow = width < TWO_FROM;
  const isSmall = isNarrow || height < LOW_BELOW;
  const least = isSmall ? SPACE.s : SPACE.xl;
  const margin = Math.max(least, safe.side);
  const bar = { x: margin, y: safe.top, width: width - 2 * margin, height: isSmall ? 56 : 68 };
  const y = bar.y + bar.height;
  const area = { x: margin, y, width: bar.width, height: height - y - Math.max(least, safe.bottom) };
  return {
    width,
    height,
    isWide: !isNarrow,
    header: bar,
    roster: undefined,
    ...EMPTY_SIDE,
    match: { bar, area },
    notices: area,
  };
}

const safeOf = ({ safe }: WindowSize) => safe ?? { top: 0, bottom: 0, side: 0 };

/** The list without the rows under a player's sheet: none of those is scrolled to or has the focus ring. */
export function uncoveredRoster({ roster, profile, isWide }: Layout): RosterLayout | undefined {
  if (!roster || !profile || isWide) return roster;
  const height = Math.min(roster.list.height, profile.y - roster.list.y);
  return height < roster.row ? undefined : { ...roster, list: { ...roster.list, height } };
}
