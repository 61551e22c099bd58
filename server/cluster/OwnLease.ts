/**
 * The lease by which this process lives in the cluster. Its fence is the epoch under which the process speaks. A stalled
 * process finds its lease lost and takes a new one; until it knows, it must not write (`mayWrite`).
 */
import type { ProcessId } from '../../shared/ids.ts';
import type { Clock, Leases } from '../ports.ts';
import { HeldLease } from './HeldLease.ts';

const PREFIX = 'process:';

export class OwnLease {
  readonly #leases: Leases;
  readonly #lease: HeldLease;
  #isAway = false;
  #isReleased = false;

  constructor(process: ProcessId, leaseMs: number, ports: { leases: Leases; clock: Clock }) {
    this.#leases = ports.leases;
    this.#lease = new HeldLease(PREFIX + process, leaseMs, ports);
  }

  get epoch(): number | undefined {
    return this.#lease.fence;
  }

  /** The leases could not be reached when last tried. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** While the leases are away nobody is declared dead. After an orderly release, what is left is still written. */
  mayWrite(): boolean {
    return this.#isAway || this.#isReleased || this.#lease.isCertain;
  }

  /** Renews it where that is due, or takes a new one where it was lost. Never rejects. */
  async keep(): Promise<void> {
    // Where it cannot be had, an answer was lost: it is held under a fence that nobody knows, and lapses.
    this.#isAway = !(await this.#lease.keep().catch(() => false));
  }

  renewAtNextKeep(): void {
    this.#lease.renewAtNextKeep();
  }

  /** Never rejects. */
  async release(): Promise<void> {
    this.#isReleased = true;
    await this.#lease.release();
  }

  /** The processes that hold a lease, with their epochs; undefined where they cannot be read. */
  async readAll(): Promise<ReadonlyMap<ProcessId, number> | undefined> {
    try {
      const leases = await this.#leases.list(PREFIX);
      return new Map(leases.map(({ name, fence }) => [name.slice(PREFIX.length) as ProcessId, fence]));
    } catch {
      return undefined;
    }
  }
}
