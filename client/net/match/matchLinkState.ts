/**
 * The link to a match as a state and its transitions. Pure. `now` and every `…At` are monotonic ms, `random` is
 * in [0, 1). Unlike the lobby's there is no joining anew: a seat that is gone is gone.
 */
import { CLOSE } from '../../../shared/protocol.ts';
import { backoffMs, RESUME_BACKOFF, resumeWaitMs, retryAfterMs } from '../backoff.ts';
import type { JoinFailure } from '../joinFailure.ts';

/** `over`: with its time for the result. `elsewhere`: another tab or device took over. `gone`: the seat is lost. */
export type MatchLinkEnd = 'over' | 'left' | 'gone' | 'elsewhere' | 'shutdown' | 'kicked' | 'banned' | 'cut';

export type MatchLinkState =
  /** The seat is held until `heldUntilAt`. */
  | { kind: 'entering'; attempt: number; heldUntilAt: number; nextTryAt: number }
  | { kind: 'seated' }
  /** Dropped; the seat is held until `heldUntilAt`, and the match goes on. */
  | { kind: 'reconnecting'; attempt: number; sinceAt: number; heldUntilAt: number; nextTryAt: number }
  | { kind: 'closed'; why: MatchLinkEnd };

/** Any other code is a lost connection: only the server knows whether the seat is held. */
const ENDS: Record<number, MatchLinkEnd> = {
  1000: 'over',
  [CLOSE.consented]: 'over',
  [CLOSE.shutdown]: 'shutdown',
  [CLOSE.replaced]: 'elsewhere',
  [CLOSE.kicked]: 'kicked',
  [CLOSE.banned]: 'banned',
  [CLOSE.cut]: 'cut',
};

export const entering = (heldMs: number, now: number): MatchLinkState => ({
  kind: 'entering',
  attempt: 1,
  heldUntilAt: now + heldMs,
  nextTryAt: now,
});

/** The page had the seat before it was loaded again. */
export const resuming = (windowMs: number, now: number): MatchLinkState => ({
  kind: 'reconnecting',
  attempt: 1,
  sinceAt: now,
  heldUntilAt: now + windowMs,
  nextTryAt: now,
});

export function dropped(code: number, windowMs: number, now: number, random: number): MatchLinkState {
  const why = ENDS[code];
  if (why) return { kind: 'closed', why };
  return { ...resuming(windowMs, now), nextTryAt: now + backoffMs(RESUME_BACKOFF, 0, random) } as MatchLinkState;
}

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

export function hurried(state: MatchLinkState, now: number): MatchLinkState {
  return state.kind === 'entering' || state.kind === 'reconnecting' ? { ...state, nextTryAt: now } : state;
}

const PASSING: ReadonlySet<string> = new Set([
  'request/tooMany',
  'player/coolingDown',
  'store/away',
  'cluster/away',
  'server/error',
  'server/draining',
]);
const isPassing = (code: string): boolean => PASSING.has(code) || code.startsWith('auth/');
