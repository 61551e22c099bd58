/** Requests the snapshots that are missing, from each process no more often than it can answer. */
import type { ProcessId } from '../../shared/ids.ts';
import type { Clock } from '../ports.ts';

/** An answer takes a few milliseconds, with 10,000 players some tens. */
const ASK_AGAIN_MS = 500;

export class SnapshotRequests {
  readonly #clock: Clock;
  readonly #want: (of: ProcessId) => void;
  readonly #askedAt = new Map<ProcessId, number>();

  constructor(clock: Clock, want: (of: ProcessId) => void) {
    this.#clock = clock;
    this.#want = want;
  }

  /** `behind`: the processes whose snapshots are missing now. */
  ask(behind: readonly ProcessId[]): void {
    if (behind.length === 0) return this.#askedAt.clear();
    const now = this.#clock.now();
    for (const process of behind) {
      if (now - (this.#askedAt.get(process) ?? Number.NEGATIVE_INFINITY) < ASK_AGAIN_MS) continue;
      this.#askedAt.set(process, now);
      this.#want(process);
    }
  }
}
