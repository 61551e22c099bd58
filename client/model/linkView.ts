/** What the link means to the player: a badge, a banner with the server's countdown, or a final notice. */

import { text } from '../i18n/text.ts';
import type { Link, WaitReason } from '../net/events.ts';
import type { Latency } from './latency.ts';

/** A banner for a faster resume would only flicker. */
export const BANNER_AFTER_MS = 400;
export const SLOW_START_MS = 4_000;

/** `short`: for narrow places. */
export type Badge = { tone: 'good' | 'fair' | 'bad'; text: string; short?: string };
/** `button`: what it offers. */
export type Banner = { text: string; canRetry: boolean; button?: string };
type Closed = { title: string; text: string; canRejoin: boolean };

export function badgeOf(link: Link, latency: Latency | undefined): Badge {
  switch (link.kind) {
    case 'online': {
      if (!latency) return { tone: 'good', text: text('link.online') };
      const tone = latency.quality === 'slow' ? 'bad' : latency.quality;
      const { ms, quality } = latency;
      return { tone, text: text(`link.quality.${quality}`, { ms }), short: text('link.ms', { ms }) };
    }
    case 'connecting':
      return { tone: 'fair', text: text('link.connecting') };
    case 'reconnecting':
      return { tone: 'bad', text: text('link.reconnecting') };
    case 'waiting':
      return isTurnAwaited(link)
        ? { tone: 'fair', text: text('link.turn') }
        : { tone: 'bad', text: text('link.waiting') };
    case 'closed':
      return { tone: 'bad', text: text('link.closed') };
  }
}

/** The seconds of a held session are the server's window, not ours. */
export function bannerOf(link: Link, now: number): Banner | undefined {
  switch (link.kind) {
    case 'connecting':
      return now - link.sinceAt < SLOW_START_MS ? undefined : { text: text('banner.slowStart'), canRetry: true };
    case 'reconnecting': {
      if (now - link.sinceAt < BANNER_AFTER_MS) return undefined;
      const count = secondsTo(link.heldUntilAt, now);
      return { text: count > 0 ? text('banner.reconnecting', { count }) : text('banner.released'), canRetry: true };
    }
    case 'waiting': {
      const count = secondsTo(link.nextTryAt, now);
      // Asking earlier would be refused again: there is no button for it.
      if (isTurnAwaited(link))
        return { text: count > 0 ? text('banner.turn', { count }) : text('banner.turnNow'), canRetry: false };
      const why = whyText(link.why);
      if (isOutdated(link)) return { text: why, canRetry: true, button: text('app.reload') };
      if (!isRetryTold(link.why)) return { text: why, canRetry: link.why !== 'auth/banned' };
      return {
        text: count > 0 ? text('banner.waiting', { why, count }) : text('banner.waitingNow', { why }),
        canRetry: link.why !== 'player/coolingDown',
      };
    }
    default:
      return undefined;
  }
}

/** The lobby admits no more players now, and said when it will. */
export const isTurnAwaited = (link: Link): boolean => link.kind === 'waiting' && link.why === 'request/tooMany';

/** The server is of another version than the page, which only a reload mends. */
export const isOutdated = (link: Link): boolean => link.kind === 'waiting' && link.why === 'client/version';

const UNCHANGED_BY_TIME: readonly WaitReason[] = ['auth/banned', 'request/notAllowed', 'client/version'];
export const isRetryTold = (why: WaitReason): boolean => !UNCHANGED_BY_TIME.includes(why);

export function closedOf(link: Link): Closed | undefined {
  if (link.kind !== 'closed') return undefined;
  const { why } = link;
  return { title: text(`closed.${why}.title`), text: text(`closed.${why}.text`), canRejoin: why !== 'banned' };
}

export const canAct = (link: Link): boolean => link.kind === 'online';

const secondsTo = (at: number, now: number): number => Math.max(0, Math.ceil((at - now) / 1_000));

export function whyText(why: WaitReason): string {
  switch (why) {
    case 'network':
      return text('why.network');
    case 'restart':
    case 'server/draining':
      return text('why.draining');
    case 'auth/banned':
      return text('why.banned');
    case 'player/coolingDown':
      return text('why.coolingDown');
    case 'request/notAllowed':
      return text('why.notAllowed');
    case 'client/version':
      return text('why.outdated');
    case 'auth/required':
    case 'auth/expired':
    case 'auth/invalid':
      return text('why.signIn');
    default:
      return text('why.server');
  }
}
