/**
 * The link to a match as a state and its moves: pure, time and chance are arguments. `now` and every `…At` are monotonic
 * ms, `random` is in [0, 1). Unlike the lobby's there is no joining anew: a seat that is gone is gone.
 */
import { CLOSE } from '../../../shared/protocol.ts';
import { backoffMs, RESUME_BACKOFF, resumeWaitMs, retryAfterMs } from '../backoff.ts';
import type { JoinFailure } from '../joinFailure.ts';

/** `over`: the match and its time for the result. `elsewhere`: taken over by another tab or device. `gone`: the seat is not ours any more. */
export type MatchLinkEnd = 'over' | 'left' | 'gone' | 'elsewhere' | 'shutdown' | 'kicked' | 'banned';

export type MatchLinkState =
  /** The seat waits for us until `heldUntilAt`. */
  | { kind: 'entering'; attempt: number; heldUntilAt: number; nextTryAt: number }
  | { kind: 'seated' }
  /** Dropped; the server holds the seat until `heldUntilAt`, and the match goes on. */
  | { kind: 'reconnecting'; attempt: number; sinceAt: number; heldUntilAt: number; nextTryAt: number }
  | { kind: 'closed'; why: MatchLinkEnd };

/** Any other code is a lost connection: whether the seat is held is the server's to say. */
const ENDS: Record<number, MatchLinkEnd> = {
  1000: 'over',
  [CLOSE.consented]: 'over',
  [CLOSE.shutdown]: 'shutdown',
  [CLOSE.replaced]: 'elsewhere',
  [CLOSE.kicked]: 'kicked',
  [CLOSE.banned]: 'banned',
};

export const entering = (heldMs: number, now: number): MatchLinkState => ({
  kind: 'entering',
  attempt: 1,
  heldUntilAt: now + heldMs,
  nextTryAt: now,
});

/** Transition back to a seat that the page had before it was loaded again. */
export const resuming = (windowMs: number, now: number): MatchLinkState => ({
  kind: 'reconnecting',
  attempt: 1,
  sinceAt: now,
  heldUntilAt: now + windowMs,
  nextTryAt: now,
});

/** The socket of our seat closed with `code`, and we had not asked for it. */
export function dropped(code: number, windowMs: number, now: number, random: number): MatchLinkState {
  const why = ENDS[code];
  if (why) return { kind: 'closed', why };
  return { ...resuming(windowMs, now), nextTryAt: now + backoffMs(RESUME_BACKOFF, 0, random) } as MatchLinkState;
}

/** The try that was under way failed. */
export function failed(state: MatchLinkState, failure: JoinFailure, now: number, random: number): MatchLinkState {
  if (state.kind !== 'entering' && state.kind !== 'reconnecting') return state;
  const isFinal = failure.kind === 'gone' || (failure.kind === 'refused' && !isPassing(failure.code));
  if (isFinal) return { kind: 'closed', why: 'gone' };
  const askedMs = failure.kind === 'refused' ? failure.retryAfterMs : undefined;
  const waitMs =
    askedMs === undefined ? resumeWaitMs(state.attempt, now - state.nextTryAt, random) : retryAfterMs(askedMs, random);
  const nextTryAt = now + waitMs;
  if (nextTryAt >= state.heldUntilAt) return { kind: 'closed', why: 'gone' };
  return { ...state, attempt: state.attempt + 1, nextTryAt };
}

/** The player does not want to wait. */
export function hurried(state: MatchLinkState, now: number): MatchLinkState {
  return state.kind === 'entering' || state.kind === 'reconnecting' ? { ...state, nextTryAt: now } : state;
}

/** Refusals that say nothing about the seat. */
const isPassing = (code: string): boolean =>
  ['request/tooMany', 'store/away', 'cluster/away', 'server/error', 'server/draining'].includes(code) ||
  code.startsWith('auth/');
