/**
 * The lease by which this process lives in the cluster. Its fence is the epoch under which the process speaks. A process
 * that stood still finds its lease lost and takes a new one; until it knows, it must not write (`mayWrite`).
 */
import type { ProcessId } from '../../shared/ids.ts';
import type { Clock, Lease, Leases } from '../ports.ts';

const PREFIX = 'process:';

export type Renewal = 'kept' | 'new' | 'away';

export class OwnLease {
  readonly #name: string;
  readonly #leases: Leases;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #leaseMs: number;
  #lease: Lease | undefined;
  /** It holds at least until then, monotonic ms. */
  #holdsUntil = Number.NEGATIVE_INFINITY;
  #isAway = false;
  #isReleased = false;
  /** Two at once would stand in each other's way: the second finds the lease taken by the first. */
  #renewing: Promise<Renewal> | undefined;

  constructor(process: ProcessId, deps: { leases: Leases; clock: Pick<Clock, 'now'>; leaseMs: number }) {
    this.#name = PREFIX + process;
    this.#leases = deps.leases;
    this.#clock = deps.clock;
    this.#leaseMs = deps.leaseMs;
  }

  /** Undefined until there is one. */
  get epoch(): number | undefined {
    return this.#lease?.fence;
  }

  /** The leases could not be reached when last tried. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /**
   * While the leases are away nobody can be declared dead, and a process goes on with what it has. One that has given up
   * its lease in order has last words.
   */
  mayWrite(): boolean {
    return this.#isAway || this.#isReleased || this.#clock.now() < this.#holdsUntil;
  }

  /** Renews it, or takes a new one where it was lost. Never rejects. Asked again meanwhile, it is the same renewal. */
  renew(): Promise<Renewal> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renew(): Promise<Renewal> {
    const askedAt = this.#clock.now();
    try {
      const isKept = this.#lease !== undefined && (await this.#leases.renew(this.#lease, this.#leaseMs));
      if (!isKept) this.#lease = await this.#leases.acquire(this.#name, this.#leaseMs);
      // Not even to be had: an answer was lost, and it is held by what nobody knows of. It lapses.
      this.#isAway = this.#lease === undefined;
      if (this.#lease) this.#holdsUntil = askedAt + this.#leaseMs;
      return this.#isAway ? 'away' : isKept ? 'kept' : 'new';
    } catch {
      this.#isAway = true;
      return 'away';
    }
  }

  /** Never rejects. */
  async release(): Promise<void> {
    const lease = this.#lease;
    this.#lease = undefined;
    this.#isReleased = true;
    if (lease) await this.#leases.release(lease).catch(() => {});
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
