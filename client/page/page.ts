/** Passes the page's signals to the lobby's client. Outside Phaser's loop, which pauses in a hidden tab. */

type Page = 'pageHidden' | 'pageVisible' | 'pageRestored' | 'leaveNow';
export type PageListener = Record<'inputSeen' | 'pressed' | Page | 'networkOnline' | 'networkOffline', () => void>;

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'touchmove', 'scroll'] as const;
const PRESSES = ['pointerdown', 'keydown'] as const;
/** A moving pointer fires a hundred times a second; listeners are called at most this often. */
export const INPUT_EVERY_MS = 1_000;

/** `now`: monotonic ms. */
export function listenToPage(
  listener: PageListener,
  now: () => number,
  page: Document = document,
  view: Window = window,
): void {
  let reportedAt = Number.NEGATIVE_INFINITY;
  const input = (): void => {
    if (now() - reportedAt < INPUT_EVERY_MS) return;
    reportedAt = now();
    listener.inputSeen();
  };
  for (const type of INPUTS) view.addEventListener(type, input, { passive: true, capture: true });
  for (const type of PRESSES) view.addEventListener(type, () => listener.pressed(), { passive: true, capture: true });
  page.addEventListener('visibilitychange', () => {
    if (page.visibilityState === 'hidden') listener.pageHidden();
    else listener.pageVisible();
  });
  view.addEventListener('online', () => listener.networkOnline());
  view.addEventListener('offline', () => listener.networkOffline());
  view.addEventListener('pagehide', () => listener.leaveNow());
  view.addEventListener('pageshow', (event) => {
    if (event.persisted) listener.pageRestored();
  });
  if (page.visibilityState === 'hidden') listener.pageHidden();
}
