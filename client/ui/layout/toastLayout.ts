/**
 * Where short messages pass by, in CSS px. In the lobby that is the header, so that they cover no card and no tab; the
 * newest hides the others. In a match they stand above the lower edge of the game, in a low one over its bar. Pure.
 */
import type { Rect } from '../../design/canvas.ts';
import { type HeaderButtons, headerButtons } from './headerLayout.ts';
import { type Layout, LOW_BELOW } from './layout.ts';

/** `line`: px from one line to the next. */
export type ToastStyle = { line: number; type: 'body' | 'small' };
export type ToastPlaces = ToastStyle & {
  /** The widest that a message may be, with what stands beside its words. */
  width: number;
  /** All that are known, or the newest alone. */
  isOne: boolean;
  /** `above`: what newer ones take already. */
  rectOf(size: { width: number; height: number }, above: number): Rect;
};

const WIDEST = 460;
const GAP = 8;

/** `banner`: where news about the link stands over the header. */
export function toastPlaces(layout: Layout, banner: Rect | undefined): ToastPlaces {
  const { header, notices, match, isWide, height } = layout;
  const isLow = match !== undefined && isWide && height < LOW_BELOW;
  if (match && !isLow) return inGame(notices);
  const right = match || !isWide ? header.x + header.width : firstOf(headerButtons(layout)).x - GAP;
  const room = { x: header.x, width: right - header.x };
  const top = banner ? banner.y + banner.height + GAP : header.y;
  return {
    type: isWide ? 'body' : 'small',
    line: isWide ? 19 : 17,
    width: Math.min(match ? 400 : WIDEST, room.width),
    isOne: true,
    rectOf({ width, height }) {
      const middle = header.x + (header.width - width) / 2;
      const y = banner ? top : Math.max(header.y, header.y + (header.height - height) / 2);
      return { x: Math.max(room.x, Math.min(middle, right - width)), y, width, height };
    },
  };
}

function inGame(area: Rect): ToastPlaces {
  return {
    type: 'body',
    line: 19,
    width: Math.min(WIDEST, area.width - 24),
    isOne: false,
    rectOf({ width, height }, above) {
      const y = area.y + area.height - 12 - above - height;
      return { x: area.x + (area.width - width) / 2, y, width, height };
    },
  };
}

const firstOf = ({ search, messages }: HeaderButtons): Rect => search ?? messages;
