/** The tab's title: how many are online; while an idle warning stands it asks, in turn, so that a hidden tab is noticed. */
import { text } from './i18n/text.ts';
import type { LobbyModel } from './model/lobbyModel.ts';

const EVERY_MS = 1_000;

/** The title at a moment. `now`: monotonic ms. */
export function titleOf({ online, idle }: LobbyModel, now: number): string {
  const isAsking = idle.secondsLeft(now) !== undefined && Math.floor(now / EVERY_MS) % 2 === 0;
  if (isAsking) return text('app.titleIdle');
  return online === undefined ? text('app.name') : text('app.title', { count: online });
}

export function keepTitle(model: LobbyModel, now: () => number): void {
  setInterval(() => {
    const title = titleOf(model, now());
    if (document.title !== title) document.title = title;
  }, EVERY_MS);
}
