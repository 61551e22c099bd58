/** Why a match came to nothing, what became of the player, and how long they may not queue. Pure. */
import { durationText, text } from '../../i18n/text.ts';
import type { Cancelled, PlayState } from './playState.ts';

type CancelledText = { title: string; text: string; isYourFault: boolean };

/** `penaltyMs`: what is left of the penalty. */
export function cancelledText(cancelled: Cancelled, penaltyMs = cancelled.penaltyMs): CancelledText {
  const { reason, isYourFault, isQueuedAgain } = cancelled;
  const why = isYourFault ? text(`cancelled.you.${reason}`) : text(`cancelled.other.${reason}`);
  const next = isQueuedAgain
    ? text('cancelled.queuedAgain')
    : penaltyMs > 0
      ? text('cancelled.penalty', { time: durationText(penaltyMs) })
      : isYourFault
        ? text(cancelled.penaltyMs > 0 ? 'cancelled.over' : 'cancelled.free')
        : text('cancelled.notQueued');
  return { title: text(isYourFault ? 'cancelled.titleYou' : 'cancelled.title'), text: `${why} ${next}`, isYourFault };
}

export function penaltyLeft({ penaltyUntil }: PlayState, now: number): string | undefined {
  return penaltyUntil > now ? durationText(countedMs(penaltyUntil, now)) : undefined;
}

/** Rounds up, so that the last second reads 0:01. */
export const countedMs = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1_000) * 1_000);
