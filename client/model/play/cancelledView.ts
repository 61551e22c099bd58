/** Why a match came to nothing, what became of the player, and how long they may not queue. Pure. */
import { durationText, text } from '../../i18n/text.ts';
import type { Cancelled, PlayState } from './playState.ts';

export type CancelledWords = { title: string; text: string; isYourFault: boolean };

export function cancelledWords(cancelled: Cancelled): CancelledWords {
  const { reason, isYourFault, isQueuedAgain, penaltyMs } = cancelled;
  const why = isYourFault ? text(`cancelled.you.${reason}`) : text(`cancelled.other.${reason}`);
  const next = isQueuedAgain
    ? text('cancelled.queuedAgain')
    : penaltyMs > 0
      ? text('cancelled.penalty', { time: durationText(penaltyMs) })
      : isYourFault
        ? text('cancelled.free')
        : text('cancelled.notQueued');
  return { title: text(isYourFault ? 'cancelled.titleYou' : 'cancelled.title'), text: `${why} ${next}`, isYourFault };
}

/** "0:42" until the player may queue again; undefined where they may. */
export function penaltyLeft({ penaltyUntil }: PlayState, now: number): string | undefined {
  return penaltyUntil > now ? durationText(penaltyUntil - now + 999) : undefined;
}
