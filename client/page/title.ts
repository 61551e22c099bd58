/**
 * The tab's title: how many are online, or how long one has been queued; while a match or an idle warning waits for an
 * answer it asks, in turn, so that a hidden tab is noticed. A match also shows on the tab's icon.
 */
import { durationText, text } from '../i18n/text.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { checkView } from '../model/play/checkView.ts';

const EVERY_MS = 1_000;

/** The title at a moment. `now`: monotonic ms. */
export function titleOf(model: LobbyModel, now: number): string {
  const { online, idle, play } = model;
  const { check, queue } = play.state;
  if (check && isAsking(model, now) && isTurn(check.acceptBy - check.heldMs, now)) return text('app.titleCheck');
  if (idle.secondsLeft(now) !== undefined && isTurn(idle.warnedAt, now)) return text('app.titleIdle');
  if (queue && !play.match) return text('app.titleQueued', { time: durationText(now - queue.since) });
  return online === undefined ? text('app.name') : text('app.title', { count: online });
}

/** A ready check that this player has not answered. */
export function isAsking({ play, roster }: LobbyModel, now: number): boolean {
  return checkView(play.state.check, roster.selfId, now)?.stage === 'asked';
}

/** It asks first of all, and then in turn: in a tab that was hidden for long the next turn may be a minute away. */
const isTurn = (since: number, now: number): boolean => Math.floor((now - since) / EVERY_MS) % 2 === 0;

export type TitlePage = { title: string; icon: { href: string } | null; asking: string | undefined };

/** Shows it now, and each second; returns what shows it at once, for events: the timers of a hidden tab are late. */
export function keepTitle(
  model: LobbyModel,
  now: () => number,
  page: TitlePage,
  every: typeof setInterval,
): () => void {
  const { icon, asking } = page;
  const calm = icon?.href;
  const show = (): void => {
    const title = titleOf(model, now());
    if (page.title !== title) page.title = title;
    if (!icon || calm === undefined || asking === undefined) return;
    const href = isAsking(model, now()) ? asking : calm;
    if (icon.href !== href) icon.href = href;
  };
  every(show, EVERY_MS);
  show();
  return show;
}

export function browserTitle(): TitlePage {
  return {
    get title() {
      return document.title;
    },
    set title(title) {
      document.title = title;
    },
    icon: document.querySelector<HTMLLinkElement>('link[rel=icon]'),
    asking: document.querySelector<HTMLLinkElement>('#icon-asking')?.href,
  };
}
