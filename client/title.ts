/**
 * The tab's title: how many are online, or how long one has been queued; while a match or an idle warning waits for an
 * answer it asks, in turn, so that a hidden tab is noticed. A match also shows on the tab's icon.
 */
import { durationText, text } from './i18n/text.ts';
import type { LobbyModel } from './model/lobbyModel.ts';
import { checkView } from './model/play/checkView.ts';

const EVERY_MS = 1_000;

/** The title at a moment. `now`: monotonic ms. */
export function titleOf(model: LobbyModel, now: number): string {
  const { online, idle, play } = model;
  const isTurn = Math.floor(now / EVERY_MS) % 2 === 0;
  if (isAsking(model, now) && isTurn) return text('app.titleCheck');
  if (idle.secondsLeft(now) !== undefined && isTurn) return text('app.titleIdle');
  const { queue } = play.state;
  if (queue && !play.match) return text('app.titleQueued', { time: durationText(now - queue.since) });
  return online === undefined ? text('app.name') : text('app.title', { count: online });
}

/** A ready check that this player has not answered. */
export function isAsking({ play, roster }: LobbyModel, now: number): boolean {
  return checkView(play.state.check, roster.selfId, now)?.stage === 'asked';
}

export function keepTitle(model: LobbyModel, now: () => number): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const calm = icon?.href;
  const asking = document.querySelector<HTMLLinkElement>('#icon-asking')?.href;
  setInterval(() => {
    const title = titleOf(model, now());
    if (document.title !== title) document.title = title;
    if (!icon || calm === undefined || asking === undefined) return;
    const href = isAsking(model, now()) ? asking : calm;
    if (icon.href !== href) icon.href = href;
  }, EVERY_MS);
}
