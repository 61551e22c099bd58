/**
 * The office of the desk: one process at a time holds it by a lease, and writes the desk's store under that lease's
 * fence. It is in office only while it is certain of the lease and the others hear it. Leases and store may be lost
 * together, and then only the process that was in office still has the desk's values. It keeps them, and stores them
 * again if no other process has claimed the store since. Others that find the store empty give way to it for the length
 * of a lease.
 */
import type { ProcessId } from '../../shared/ids.ts';
import { HeldLease } from '../cluster/HeldLease.ts';
import type { Bus, Clock, KeptValue, Leases, PlayStore } from '../ports.ts';
import { OFFICE, type OfficeMessage, readOfficeMessage } from './deskMessages.ts';

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
  /** Of the lease under which this process was last in office; undefined once it has dropped what it had. */
  #fence: number | undefined;
  /** The store may lack some of the values. */
  #isUnsaved = false;
  /** The latest sign of life from office, this process' own included. */
  #lastMessage: OfficeMessage | undefined;
  /** The store held no claim of an earlier desk. Kept, because a second try to enter finds this process' own claim. */
  #isNew = false;
  /** The fence of the process it gave way to, and until when. */
  #gaveWayTo: number | undefined;
  #kept = Promise.withResolvers<void>();
  #yieldsUntil = Number.NEGATIVE_INFINITY;

  constructor(deps: DeskOfficeDeps, work: OfficeWork) {
    this.#deps = deps;
    this.#work = work;
    this.#lease = new HeldLease(LEASE, deps.leaseMs, deps);
    deps.bus.subscribe(OFFICE, (message) => this.#receive(readOfficeMessage(message)));
  }

  /** False also while the lease may have lapsed, and while the others cannot hear this process. */
  get isHeld(): boolean {
    return this.#lease.isCertain && this.#lease.fence === this.#fence && this.#deps.bus.isUp;
  }

  /** Of the lease under which this process is, or was last, in office. */
  get fence(): number | undefined {
    return this.#fence;
  }

  /** Resolves when the next `keep` has ended, whether it succeeded or not, or when this process resigns. */
  get nextKept(): Promise<void> {
    return this.#kept.promise;
  }

  /** Call regularly: takes or keeps the office, and stores what is unsaved. Rejects while leases or store are away. */
  async keep(): Promise<void> {
    await this.#keep().finally(() => {
      this.#kept.resolve();
      this.#kept = Promise.withResolvers();
    });
  }

  async #keep(): Promise<void> {
    const isYielding = this.#lease.fence === undefined && this.#deps.clock.now() < this.#yieldsUntil;
    if (!isYielding) await this.#lease.keep();
    const { fence } = this.#lease;
    if (fence === undefined) return;
    if (this.#fence !== fence) await this.#enter(fence);
    else if (this.#isUnsaved) await this.#save(fence);
    if (this.isHeld) this.#publish(false);
  }

  /** A value was not stored: the next `keep` stores all of them again. */
  markUnsaved(): void {
    this.#isUnsaved = true;
    this.#lease.renewAtNextKeep();
  }

  /** Resigns, so that another process may take office at once. Never rejects. */
  async leave(): Promise<void> {
    const { fence } = this.#lease;
    this.#kept.resolve();
    if (fence === undefined) return;
    await this.#lease.release();
    if (this.#fence === fence) this.#publish(true);
  }

  async #enter(fence: number): Promise<void> {
    const { store } = this.#deps;
    const last = await store.fence();
    if (this.#fence !== undefined && (last ?? 0) <= this.#fence) return this.#save(fence);
    this.#drop();
    if (last === undefined && this.#mustYield()) return this.#lease.release();
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

  /** Whether another living process was heard in office and has not resigned. True only once for each fence. */
  #mustYield(): boolean {
    const { process, isAlive, clock, leaseMs } = this.#deps;
    const other = this.#lastMessage;
    if (!other || other.isOver || other.process === process || !isAlive(other.process)) return false;
    if (other.fence === this.#gaveWayTo) return false;
    this.#gaveWayTo = other.fence;
    this.#yieldsUntil = clock.now() + leaseMs;
    return true;
  }

  #drop(): void {
    if (this.#fence === undefined) return;
    this.#fence = undefined;
    this.#work.drop();
  }

  #receive(message: OfficeMessage | undefined): void {
    if (!message || message.fence < (this.#lastMessage?.fence ?? 0)) return;
    this.#lastMessage = message;
    if (message.isOver) this.#yieldsUntil = Number.NEGATIVE_INFINITY;
    if (message.process !== this.#deps.process && message.fence > (this.#fence ?? message.fence)) this.#drop();
  }

  #publish(isOver: boolean): void {
    const { bus, process } = this.#deps;
    bus.publish(OFFICE, { process, fence: this.#fence, ...(isOver && { isOver }) });
  }
}
