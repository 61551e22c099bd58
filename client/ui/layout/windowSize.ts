import type { Rect, Size } from '../../design/canvas.ts';

/** What notches, rounded corners and home bars take of each edge; `side`: of the worse of both, so that nothing is off centre. */
type SafeArea = { top: number; bottom: number; side: number };
/** `isCoarse`: fingers press here, and need room. */
export type WindowSize = Size & { isCoarse?: boolean; safe?: SafeArea };

/** What the layout needs; in less, as at 400 % zoom, the page scrolls. main.css has the same. */
const WINDOW_MIN = { width: 310, height: 360 };

const COARSE = window.matchMedia('(pointer: coarse)');
/** Read again after a resize only: asking for a style is not cheap enough for every tick. */
let safe: SafeArea | undefined;
window.addEventListener('resize', () => {
  safe = undefined;
});

/** Without the page's own scroll bars. */
export function windowSize(): WindowSize {
  const { clientWidth, clientHeight } = document.documentElement;
  safe ??= safeArea();
  return {
    width: Math.max(WINDOW_MIN.width, clientWidth),
    height: Math.max(WINDOW_MIN.height, clientHeight),
    isCoarse: COARSE.matches,
    safe,
  };
}

/** main.css has the browser's words for it. */
function safeArea(): SafeArea {
  const style = getComputedStyle(document.documentElement);
  const of = (edge: string): number => Number.parseFloat(style.getPropertyValue(`--safe-${edge}`)) || 0;
  return { top: of('top'), bottom: of('bottom'), side: Math.max(of('left'), of('right')) };
}

/** What a phone's keyboard leaves of the window. */
export function roomIn({ width, height }: Size): Rect {
  const view = window.visualViewport;
  const isWhole = view?.scale !== 1 || view.height >= document.documentElement.clientHeight;
  return isWhole ? { x: 0, y: 0, width, height } : { x: 0, y: view.pageTop, width, height: view.height };
}
