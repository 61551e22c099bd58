/**
 * This process among the others: keeps its lease, tells what its players do, mirrors what the others tell, and notices who
 * is gone. The rules are those of domain/cluster/directory.ts and domain/cluster/membership.ts; here are the timers and the messages. With
 * the memory adapters it is a cluster of one.
 *
 * Footprint: one message each 100 ms in which something changed, a sign of life each tenth of a lease; a snapshot of its
 * own players for each process that asks.
 */
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import type { Directory } from '../domain/cluster/directory.ts';
import type { Membership } from '../domain/cluster/membership.ts';
import type { Entry, SliceId } from '../domain/cluster/slice.ts';
import type { Lobby } from '../lobby/Lobby.ts';
import type { Log } from '../log.ts';
import type { Bus, Clock, Leases } from '../ports.ts';
import { type ClusterMessage, DIRECTORY, readClusterMessage, topicOf } from './clusterMessages.ts';
import { OwnLease } from './OwnLease.ts';
import { SnapshotRequests } from './snapshotRequests.ts';

export type ClusterDeps = {
  process: ProcessId;
  directory: Directory;
  membership: Membership;
  bus: Bus;
  leases: Leases;
  clock: Clock;
  leaseMs: number;
  /** How long players of a process that ended in order are shown as they were. */
  leaveDampingMs: number;
  lobby: Pick<Lobby, 'changedElsewhere' | 'storeGone' | 'localPlayers' | 'shardCount'>;
  /** Takes the rooms of a dead process out of the matchmaking. */
  removeListings: (process: ProcessId) => Promise<void>;
  log: Pick<Log, 'warn'>;
  failed: (error: unknown, where: string) => void;
  /** Time, for tests. */
  every?: Every;
  wait?: (ms: number) => Promise<void>;
};

/** Acts each `ms`; returns what ends it. */
export type Every = (ms: number, act: () => void) => () => void;

/** What changed is told together for so long: a status is elsewhere in well under a second. */
const BATCH_MS = 100;
/** Signs of life in the time of a lease; the leases are looked at as often. */
const LOOKS_A_LEASE = 10;
/** How long a start waits for the other processes' players. */
const GATHER_MS = 2_000;
const GATHER_LOOK_MS = 20;
/** Three signs of life of each: who can be heard was heard since, and what they say of their players is here. */
const KNOWN_AFTER_LEASES = 0.3;
/** One process deals with a death; should it die of that, the others have long looked again. */
const REAPING_MS = 60_000;

export class Cluster {
  readonly #deps: ClusterDeps;
  readonly #lease: OwnLease;
  readonly #wants: SnapshotRequests;
  readonly #every: Every;
  #ends: (() => void)[] = [];
  #isOpen = false;
  #isWorking = false;
  /** When it was last not known who is where, monotonic ms; undefined where all is done that this asks for. */
  #partialAt: number | undefined;

  constructor(deps: ClusterDeps) {
    this.#deps = deps;
    this.#every = deps.every ?? everyByTimer;
    this.#lease = new OwnLease(deps.process, deps.leaseMs, deps);
    this.#wants = new SnapshotRequests(deps.clock, (of) => this.#publish({ type: 'want', process: deps.process, of }));
  }

  /** What connects this process with the others is away, as far as it knows. */
  get isCutOff(): boolean {
    return this.#lease.isAway || !this.#deps.bus.isUp;
  }

  /** Players of other processes may be missing here. */
  get isPartial(): boolean {
    return this.isCutOff || this.#deps.membership.hidden > 0;
  }

  /** False while this process may have been declared dead and does not know. */
  mayWrite(): boolean {
    return this.#lease.mayWrite();
  }

  /** Other processes can take players and rooms. */
  get hasOthers(): boolean {
    return this.#openOthers().length > 0;
  }

  /** The process that has least to do, for a new room. */
  leastLoaded(): ProcessId {
    const { process, directory } = this.#deps;
    const open = this.#openOthers();
    const candidates = this.#isOpen || open.length === 0 ? [process, ...open] : open;
    return candidates.reduce((best, one) => (directory.sizeOf(one) < directory.sizeOf(best) ? one : best));
  }

  /** Resolves true when the players of all processes that hold a lease are known; false after GATHER_MS. */
  async start(): Promise<boolean> {
    const { bus, process, leaseMs } = this.#deps;
    for (const topic of [DIRECTORY, topicOf(process)]) bus.subscribe(topic, (message) => this.#heard(message));
    bus.onBack(() => {
      this.#publish({ type: 'want', process });
      // The others may have stored the contrary while they did not hear of our players.
      if (this.#isOpen) this.#deps.lobby.localPlayers.storeAll();
      this.#lease.doubt();
      this.#look();
    });
    await this.#keepLease();
    this.#publish({ type: 'want', process });
    this.#ends = [this.#every(BATCH_MS, () => this.#flush()), this.#every(leaseMs / LOOKS_A_LEASE, () => this.#look())];
    return this.#gather();
  }

  /** Whether this process may be given rooms and players: from when it listens until it drains. */
  setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#sayDigest();
  }

  /** After the last player has left here: tells so and gives up the lease. */
  async stop(): Promise<void> {
    for (const end of this.#ends) end();
    this.#flush();
    this.#sayDigest(this.#deps.leaveDampingMs);
    await this.#lease.release();
  }

  #openOthers(): ProcessId[] {
    const { membership, clock } = this.#deps;
    const others = membership.others().map((other) => other.process);
    return others.filter((other) => membership.isReachable(other, clock.now()));
  }

  async #gather(): Promise<boolean> {
    const { clock, membership, directory } = this.#deps;
    for (const until = clock.now() + GATHER_MS; ; ) {
      const leases = await this.#lease.readAll();
      const isHeard = leases && [...leases.keys()].every((process) => membership.knows(process));
      if (isHeard && directory.behind().length === 0) return true;
      if (!leases || clock.now() >= until) return false;
      await (this.#deps.wait ?? waited)(GATHER_LOOK_MS);
    }
  }

  #look(): void {
    const { membership, directory, clock } = this.#deps;
    membership.tick(clock.now());
    this.#sayDigest();
    for (const id of membership.departed(clock.now())) this.#bury(id);
    for (const process of membership.silent(clock.now())) {
      this.#deps.log.warn({ process }, 'a process is not heard: its players are hidden');
      this.#showWithout(directory.hide(process));
    }
    this.#wants.ask(directory.behind());
    this.#settle();
    void this.#work();
  }

  /** Who left while it was not known who is where: it is now. */
  #settle(): void {
    const { directory, clock, leaseMs, lobby } = this.#deps;
    const now = clock.now();
    if (this.isPartial || directory.behind().length > 0) this.#partialAt = now;
    if (this.#partialAt === undefined || now - this.#partialAt < leaseMs * KNOWN_AFTER_LEASES) return;
    this.#partialAt = undefined;
    lobby.localPlayers.storeLeft();
  }

  /** What waits for the leases: one at a time, however slow they are. */
  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      const { clock, membership } = this.#deps;
      await this.#keepLease();
      for (const id of membership.judge(await this.#lease.readAll(), clock.now())) await this.#noticed(id);
    } catch (error) {
      this.#deps.failed(error, 'cluster');
    } finally {
      this.#isWorking = false;
    }
  }

  async #keepLease(): Promise<void> {
    const { directory, lobby, log } = this.#deps;
    const wasAway = this.#lease.isAway;
    await this.#lease.keep();
    if (this.#lease.isAway) {
      if (!wasAway) log.warn({}, 'the leases are away: this process goes on with its own players');
      return;
    }
    if (wasAway) log.warn({}, 'the leases are back');
    const { epoch } = this.#lease;
    if (epoch === undefined || epoch === directory.id.epoch) return;
    const hadOne = this.#isSpeaking;
    this.#publish({ type: 'snapshot', ...directory.renew(epoch) });
    if (!hadOne) return;
    log.warn({ epoch }, 'the lease was lost: this process has a new one');
    lobby.localPlayers.storeAll();
  }

  #heard(raw: unknown): void {
    const message = readClusterMessage(raw);
    if (!message) return;
    const { directory, membership, clock, lobby, process } = this.#deps;
    switch (message.type) {
      case 'digest':
        membership.heard(message, message.facts, clock.now());
        directory.hear(message, message.seq);
        break;
      case 'batch':
        membership.heard(message, undefined, clock.now());
        lobby.changedElsewhere(directory.applyBatch(message));
        break;
      case 'snapshot':
        membership.heard(message, undefined, clock.now());
        lobby.changedElsewhere(directory.applySnapshot(message));
        break;
      case 'want':
        if (message.process !== process && (message.of ?? process) === process) this.#answer(message.process);
        return;
      case 'lapsed':
        if (message.process === process) this.#lease.doubt();
        else this.#bury(message);
        return;
    }
    this.#wants.ask(directory.behind());
  }

  /** A digest first: who has just come does not know this process yet. */
  #answer(process: ProcessId): void {
    if (!this.#isSpeaking) return;
    this.#flush();
    this.#sayDigest();
    this.#passOn(process);
    this.#publish({ type: 'snapshot', ...this.#deps.directory.snapshot() }, topicOf(process));
  }

  /** What those said last who have ended in order: nobody else can tell it, and their players are on their way. */
  #passOn(process: ProcessId): void {
    const { directory, membership, clock } = this.#deps;
    for (const { facts, ...id } of membership.leaving(clock.now())) {
      const snapshot = directory.snapshotOf(id.process);
      if (!snapshot || snapshot.epoch !== id.epoch) continue;
      this.#publish({ type: 'digest', ...id, seq: snapshot.seq, facts }, topicOf(process));
      this.#publish({ type: 'snapshot', ...snapshot }, topicOf(process));
    }
  }

  /** This process noticed a death: the others are told, and one of those who noticed does what is to be done once. */
  async #noticed(id: SliceId): Promise<void> {
    const { leases, lobby, clock, leaseMs, log, removeListings } = this.#deps;
    this.#publish({ type: 'lapsed', ...id });
    const gone = this.#bury(id);
    log.warn({ ...id, players: gone.length }, 'a process is dead: its lease lapsed, and it is not heard');
    const claim = await leases.acquire(`reaped:${id.process}:${id.epoch}`, REAPING_MS).catch(() => 'unknown' as const);
    if (claim === undefined) return;
    // The time of its last signs of life: who has joined elsewhere since then is newer, and what it stored is older.
    lobby.storeGone(gone, Math.round(clock.wall() - leaseMs + (2 * leaseMs) / LOOKS_A_LEASE));
    await removeListings(id.process);
  }

  /** Gives what the process had said of its players. */
  #bury(id: SliceId): readonly Entry[] {
    const gone = this.#deps.directory.expire(id);
    this.#deps.membership.remove(id);
    this.#showWithout(gone);
    return gone;
  }

  #showWithout(entries: readonly Entry[]): void {
    this.#deps.lobby.changedElsewhere(entries.map(({ id }): PlayerId => id));
  }

  #flush(): void {
    if (!this.#isSpeaking) return;
    const batch = this.#deps.directory.takeBatch();
    if (batch) this.#publish({ type: 'batch', ...batch });
  }

  #sayDigest(leavesInMs?: number): void {
    const { directory, lobby } = this.#deps;
    if (!this.#isSpeaking) return;
    const facts = { shards: lobby.shardCount, isOpen: this.#isOpen, ...(leavesInMs !== undefined && { leavesInMs }) };
    this.#publish({ type: 'digest', ...directory.id, seq: directory.told, facts });
  }

  /** Before its first lease a process has no epoch to speak under. */
  get #isSpeaking(): boolean {
    return this.#deps.directory.id.epoch > 0;
  }

  #publish(message: ClusterMessage, topic = DIRECTORY): void {
    this.#deps.bus.publish(topic, message);
  }
}

const waited = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const everyByTimer: Every = (ms, act) => {
  const timer = setInterval(act, ms);
  return () => clearInterval(timer);
};
