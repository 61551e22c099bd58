/**
 * Which sockets do not keep up: they are queued for without bound otherwise. The fan-out names those that fell behind, the
 * room those that have not acknowledged their join; nobody else is looked at. Pure: the caller scans each second and cuts
 * who is named; a cut session resumes into a full state.
 */
export type Reader = { bufferedBytes: number; isAcknowledged: boolean };
export type Cut = { id: string; why: 'too-slow' | 'not-acknowledged' };

/** So much at once is an accident that waiting makes worse. */
export const BUFFER_MAX_BYTES = 1024 * 1024;
/** So much in each of SLOW_SCANS scans is a reader that does not keep up. */
export const BUFFER_SLOW_BYTES = 256 * 1024;
export const SLOW_SCANS = 3;
/** A large full state on a thin line is no reason: so many of them may wait. */
const FULL_STATES_SLOW = 2;
const FULL_STATES_MAX = 4;
/** A socket that joins and never says so collects every broadcast. */
export const ACKNOWLEDGE_MS = 10_000;

export type BufferLimits = { slowBytes: number; maxBytes: number };

/** `fullStateBytes`: size of a full state. */
export const bufferLimits = (fullStateBytes: number): BufferLimits => ({
  slowBytes: Math.max(BUFFER_SLOW_BYTES, FULL_STATES_SLOW * fullStateBytes),
  maxBytes: Math.max(BUFFER_MAX_BYTES, FULL_STATES_MAX * fullStateBytes),
});

type Suspect = { since: number; slowScans: number };

export class SlowReaders {
  readonly #suspects = new Map<string, Suspect>();

  /** How many a scan looks at. */
  get size(): number {
    return this.#suspects.size;
  }

  /** A reader to look at from now on: it joined, or has more in its queue than is usual. `now`: monotonic ms. */
  suspect(id: string, now: number): void {
    if (!this.#suspects.has(id)) this.#suspects.set(id, { since: now, slowScans: 0 });
  }

  /** Names each reader to cut; forgets those that keep up, and those `read` does not know any more. */
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
}
