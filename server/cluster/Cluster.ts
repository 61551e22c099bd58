/**
 * This process among the others: keeps its lease, reports its players, mirrors the others' and notices dead processes.
 * The rules are in domain/cluster/, the timers and messages here. Memory adapters make a cluster of one.
 * Footprint: one message each 100 ms in which something changed, a sign of life each tenth of a lease, and a snapshot
 * of its own players for each process that asks.
 */
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import type { Directory, SliceId } from '../domain/cluster/directory.ts';
import type { Membership } from '../domain/cluster/membership.ts';
import type { Entry } from '../domain/cluster/playerView.ts';
import type { Log } from '../log.ts';
import type { Bus, Clock, Leases } from '../ports.ts';
import { ClusterPublisher } from './ClusterPublisher.ts';
import { DIRECTORY, readClusterMessage, topicOf } from './clusterMessages.ts';
import type { OwnLease } from './OwnLease.ts';
import { Signal } from './Signal.ts';
import { SnapshotRequests } from './snapshotRequests.ts';

export type ClusterDeps = {
  process: ProcessId;
  directory: Directory;
  membership: Membership;
  bus: Bus;
  leases: Leases;
  lease: OwnLease;
  clock: Clock;
  leaseMs: number;
  /** How long players of a process that shut down cleanly stay shown as they were. */
  leaveDampingMs: number;
  shards: () => number;
  /** Takes the rooms of a dead process out of the matchmaking. */
  removeListings: (process: ProcessId) => Promise<void>;
  log: Log;
  failed: (error: unknown, where: string) => void;
  /** Tests replace the timers. */
  every?: Every;
  wait?: (ms: number) => Promise<void>;
};

/** Acts every `ms`; the returned function ends it. */
export type Every = (ms: number, act: () => void) => () => void;

/** Changes within this time are sent together: a status reaches the others in well under a second. */
const BATCH_MS = 100;
/** So many signs of life are sent in the time of one lease; all leases are read as often. */
const CHECKS_PER_LEASE = 10;
/** How long a start waits for the players of the other processes. */
const GATHER_MS = 2_000;
const GATHER_LOOK_MS = 20;
/** The time of three signs of life: by then every reachable process has been heard, and its players are known. */
const KNOWN_AFTER_LEASES = 0.3;
/** How long the right to deal with a death is held: one of the processes that notice it acquires that right. */
const REAPING_MS = 60_000;

export class Cluster {
  /** What other processes report of these players has changed. */
  readonly changed = new Signal<[players: Iterable<PlayerId>]>();
  /** A process is dead. What it last reported of these players was true until `at` (epoch ms). */
  readonly died = new Signal<[players: readonly Entry[], at: number]>();
  /** Other processes may have stored players of this one as offline. */
  readonly mayBeStoredOffline = new Signal();
  /** This process knows again where all players of the cluster are. */
  readonly settled = new Signal();
  /** Each tenth of a lease. */
  readonly checked = new Signal();
  readonly #deps: ClusterDeps;
  readonly #lease: OwnLease;
  readonly #publisher: ClusterPublisher;
  readonly #snapshotRequests: SnapshotRequests;
  readonly #every: Every;
  #ends: (() => void)[] = [];
  #isWorking = false;
  /** When the mirror was last found incomplete, monotonic ms; undefined once `settled` was emitted. */
  #partialAt: number | undefined;

  constructor(deps: ClusterDeps) {
    this.#deps = deps;
    this.#every = deps.every ?? everyByTimer;
    this.#lease = deps.lease;
    this.#publisher = new ClusterPublisher(deps);
    this.#snapshotRequests = new SnapshotRequests(deps.clock, (of) =>
      this.#publisher.publish({ type: 'want', process: deps.process, of }),
    );
  }

  /** This process cannot reach the others, as far as it knows. */
  get isCutOff(): boolean {
    return this.#lease.isAway || !this.#deps.bus.isUp;
  }

  /** Players of other processes may be missing here. */
  get isPartial(): boolean {
    return this.isCutOff || this.#deps.membership.hidden > 0;
  }

  /** Other processes can take players and rooms. */
  get hasOthers(): boolean {
    return this.#openOthers().length > 0;
  }

  /** The process for a new room: the one with the fewest players. */
  leastLoaded(): ProcessId {
    const { process, directory } = this.#deps;
    const open = this.#openOthers();
    const candidates = this.#publisher.isOpen || open.length === 0 ? [process, ...open] : open;
    return candidates.reduce((best, one) => (directory.sizeOf(one) < directory.sizeOf(best) ? one : best));
  }

  /** True once all players of processes with leases are known; false after GATHER_MS, or if leases cannot be read. */
  async start(): Promise<boolean> {
    const { bus, process, leaseMs } = this.#deps;
    for (const topic of [DIRECTORY, topicOf(process)]) bus.subscribe(topic, (message) => this.#receive(message));
    bus.onBack(() => {
      this.#publisher.publish({ type: 'want', process });
      // While the bus was down, the others did not hear of this process' players.
      if (this.#publisher.isOpen) this.mayBeStoredOffline.emit();
      this.#lease.renewAtNextKeep();
      this.#checkMembers();
    });
    await this.#keepLease();
    this.#publisher.publish({ type: 'want', process });
    this.#ends = [
      this.#every(BATCH_MS, () => this.#publisher.publishBatch()),
      this.#every(leaseMs / CHECKS_PER_LEASE, () => this.#checkMembers()),
    ];
    return this.#awaitOthers();
  }

  /** Whether this process may be given rooms and players: from when it listens until it drains. */
  setOpen(isOpen: boolean): void {
    this.#publisher.isOpen = isOpen;
    this.#publisher.publishDigest();
  }

  /** After the last player has left: the others are told, and the lease is released. */
  async stop(): Promise<void> {
    for (const end of this.#ends) end();
    this.#publisher.publishBatch();
    this.#publisher.publishDigest(this.#deps.leaveDampingMs);
    await this.#lease.release();
  }

  #openOthers(): ProcessId[] {
    const { membership, clock } = this.#deps;
    const others = membership.others().map((other) => other.process);
    return others.filter((other) => membership.isReachable(other, clock.now()));
  }

  async #awaitOthers(): Promise<boolean> {
    const { clock, membership, directory } = this.#deps;
    for (const until = clock.now() + GATHER_MS; ; ) {
      const leases = await this.#lease.readAll();
      const isEveryProcessKnown = leases && [...leases.keys()].every((process) => membership.knows(process));
      if (isEveryProcessKnown && directory.behind().length === 0) return true;
      if (!leases || clock.now() >= until) return false;
      await (this.#deps.wait ?? waited)(GATHER_LOOK_MS);
    }
  }

  #checkMembers(): void {
    const { membership, directory, clock } = this.#deps;
    membership.tick(clock.now());
    this.#publisher.publishDigest();
    for (const id of membership.departed(clock.now())) this.#removeProcess(id);
    for (const process of membership.hideSilent(clock.now())) {
      this.#deps.log.warn({ process }, 'a process is not heard: its players are hidden');
      this.#emitChanged(directory.hide(process));
    }
    this.#snapshotRequests.ask(directory.behind());
    this.#settle();
    this.checked.emit();
    void this.#work();
  }

  /** Emits `settled` when players of other processes that were missing have been known again for long enough. */
  #settle(): void {
    const { directory, clock, leaseMs } = this.#deps;
    const now = clock.now();
    if (this.isPartial || directory.behind().length > 0) this.#partialAt = now;
    if (this.#partialAt === undefined || now - this.#partialAt < leaseMs * KNOWN_AFTER_LEASES) return;
    this.#partialAt = undefined;
    this.settled.emit();
  }

  /** The part of a look that waits for the leases; one run at a time, however slow they are. */
  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      const { clock, membership } = this.#deps;
      await this.#keepLease();
      for (const id of membership.findDead(await this.#lease.readAll(), clock.now())) await this.#handleDeath(id);
    } catch (error) {
      this.#deps.failed(error, 'cluster');
    } finally {
      this.#isWorking = false;
    }
  }

  async #keepLease(): Promise<void> {
    const { directory, log } = this.#deps;
    const wasAway = this.#lease.isAway;
    await this.#lease.keep();
    if (this.#lease.isAway) {
      if (!wasAway) log.warn({}, 'the leases are away: this process goes on with its own players');
      return;
    }
    if (wasAway) log.warn({}, 'the leases are back');
    const { epoch } = this.#lease;
    if (epoch === undefined || epoch === directory.id.epoch) return;
    const hadLease = this.#publisher.isSpeaking;
    this.#publisher.publish({ type: 'snapshot', ...directory.renew(epoch) });
    if (!hadLease) return;
    log.warn({ epoch }, 'the lease was lost: this process has a new one');
    this.mayBeStoredOffline.emit();
  }

  #receive(raw: unknown): void {
    const message = readClusterMessage(raw);
    if (!message) return;
    const { directory, membership, clock, process } = this.#deps;
    switch (message.type) {
      case 'digest':
        membership.recordMessage(message, message.facts, clock.now());
        directory.noteSeq(message, message.seq);
        break;
      case 'batch':
        membership.recordMessage(message, undefined, clock.now());
        this.changed.emit(directory.applyBatch(message));
        break;
      case 'snapshot':
        membership.recordMessage(message, undefined, clock.now());
        this.changed.emit(directory.applySnapshot(message));
        break;
      case 'want':
        if (message.process !== process && (message.of ?? process) === process) this.#publisher.answer(message.process);
        return;
      case 'lapsed':
        if (message.process === process) this.#lease.renewAtNextKeep();
        else this.#removeProcess(message);
        return;
    }
    this.#snapshotRequests.ask(directory.behind());
  }

  /** This process noticed a death: it tells the others, and one of those that noticed cleans up. */
  async #handleDeath(id: SliceId): Promise<void> {
    const { leases, clock, leaseMs, log, removeListings } = this.#deps;
    this.#publisher.publish({ type: 'lapsed', ...id });
    const gone = this.#removeProcess(id);
    log.warn({ ...id, players: gone.length }, 'a process is dead: its lease lapsed, and it is not heard');
    // If the leases do not answer, it cleans up all the same: twice does no harm.
    const claim = await leases.acquire(`reaped:${id.process}:${id.epoch}`, REAPING_MS).catch(() => 'unknown' as const);
    if (claim === undefined) return;
    // About when it was last heard: what it stored itself is older, and joins elsewhere since then are newer and win.
    this.died.emit(gone, Math.round(clock.wall() - leaseMs + (2 * leaseMs) / CHECKS_PER_LEASE));
    await removeListings(id.process);
  }

  /** Returns what the process had reported of its players. */
  #removeProcess(id: SliceId): readonly Entry[] {
    const gone = this.#deps.directory.expire(id);
    this.#deps.membership.remove(id);
    this.#emitChanged(gone);
    return gone;
  }

  #emitChanged(entries: readonly Entry[]): void {
    this.changed.emit(entries.map(({ id }): PlayerId => id));
  }
}

const waited = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const everyByTimer: Every = (ms, act) => {
  const timer = setInterval(act, ms);
  return () => clearInterval(timer);
};
