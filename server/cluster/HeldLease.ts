/** One named lease, as a process that holds or wants it sees it. */
import type { Clock, Lease, Leases } from '../ports.ts';

const RENEWALS_A_LEASE = 4;

export class HeldLease {
  readonly #leases: Leases;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #ttlMs: number;
  #lease: Lease | undefined;
  /** Monotonic ms. */
  #renewAt = Number.NEGATIVE_INFINITY;
  #holdsUntil = Number.NEGATIVE_INFINITY;
  /** Two at once would hinder each other: the second would find the lease taken by the first. */
  #renewing: Promise<boolean> | undefined;

  constructor(name: string, ttlMs: number, { leases, clock }: { leases: Leases; clock: Clock }) {
    this.#name = name;
    this.#ttlMs = ttlMs;
    this.#leases = leases;
    this.#clock = clock;
  }

  /** Of the lease that this process holds, as far as it knows; undefined without one. */
  get fence(): number | undefined {
    return this.#lease?.fence;
  }

  /** False without a lease, and while one that was not renewed in time may have lapsed. */
  get isCertain(): boolean {
    return this.#lease !== undefined && this.#clock.now() < this.#holdsUntil;
  }

  /** Renews or acquires it where that is due. True where it is held. Rejects while the leases are away. */
  async keep(): Promise<boolean> {
    return this.#lease && this.#clock.now() < this.#renewAt ? true : this.renew();
  }

  /** As `keep`, due or not. A lost lease is acquired under a new fence. Concurrent calls share one renewal. */
  renew(): Promise<boolean> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** The next `keep` renews it, due or not. */
  renewAtNextKeep(): void {
    this.#renewAt = Number.NEGATIVE_INFINITY;
  }

  /** Another process may have it at once. Never rejects. */
  async release(): Promise<void> {
    await this.#renewing?.catch(() => {});
    const lease = this.#lease;
    this.#lease = undefined;
    if (lease) await this.#leases.release(lease).catch(() => {});
  }

  async #renew(): Promise<boolean> {
    const askedAt = this.#clock.now();
    if (this.#lease && !(await this.#leases.renew(this.#lease, this.#ttlMs))) this.#lease = undefined;
    this.#lease ??= await this.#leases.acquire(this.#name, this.#ttlMs);
    if (!this.#lease) return false;
    this.#renewAt = askedAt + this.#ttlMs / RENEWALS_A_LEASE;
    this.#holdsUntil = askedAt + this.#ttlMs;
    return true;
  }
}
