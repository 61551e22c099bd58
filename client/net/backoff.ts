/** When to try again. Full jitter: thousands who lost the same server must not come back in step. */
import { RETRY_SPREAD_MAX_MS } from '../../shared/limits.ts';

type Backoff = { firstMs: number; capMs: number };

/** A session is held, and an attempt is one request: frequent, so that a player is back within 3 s of the network. */
export const RESUME_BACKOFF: Backoff = { firstMs: 200, capMs: 2_000 };
/** A join costs the server a full state. */
export const JOIN_BACKOFF: Backoff = { firstMs: 500, capMs: 30_000 };
/** A server that goes away sends everybody off in the same tick. */
export const MOVED_SPREAD_MS = 2_000;
/** So does a process that dies: all its clients learn within one second that the session is gone. */
export const REJOIN_SPREAD_MS = 1_000;

/** Between 0 and a step that doubles with each failure. `random` in [0, 1). */
export const backoffMs = (backoff: Backoff, failures: number, random: number): number =>
  random * Math.min(backoff.capMs, backoff.firstMs * 2 ** failures);

/** Before the next try to resume. A try that hung was a wait already; the jitter separates those cut in step. */
export const resumeWaitMs = (failures: number, tookMs: number, random: number): number =>
  Math.max(random * 2 * RESUME_BACKOFF.firstMs, backoffMs(RESUME_BACKOFF, failures, random) - tookMs);

/** Never before the server's `Retry-After`; spread over half of it again, at least 1 s and at most 5 s. */
export const retryAfterMs = (afterMs: number, random: number): number =>
  afterMs + random * Math.min(RETRY_SPREAD_MAX_MS, Math.max(1_000, afterMs / 2));

/**
 * Limit of one step of a try (sign-in, reservation, socket). Every second resume is patient: the session's process may
 * be busy with other returns. Patience of joins grows: cutting them makes a slow server slower.
 */
export function stepTimeoutMs(baseMs: number, attempt: number, isResume: boolean): number {
  return baseMs * (isResume ? 2 - (attempt % 2) : Math.min(attempt, 4));
}
