/**
 * The office of the desk: one process at a time has it, by a lease, and writes the desk's store under that lease's fence.
 * In office is only who can be sure of it, and whom the others hear.
 *
 * Whoever was in office and finds that nobody has been since keeps what it has: the leases may have been lost, and the
 * store with them. Who knows that another was in office, and finds the store as if nobody had been, gives way to that one
 * for the time of a lease.
 */
import type { ProcessId } from '../../shared/ids.ts';
import type { Bus, Clock, KeptValue, Lease, Leases, PlayStore } from '../ports.ts';
import { OFFICE, type OfficeWord, readOffice } from './deskMessages.ts';

const LEASE = 'desk';
const RENEWALS_A_LEASE = 4;

export type DeskOfficeDeps = {
  process: ProcessId;
  bus: Pick<Bus, 'publish' | 'subscribe' | 'isUp'>;
  leases: Leases;
  leaseMs: number;
  store: PlayStore;
  clock: Pick<Clock, 'now'>;
  isAlive: (process: ProcessId) => boolean;
};

/** What is done in it, by who has it. */
export type OfficeWork = {
  /** Takes over what is in the store. `isNew`: nothing is known of what was. Rejects while the store is away. */
  takeOver(isNew: boolean): Promise<void>;
  /** All that there is to be stored. */
  values(): KeptValue[];
  /** Another has taken over. */
  drop(): void;
};

export class DeskOffice {
  readonly #deps: DeskOfficeDeps;
  readonly #work: OfficeWork;
  #lease: Lease | undefined;
  #renewedAt = Number.NEGATIVE_INFINITY;
  /** The lease holds at least until then, monotonic ms. */
  #holdsUntil = Number.NEGATIVE_INFINITY;
  /** Under which this process was in office last; undefined where there is nothing left of it. */
  #fence: number | undefined;
  /** The store may lack something of it. */
  #isUnsaved = false;
  /** Who is in office, as far as is heard. */
  #heard: OfficeWord | undefined;
  #isNew = false;
  /** For whom it was given way, and until when. */
  #gaveWayTo: number | undefined;
  #givesWayUntil = Number.NEGATIVE_INFINITY;

  constructor(deps: DeskOfficeDeps, work: OfficeWork) {
    this.#deps = deps;
    this.#work = work;
    deps.bus.subscribe(OFFICE, (message) => this.#hear(readOffice(message)));
  }

  /** False also while a lease that was not renewed may have lapsed, and while nobody would hear what is said. */
  get isHeld(): boolean {
    return this.#isClaimed && this.#deps.clock.now() < this.#holdsUntil && this.#deps.bus.isUp;
  }

  /** Under which this process is, or was last, in office. */
  get fence(): number | undefined {
    return this.#fence;
  }

  /** Rejects while the leases or the store are away. */
  async look(): Promise<void> {
    await this.#keepLease();
    const lease = this.#lease;
    if (!lease) return;
    if (this.#fence !== lease.fence) await this.#enter(lease);
    else if (this.#isUnsaved) await this.#save(lease);
    if (this.isHeld) this.#say({});
  }

  /** What was to be stored was not: all of it is stored again at the next look. */
  doubt(): void {
    this.#isUnsaved = true;
    this.#renewedAt = Number.NEGATIVE_INFINITY;
  }

  /** Another may have it at once. Never rejects. */
  async leave(): Promise<void> {
    const lease = this.#lease;
    this.#lease = undefined;
    if (!lease) return;
    await this.#deps.leases.release(lease).catch(() => {});
    if (this.#fence === lease.fence) this.#say({ isOver: true });
  }

  get #isClaimed(): boolean {
    return this.#lease !== undefined && this.#lease.fence === this.#fence;
  }

  async #keepLease(): Promise<void> {
    const { leases, leaseMs, clock } = this.#deps;
    const now = clock.now();
    const isDue = this.#lease ? now - this.#renewedAt >= leaseMs / RENEWALS_A_LEASE : now >= this.#givesWayUntil;
    if (!isDue) return;
    if (this.#lease && !(await leases.renew(this.#lease, leaseMs))) this.#lease = undefined;
    this.#lease ??= await leases.acquire(LEASE, leaseMs);
    this.#renewedAt = now;
    if (this.#lease) this.#holdsUntil = now + leaseMs;
  }

  async #enter(lease: Lease): Promise<void> {
    const { store } = this.#deps;
    const last = await store.fence();
    if (this.#fence !== undefined && (last ?? 0) <= this.#fence) return this.#save(lease);
    this.#drop();
    if (last === undefined && this.#mustGiveWay()) return this.#giveBack(lease);
    if (last !== lease.fence) this.#isNew = last === undefined;
    if (!(await store.claim(lease.fence))) return this.#giveBack(lease);
    await this.#work.takeOver(this.#isNew);
    this.#fence = lease.fence;
    this.#isUnsaved = false;
  }

  async #save(lease: Lease): Promise<void> {
    this.#isUnsaved = false;
    const isOurs = await this.#deps.store.replace(lease.fence, this.#work.values()).catch((error: unknown) => {
      this.#isUnsaved = true;
      throw error;
    });
    if (isOurs) this.#fence = lease.fence;
    else {
      this.#drop();
      await this.#giveBack(lease);
    }
  }

  /** Once to the same one. */
  #mustGiveWay(): boolean {
    const { process, isAlive, clock, leaseMs } = this.#deps;
    const other = this.#heard;
    if (!other || other.isOver || other.process === process || !isAlive(other.process)) return false;
    if (other.fence === this.#gaveWayTo) return false;
    this.#gaveWayTo = other.fence;
    this.#givesWayUntil = clock.now() + leaseMs;
    return true;
  }

  async #giveBack(lease: Lease): Promise<void> {
    this.#lease = undefined;
    await this.#deps.leases.release(lease);
  }

  #drop(): void {
    if (this.#fence === undefined) return;
    this.#fence = undefined;
    this.#work.drop();
  }

  #hear(word: OfficeWord | undefined): void {
    if (!word || word.fence < (this.#heard?.fence ?? 0)) return;
    this.#heard = word;
    if (word.isOver) this.#givesWayUntil = Number.NEGATIVE_INFINITY;
    if (word.process !== this.#deps.process && word.fence > (this.#fence ?? word.fence)) this.#drop();
  }

  #say(word: Pick<OfficeWord, 'isOver'>): void {
    const { bus, process } = this.#deps;
    bus.publish(OFFICE, { process, fence: this.#fence, ...word });
  }
}
