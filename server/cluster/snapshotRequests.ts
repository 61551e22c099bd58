/** Asks for snapshots that are needed, of each process not more often than it can answer. */
import type { ProcessId } from '../../shared/ids.ts';
import type { Clock } from '../ports.ts';

/** An answer takes a few milliseconds, with 10,000 players some tens. */
const ASK_AGAIN_MS = 500;

export class SnapshotRequests {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #want: (of: ProcessId) => void;
  readonly #askedAt = new Map<ProcessId, number>();

  constructor(clock: Pick<Clock, 'now'>, want: (of: ProcessId) => void) {
    this.#clock = clock;
    this.#want = want;
  }

  /** `behind`: all whose snapshots are needed now. */
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
