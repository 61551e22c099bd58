/** When to try again. Full jitter: thousands who lost the same server must not come back in step. */
import { RETRY_SPREAD_MAX_MS } from '../../shared/limits.ts';

type Backoff = { firstMs: number; capMs: number };

/** A seat is held, and an attempt is one request: often, so that who waits is back within 3 s of the network. */
export const RESUME_BACKOFF: Backoff = { firstMs: 200, capMs: 2_000 };
/** A join costs the server a full state. */
export const JOIN_BACKOFF: Backoff = { firstMs: 500, capMs: 30_000 };
/** A server that goes away sends everybody off in the same tick. */
export const MOVED_SPREAD_MS = 2_000;
/** So does a process that dies, and each of its clients hears within one second that the seat is gone. */
export const REJOIN_SPREAD_MS = 1_000;

/** Between 0 and a step that doubles with each failure. `random` in [0, 1). */
export const backoffMs = (backoff: Backoff, failures: number, random: number): number =>
  random * Math.min(backoff.capMs, backoff.firstMs * 2 ** failures);

/**
 * Before the next try to resume. A try that hung was a wait already: only so much more that those whose tries were cut in
 * step do not go on in step.
 */
export const resumeWaitMs = (failures: number, tookMs: number, random: number): number =>
  Math.max(random * 2 * RESUME_BACKOFF.firstMs, backoffMs(RESUME_BACKOFF, failures, random) - tookMs);

/** Never before the server's `Retry-After`, and spread over half of it again: over at least 1 s, at most 5 s. */
export const retryAfterMs = (afterMs: number, random: number): number =>
  afterMs + random * Math.min(RETRY_SPREAD_MAX_MS, Math.max(1_000, afterMs / 2));

/**
 * How long a step of a try (sign-in, seat, socket) may take. Resuming, every second try is patient: the
 * seat's process may be busy with everybody else's return, and a try that hangs in a dead network must not take longer
 * than that. Joining, patience grows: a server under a storm of joins is slow, and cutting it makes it slower.
 */
export function stepTimeoutMs(baseMs: number, attempt: number, isResume: boolean): number {
  return baseMs * (isResume ? 2 - (attempt % 2) : Math.min(attempt, 4));
}
