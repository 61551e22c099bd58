/**
 * Which processes of the cluster live, judged by the leases that this one reads and the messages that it hears. A
 * process is dead when its lease has lapsed and it was not heard for the length of a lease. A missing lease alone is no
 * proof (the leases may have been lost), nor is silence alone (this process may hear nothing); a process that is silent
 * for longer is hidden until it is heard. Pure; times are monotonic ms.
 */
import type { ProcessId } from '../../../shared/ids.ts';
import { SteadyTime } from '../presence/steadyTime.ts';
import type { SliceId } from './directory.ts';

/** What a process says of itself with each sign of life. */
export type ProcessFacts = {
  readonly shards: number;
  /** Takes players and makes rooms: not yet while it starts, no longer when it drains. */
  readonly isOpen: boolean;
  /** Set: it has ended in order, and in so many ms its players are gone unless they are back elsewhere. */
  readonly leavesInMs?: number;
};

type Member = { epoch: number; heardAt: number; facts: ProcessFacts; leavesAt: number | undefined; isHidden: boolean };

const UNKNOWN: ProcessFacts = { shards: 0, isOpen: false };

/** Several of its signs of life may be lost. */
const HIDE_AFTER_LEASES = 1.3;
/** A process with three signs of life missing gets no new players. */
const UNREACHABLE_AFTER_LEASES = 0.3;
/** A tick that comes later than this, two ticks, means that this process stood still and not the others. */
const STALL_LEASES = 0.2;
/** How many ended processes are remembered. None of them is heard that long after its end. */
const OVER_MAX = 1_000;

export class Membership {
  readonly #own: ProcessId;
  readonly #leaseMs: number;
  readonly #members = new Map<ProcessId, Member>();
  /** The last epoch of each process that died or departed: messages of that epoch are no signs of life. */
  readonly #over = new Map<ProcessId, number>();
  readonly #time: SteadyTime;
  /** Since when the leases could be read at each tick; undefined while they cannot. */
  #readableSinceAt: number | undefined;

  constructor(own: ProcessId, leaseMs: number, now: number) {
    this.#own = own;
    this.#leaseMs = leaseMs;
    this.#time = new SteadyTime(now, leaseMs * STALL_LEASES);
  }

  /** Every message of a process is a sign of life, with or without facts. */
  recordMessage({ process, epoch }: SliceId, reported: ProcessFacts | undefined, now: number): void {
    const known = this.#members.get(process);
    if (process === this.#own || (known?.epoch ?? 0) > epoch || (this.#over.get(process) ?? 0) >= epoch) return;
    const at = this.#time.at(now);
    const facts = reported ?? known?.facts ?? UNKNOWN;
    const leavesAt = known?.leavesAt ?? (facts.leavesInMs === undefined ? undefined : at + facts.leavesInMs);
    this.#members.set(process, { epoch, heardAt: at, facts, leavesAt, isHidden: false });
  }

  /** Called before the methods below. */
  tick(now: number): void {
    this.#time.tick(now);
  }

  /** `leases`: in force, as just read; undefined where they cannot be read. Returns the processes that are dead. */
  findDead(leases: ReadonlyMap<ProcessId, number> | undefined, now: number): SliceId[] {
    const at = this.#time.at(now);
    if (!leases) {
      this.#readableSinceAt = undefined;
      return [];
    }
    this.#readableSinceAt ??= at;
    // After the leases were away every process needs the time to take one again.
    if (at - this.#readableSinceAt < this.#leaseMs) return [];
    return this.#where((member, process) => {
      const holds = (leases.get(process) ?? -1) >= member.epoch;
      return !holds && at - member.heardAt >= this.#leaseMs;
    });
  }

  /** Processes that ended in order and whose time is over. */
  departed(now: number): SliceId[] {
    const at = this.#time.at(now);
    return this.#where(({ leavesAt }) => leavesAt !== undefined && at >= leavesAt);
  }

  /** Processes that ended in order and whose players are still shown, with the facts they would tell now. */
  leaving(now: number): (SliceId & { facts: ProcessFacts })[] {
    const at = this.#time.at(now);
    return [...this.#members].flatMap(([process, { epoch, facts, leavesAt }]) =>
      leavesAt === undefined ? [] : [{ process, epoch, facts: { ...facts, leavesInMs: Math.max(0, leavesAt - at) } }],
    );
  }

  /** Processes that are to be hidden: each once, until it is heard again. */
  hideSilent(now: number): ProcessId[] {
    const at = this.#time.at(now);
    const silent = this.#where(
      (member) => !member.isHidden && at - member.heardAt >= this.#leaseMs * HIDE_AFTER_LEASES,
    );
    return silent.map(({ process }) => {
      (this.#members.get(process) as Member).isHidden = true;
      return process;
    });
  }

  /** The process is dead or has departed. A later epoch of it is not. */
  remove({ process, epoch }: SliceId): void {
    this.#over.set(process, Math.max(epoch, this.#over.get(process) ?? 0));
    if (this.#over.size > OVER_MAX) this.#over.delete(this.#over.keys().next().value as ProcessId);
    if ((this.#members.get(process)?.epoch ?? Number.POSITIVE_INFINITY) <= epoch) this.#members.delete(process);
  }

  /** How many are known and not heard: their players may be missing. */
  get hidden(): number {
    return this.#where(({ isHidden }) => isHidden).length;
  }

  /** The other processes that are heard and have not ended. */
  others(): { process: ProcessId; facts: ProcessFacts }[] {
    return [...this.#members]
      .filter(([, { isHidden, leavesAt }]) => !isHidden && leavesAt === undefined)
      .map(([process, { facts }]) => ({ process, facts }));
  }

  /** Has not ended, as far as is known, heard or not. */
  isThere(process: ProcessId): boolean {
    const member = this.#members.get(process);
    return process === this.#own || (member !== undefined && member.leavesAt === undefined);
  }

  knows(process: ProcessId): boolean {
    return process === this.#own || this.#members.has(process);
  }

  /** May be given new players: lately heard, and not ending. */
  isReachable(process: ProcessId, now: number): boolean {
    if (process === this.#own) return true;
    const member = this.#members.get(process);
    return member?.leavesAt === undefined && member?.facts.isOpen === true && this.isHeard(process, now);
  }

  isHeard(process: ProcessId, now: number): boolean {
    if (process === this.#own) return true;
    const member = this.#members.get(process);
    return member !== undefined && this.#time.at(now) - member.heardAt < this.#leaseMs * UNREACHABLE_AFTER_LEASES;
  }

  #where(is: (member: Member, process: ProcessId) => boolean): SliceId[] {
    return [...this.#members]
      .filter(([process, member]) => is(member, process))
      .map(([process, { epoch }]) => ({ process, epoch }));
  }
}
