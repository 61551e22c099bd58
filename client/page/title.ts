/**
 * The tab's title: how many players are here, the time in the queue, or what else others see of this one. While a match or an idle warning waits for an
 * answer, every second title asks for it, so that a hidden tab is noticed. A match also shows on the icon.
 */
import { durationText, text } from '../i18n/text.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import { ownStatus } from '../model/ownStatus.ts';
import { checkView } from '../model/play/checkView.ts';

/** Times in the title count, and it alternates. */
const CLOCK_EVERY_MS = 1_000;

/** `now`: monotonic ms. */
export function titleOf(model: LobbyModel, now: number): string {
  const { online, idle, play } = model;
  const own = ownStatus(model, now);
  const { check, queue } = play.state;
  if (check && isAsking(model, now) && isTurn(check.acceptBy - check.heldMs, now)) return text('app.titleCheck');
  if (idle.secondsLeft(now) !== undefined && isTurn(idle.warnedAt, now)) return text('app.titleIdle');
  if (queue && !play.match) return text('app.titleQueued', { time: durationText(now - queue.since) });
  if (own.status !== 'online' && model.self.known) return text('app.titleStatus', { status: own.word });
  return online === undefined ? text('app.name') : text('app.title', { count: online });
}

export function isAsking({ play, roster }: LobbyModel, now: number): boolean {
  return checkView(play.state.check, roster.selfId, now)?.stage === 'asked';
}

/** The question comes first: in a long hidden tab, the next turn may be a minute away. */
const isTurn = (since: number, now: number): boolean => Math.floor((now - since) / CLOCK_EVERY_MS) % 2 === 0;

type TitlePage = { title: string; icon: { href: string } | null; asking: string | undefined };

/** Updates after each commit too, because timers of a hidden tab are late. */
export function keepTitle(model: LobbyModel, now: () => number, page: TitlePage, every: typeof setInterval): void {
  const { icon, asking } = page;
  const calm = icon?.href;
  const update = (): void => {
    const title = titleOf(model, now());
    if (page.title !== title) page.title = title;
    if (!icon || calm === undefined || asking === undefined) return;
    const href = isAsking(model, now()) ? asking : calm;
    if (icon.href !== href) icon.href = href;
  };
  model.subscribe(update);
  every(update, CLOCK_EVERY_MS);
  update();
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
