/**
 * The office of the desk: one process at a time holds it by a lease, and writes the desk's store under that lease's
 * fence. It is in office only while it is certain of the lease and the others hear it. A process that was in office,
 * and finds that no other has been since, keeps what it has: the leases may have been lost, and the store with them. A
 * process that knows of another in office, but finds a store that nobody has claimed, gives way to it for a lease's
 * time.
 */
import type { ProcessId } from '../../shared/ids.ts';
import { HeldLease } from '../cluster/HeldLease.ts';
import type { Bus, Clock, KeptValue, Leases, PlayStore } from '../ports.ts';
import { OFFICE, type OfficeWord, readOffice } from './deskMessages.ts';

const LEASE = 'desk';

export type DeskOfficeDeps = {
  process: ProcessId;
  bus: Bus;
  leases: Leases;
  leaseMs: number;
  store: PlayStore;
  clock: Clock;
  isAlive: (process: ProcessId) => boolean;
};

/** What the process in office does. */
export type OfficeWork = {
  /** Takes over what is in the store. `isNew`: nothing is known of the last desk. Rejects while the store is away. */
  takeOver(isNew: boolean): Promise<void>;
  /** Everything that belongs in the store. */
  values(): KeptValue[];
  /** Another has taken over. */
  drop(): void;
};

export class DeskOffice {
  readonly #deps: DeskOfficeDeps;
  readonly #work: OfficeWork;
  readonly #lease: HeldLease;
  /** Under which this process was last in office; undefined once it has dropped what it had. */
  #fence: number | undefined;
  /** The store may lack some of the values. */
  #isUnsaved = false;
  #heard: OfficeWord | undefined;
  #isNew = false;
  /** The fence it gave way to, and until when. */
  #gaveWayTo: number | undefined;
  #givesWayUntil = Number.NEGATIVE_INFINITY;

  constructor(deps: DeskOfficeDeps, work: OfficeWork) {
    this.#deps = deps;
    this.#work = work;
    this.#lease = new HeldLease(LEASE, deps.leaseMs, deps);
    deps.bus.subscribe(OFFICE, (message) => this.#hear(readOffice(message)));
  }

  /** False also while the lease may have lapsed, and while the others cannot hear this process. */
  get isHeld(): boolean {
    return this.#lease.isCertain && this.#lease.fence === this.#fence && this.#deps.bus.isUp;
  }

  /** Under which this process is, or was last, in office. */
  get fence(): number | undefined {
    return this.#fence;
  }

  /** Rejects while the leases or the store are away. */
  async look(): Promise<void> {
    const isGivingWay = this.#lease.fence === undefined && this.#deps.clock.now() < this.#givesWayUntil;
    if (!isGivingWay) await this.#lease.keep();
    const { fence } = this.#lease;
    if (fence === undefined) return;
    if (this.#fence !== fence) await this.#enter(fence);
    else if (this.#isUnsaved) await this.#save(fence);
    if (this.isHeld) this.#publish(false);
  }

  /** A value was not stored: the next look stores all of them again. */
  doubt(): void {
    this.#isUnsaved = true;
    this.#lease.doubt();
  }

  /** Another process may take office at once. Never rejects. */
  async leave(): Promise<void> {
    const { fence } = this.#lease;
    if (fence === undefined) return;
    await this.#lease.release();
    if (this.#fence === fence) this.#publish(true);
  }

  async #enter(fence: number): Promise<void> {
    const { store } = this.#deps;
    const last = await store.fence();
    if (this.#fence !== undefined && (last ?? 0) <= this.#fence) return this.#save(fence);
    this.#drop();
    if (last === undefined && this.#mustGiveWay()) return this.#lease.release();
    if (last !== fence) this.#isNew = last === undefined;
    if (!(await store.claim(fence))) return this.#lease.release();
    await this.#work.takeOver(this.#isNew);
    this.#fence = fence;
    this.#isUnsaved = false;
  }

  async #save(fence: number): Promise<void> {
    this.#isUnsaved = false;
    const isOurs = await this.#deps.store.replace(fence, this.#work.values()).catch((error: unknown) => {
      this.#isUnsaved = true;
      throw error;
    });
    if (isOurs) this.#fence = fence;
    else {
      this.#drop();
      await this.#lease.release();
    }
  }

  /** Once for each office that was heard. */
  #mustGiveWay(): boolean {
    const { process, isAlive, clock, leaseMs } = this.#deps;
    const other = this.#heard;
    if (!other || other.isOver || other.process === process || !isAlive(other.process)) return false;
    if (other.fence === this.#gaveWayTo) return false;
    this.#gaveWayTo = other.fence;
    this.#givesWayUntil = clock.now() + leaseMs;
    return true;
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

  #publish(isOver: boolean): void {
    const { bus, process } = this.#deps;
    bus.publish(OFFICE, { process, fence: this.#fence, ...(isOver && { isOver }) });
  }
}
