/**
 * Which sockets do not keep up: `ws` queues without bound for a reader that does not read. Pure: the caller scans each
 * second and cuts who is named; a cut session resumes into a full state.
 */
export type Reader = { id: string; bufferedBytes: number; isAcknowledged: boolean };
export type Cut = { id: string; why: 'too-slow' | 'not-acknowledged' };

/** So much at once is an accident that waiting makes worse. */
export const BUFFER_MAX_BYTES = 1024 * 1024;
/** So much in each of SLOW_SCANS scans is a reader that does not keep up. */
export const BUFFER_SLOW_BYTES = 256 * 1024;
export const SLOW_SCANS = 3;
/** A socket that joins and never says so collects every broadcast. */
export const ACKNOWLEDGE_MS = 10_000;

export class SlowReaders {
  readonly #slowScans = new Map<string, number>();
  readonly #silentSince = new Map<string, number>();

  /** `now`: monotonic ms. Names each reader to cut; readers that are no longer there are forgotten. */
  scan(readers: Iterable<Reader>, now: number): Cut[] {
    const cuts: Cut[] = [];
    const slow = new Map<string, number>();
    const silent = new Map<string, number>();
    for (const { id, bufferedBytes, isAcknowledged } of readers) {
      if (bufferedBytes > BUFFER_SLOW_BYTES) slow.set(id, (this.#slowScans.get(id) ?? 0) + 1);
      if (!isAcknowledged) silent.set(id, this.#silentSince.get(id) ?? now);
      if (bufferedBytes > BUFFER_MAX_BYTES || (slow.get(id) ?? 0) >= SLOW_SCANS) cuts.push({ id, why: 'too-slow' });
      else if (now - (silent.get(id) ?? now) >= ACKNOWLEDGE_MS) cuts.push({ id, why: 'not-acknowledged' });
    }
    replace(this.#slowScans, slow);
    replace(this.#silentSince, silent);
    return cuts;
  }
}

function replace<Value>(map: Map<string, Value>, by: ReadonlyMap<string, Value>): void {
  map.clear();
  for (const [key, value] of by) map.set(key, value);
}
