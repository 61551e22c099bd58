import type { Size } from '../../design/canvas.ts';

/** `isCoarse`: fingers press here, and need room. */
export type WindowSize = Size & { isCoarse?: boolean };

/** What the layout needs; in less, as at 400 % zoom, the page scrolls. main.css has the same. */
const WINDOW_MIN = { width: 310, height: 360 };

const COARSE = window.matchMedia('(pointer: coarse)');

/** Without the page's own scroll bars. */
export function windowSize(): WindowSize {
  const { clientWidth, clientHeight } = document.documentElement;
  return {
    width: Math.max(WINDOW_MIN.width, clientWidth),
    height: Math.max(WINDOW_MIN.height, clientHeight),
    isCoarse: COARSE.matches,
  };
}
