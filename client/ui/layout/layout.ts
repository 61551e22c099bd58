/** Where everything stands, from the size of the window alone: pure, in CSS px. */
import type { Rect, Size } from '../../design/canvas.ts';
import { SIZE, SPACE } from '../../design/tokens.ts';
import { type RosterLayout, type RosterSizes, rosterLayout } from './rosterLayout.ts';
import {
  columns,
  EMPTY_SIDE,
  type OptionalParts,
  PROFILE_ACTIONS_HEIGHT,
  PROFILE_HEIGHT,
  type Side,
  type Tab,
  tabbed,
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

const WIDE_FROM = 760;
const CONTENT_MAX = 1_640;
/** A window that is wide and low (a phone on its side) has no room for tabs. */
export const LOW_BELOW = 520;
const TAB_BAR = 60;

const FOR_MICE: RosterSizes = { row: SIZE.row, header: SIZE.header, control: SIZE.control, chip: SIZE.touch };
const FOR_FINGERS: RosterSizes = {
  row: SIZE.rowTouch,
  header: SIZE.headerTouch,
  control: SIZE.touch,
  chip: SIZE.touch,
};

export function layoutOf(window: WindowSize, tab: Tab, filters: number, shown: OptionalParts = NOTHING_MORE): Layout {
  if (shown.isInMatch) return matchLayout(window);
  const isWide = window.width >= WIDE_FROM || (window.height < LOW_BELOW && window.width >= 640);
  return isWide ? wideLayout(window, tab, filters, shown) : narrowLayout(window, tab, filters, shown);
}

function wideLayout({ width, height, isCoarse }: WindowSize, tab: Tab, filters: number, shown: OptionalParts): Layout {
  const margin = SPACE.xl;
  const content = Math.min(width - 2 * margin, CONTENT_MAX);
  const left = Math.round((width - content) / 2);
  const header = { x: left, y: 0, width: content, height: height < LOW_BELOW ? 52 : 68 };
  const top = header.height;
  const bottom = height - margin;
  const least = width < WIDE_FROM ? 290 : 364;
  const listWidth = Math.round(Math.min(468, Math.max(least, content * 0.34)));
  const panel = { x: left, y: top, width: listWidth, height: bottom - top };
  const x = left + listWidth + SPACE.l;
  const right = { x, y: top, width: left + content - x, height: bottom - top };
  return {
    width,
    height,
    isWide: true,
    header,
    roster: rosterLayout(panel, filters, isCoarse ? FOR_FINGERS : FOR_MICE),
    ...(columns(right, shown) ?? tabbed(right, tab, shown)),
    match: undefined,
    notices: { x: left, y: top, width: content, height: bottom - top },
  };
}

function narrowLayout({ width, height }: Size, tab: Tab, filters: number, shown: OptionalParts): Layout {
  const margin = SPACE.m;
  const header = { x: margin, y: 0, width: width - 2 * margin, height: 56 };
  const body = {
    x: margin,
    y: header.height,
    width: width - 2 * margin,
    height: height - header.height - TAB_BAR - margin,
  };
  const side = tab === 'players' ? EMPTY_SIDE : viewOf(tab, body, shown);
  const sheetHeight = Math.min(height - TAB_BAR, shown.profile === 'other' ? PROFILE_ACTIONS_HEIGHT : PROFILE_HEIGHT);
  const sheet = { x: 0, y: height - TAB_BAR - sheetHeight, width, height: sheetHeight };
  return {
    width,
    height,
    isWide: false,
    header,
    ...side,
    roster: tab === 'players' ? rosterLayout(body, filters, FOR_FINGERS) : undefined,
    aside: undefined,
    profile: shown.profile === 'none' ? undefined : sheet,
    tabs: tabsIn({ x: 0, y: height - TAB_BAR, width, height: TAB_BAR }, ['players', 'play', 'matches', 'you']),
    match: undefined,
    notices: body,
  };
}

function matchLayout({ width, height }: Size): Layout {
  const isNarrow = width < WIDE_FROM;
  const isSmall = isNarrow || height < LOW_BELOW;
  const margin = isSmall ? SPACE.s : SPACE.xl;
  const bar = { x: margin, y: 0, width: width - 2 * margin, height: isSmall ? 56 : 68 };
  const area = { x: margin, y: bar.height, width: bar.width, height: height - bar.height - margin };
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
