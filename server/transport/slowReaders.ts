/**
 * Finds sockets that do not keep up, before their queues grow without bound: those that fell behind, and those that did
 * not acknowledge their join. The caller scans each second and cuts; a cut session resumes into a full state.
 */
import { type Client, ClientState } from '@colyseus/core';

export type Reader = { bufferedBytes: number; isAcknowledged: boolean };
export type Cut = { id: string; why: 'too-slow' | 'not-acknowledged' };

/** So much at once never drains: cut without waiting. */
export const BUFFER_MAX_BYTES = 1024 * 1024;
/** A reader with so much in each of SLOW_SCANS scans does not keep up. */
export const BUFFER_SLOW_BYTES = 256 * 1024;
export const SLOW_SCANS = 3;
/** So many full states may wait on a thin line, however large. */
const FULL_STATES_SLOW = 2;
const FULL_STATES_MAX = 4;
/** A socket that never acknowledges its join collects every broadcast. */
export const ACKNOWLEDGE_MS = 10_000;

export type BufferLimits = { slowBytes: number; maxBytes: number };

export const bufferLimits = (fullStateBytes: number): BufferLimits => ({
  slowBytes: Math.max(BUFFER_SLOW_BYTES, FULL_STATES_SLOW * fullStateBytes),
  maxBytes: Math.max(BUFFER_MAX_BYTES, FULL_STATES_MAX * fullStateBytes),
});

export const readerOf = (client: Client | undefined): Reader | undefined =>
  client && {
    bufferedBytes: (client.ref as unknown as { bufferedAmount: number }).bufferedAmount,
    isAcknowledged: client.state !== ClientState.JOINING,
  };

type Suspect = { since: number; slowScans: number };

export class SlowReaders {
  readonly #suspects = new Map<string, Suspect>();

  get size(): number {
    return this.#suspects.size;
  }

  /** A reader to look at from now on: it joined, or has more in its queue than is usual. `now`: monotonic ms. */
  track(id: string, now: number): void {
    if (!this.#suspects.has(id)) this.#suspects.set(id, { since: now, slowScans: 0 });
  }

  /** Returns the readers to cut; forgets those that keep up, and those that `read` no longer knows. */
  scan(read: (id: string) => Reader | undefined, limits: BufferLimits, now: number): Cut[] {
    const cuts: Cut[] = [];
    for (const [id, suspect] of this.#suspects) {
      const reader = read(id);
      const isSlow = reader !== undefined && reader.bufferedBytes > limits.slowBytes;
      suspect.slowScans = isSlow ? suspect.slowScans + 1 : 0;
      if (!reader || (!isSlow && reader.isAcknowledged)) this.#suspects.delete(id);
      else if (reader.bufferedBytes > limits.maxBytes || suspect.slowScans >= SLOW_SCANS)
        cuts.push({ id, why: 'too-slow' });
      else if (!reader.isAcknowledged && now - suspect.since >= ACKNOWLEDGE_MS)
        cuts.push({ id, why: 'not-acknowledged' });
    }
    return cuts;
  }

  /** Scans all clients of a small room. */
  scanAll(clients: readonly Client[], now: number): Cut[] {
    for (const { sessionId } of clients) this.track(sessionId, now);
    return this.scan((id) => readerOf(clients.find(({ sessionId }) => sessionId === id)), bufferLimits(0), now);
  }
}
