/** The link as a state and its transitions. Pure. `now` and every `…At` are monotonic ms, `random` is in [0, 1). */
import { CLOSE } from '../../shared/protocol.ts';
import {
  backoffMs,
  JOIN_BACKOFF,
  MOVED_SPREAD_MS,
  REJOIN_SPREAD_MS,
  RESUME_BACKOFF,
  resumeWaitMs,
  retryAfterMs,
} from './backoff.ts';
import { closeReasonOf, type Link, type WaitReason } from './events.ts';
import type { JoinFailure } from './joinFailure.ts';

export type LinkState = {
  readonly link: Link;
  /** Failed attempts in a row, including sessions that ended as soon as they began. */
  readonly failures: number;
  readonly onlineAt: number;
  /** Until when a server that announced its end is expected to come back; 0 if none did. */
  readonly restartsUntil: number;
};

/** After a session this long the back-off starts afresh. */
const STEADY_MS = 10_000;
const RESTART_MS = 30_000;
/** Final decisions of the server, or the player is playing elsewhere: nothing is tried by itself. */
const FINAL: ReadonlySet<number> = new Set([CLOSE.idle, CLOSE.replaced, CLOSE.kicked, CLOSE.banned, CLOSE.cut]);

export const started = (now: number): LinkState => ({
  link: connecting(1, now),
  failures: 0,
  onlineAt: now,
  restartsUntil: 0,
});

export const entered = (state: LinkState, now: number): LinkState => ({
  ...state,
  link: { kind: 'online' },
  onlineAt: now,
  restartsUntil: 0,
});

export const left = (state: LinkState): LinkState => ({ ...state, link: closed(CLOSE.consented) });

/**
 * An open session's socket closed with `code`, unasked. Anything neither final nor a restart is resumed: only the
 * server knows whether it still holds the session. `windowMs`: how long it does.
 */
export function dropped(state: LinkState, code: number, windowMs: number, now: number, random: number): LinkState {
  const failures = now - state.onlineAt < STEADY_MS ? state.failures + 1 : 0;
  if (FINAL.has(code)) return { ...state, failures, link: closed(code) };
  if (code === CLOSE.shutdown) {
    const link = waiting('server/draining', now + random * MOVED_SPREAD_MS);
    return { ...state, failures, link, restartsUntil: now + RESTART_MS };
  }
  const nextTryAt = now + backoffMs(RESUME_BACKOFF, failures, random);
  const link: Link = { kind: 'reconnecting', attempt: 1, sinceAt: now, heldUntilAt: now + windowMs, nextTryAt };
  return { ...state, failures, link };
}

export function failed(state: LinkState, failure: JoinFailure, now: number, random: number): LinkState {
  if (failure.kind === 'refused' && failure.code === 'auth/banned') return { ...state, link: closed(CLOSE.banned) };
  if (failure.kind === 'refused' && failure.code === 'auth/kicked') return { ...state, link: closed(CLOSE.kicked) };
  const { link } = state;
  const failures = state.failures + 1;
  const askedMs = failure.kind === 'refused' ? failure.retryAfterMs : undefined;
  if (link.kind === 'reconnecting') {
    const rejoinInMs = random * REJOIN_SPREAD_MS;
    if (isOutdated(failure))
      return { ...state, failures, link: waiting('client/version', now + backoffMs(JOIN_BACKOFF, failures, random)) };
    if (failure.kind === 'gone' || now >= link.heldUntilAt) return { ...state, link: connecting(1, now + rejoinInMs) };
    const waitMs =
      askedMs === undefined ? resumeWaitMs(failures, now - link.nextTryAt, random) : retryAfterMs(askedMs, random);
    const at = now + waitMs;
    // The server asked to wait past the window: a join at its end would come too early.
    if (failure.kind === 'refused' && askedMs !== undefined && at > link.heldUntilAt)
      return { ...state, failures, link: waiting(failure.code, at) };
    const nextTryAt = at < link.heldUntilAt ? at : link.heldUntilAt + rejoinInMs;
    return { ...state, failures, link: { ...link, attempt: link.attempt + 1, nextTryAt } };
  }
  const waitMs = askedMs === undefined ? backoffMs(JOIN_BACKOFF, failures, random) : retryAfterMs(askedMs, random);
  const why = failure.kind === 'refused' ? failure.code : now < state.restartsUntil ? 'restart' : 'network';
  return { ...state, failures, link: waiting(why, now + waitMs) };
}

export function retryStarted(state: LinkState, now: number): LinkState {
  const { link } = state;
  switch (link.kind) {
    case 'online':
      return state;
    case 'connecting':
      return link.sinceAt > now ? { ...state, link: connecting(link.attempt, now) } : state;
    case 'waiting':
      return { ...state, link: connecting(state.failures + 1, now) };
    case 'reconnecting':
      return { ...state, link: now < link.heldUntilAt ? { ...link, nextTryAt: now } : connecting(1, now) };
    case 'closed':
      return started(now);
  }
}

export function nextTryAt(link: Link): number | undefined {
  if (link.kind === 'connecting') return link.sinceAt;
  return link.kind === 'reconnecting' || link.kind === 'waiting' ? link.nextTryAt : undefined;
}

/** A resume would find the same. */
const isOutdated = (failure: JoinFailure): boolean => failure.kind === 'refused' && failure.code === 'client/version';

const connecting = (attempt: number, now: number): Link => ({ kind: 'connecting', attempt, sinceAt: now });
const waiting = (why: WaitReason, nextTryAt: number): Link => ({ kind: 'waiting', why, nextTryAt });
const closed = (code: number): Link => ({ kind: 'closed', code, why: closeReasonOf(code) });
