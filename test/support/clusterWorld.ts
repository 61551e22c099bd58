/**
 * Several processes in one, each with its lobby and its cluster connection, without rooms. They share one bus and one
 * record of leases, which any of them may lose. Time moves by hand. For stories: `a.join('ada')`, `await
 * world.pass(1_000)`.
 */

import { Cluster } from '../../server/cluster/Cluster.ts';
import { type Hub, MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { MemoryLeases } from '../../server/cluster/MemoryLeases.ts';
import { OwnLease } from '../../server/cluster/OwnLease.ts';
import { Directory } from '../../server/domain/cluster/directory.ts';
import { Membership } from '../../server/domain/cluster/membership.ts';
import type { Profile } from '../../server/domain/presence/player.ts';
import { latestOf, type PresenceWrite, WriteQueue } from '../../server/domain/storage/writeQueue.ts';
import { Lobby } from '../../server/lobby/Lobby.ts';
import { Shards } from '../../server/lobby/Shards.ts';
import { Metrics } from '../../server/metrics.ts';
import type { Lease, Leases } from '../../server/ports.ts';
import { asPlayerId, asProcessId, asSessionId, asShardId, type PlayerId, type ProcessId } from '../../shared/ids.ts';
import { STORE_EVERY_MS } from '../../shared/limits.ts';
import type { Pushes, PushType } from '../../shared/pushes.ts';
import { CutBus } from './CutBus.ts';
import { settled } from './fakeTime.ts';
import { TIMING } from './presenceWorld.ts';
import { TestClock } from './testClock.ts';

export const LEASE_MS = 1_000;
/** Players do not go idle by themselves. */
const CALM = { ...TIMING, heartbeatMs: 1_000_000, idleAfterMs: 1_000_000 };
const STEP_MS = 50;

class CutLeases implements Leases {
  isUp = true;
  readonly #leases: Leases;

  constructor(leases: Leases) {
    this.#leases = leases;
  }

  acquire = (name: string, ttlMs: number) => this.#ask(() => this.#leases.acquire(name, ttlMs));
  renew = (lease: Lease, ttlMs: number) => this.#ask(() => this.#leases.renew(lease, ttlMs));
  release = (lease: Lease) => this.#ask(() => this.#leases.release(lease));
  list = (prefix: string) => this.#ask(() => this.#leases.list(prefix));
  close = () => this.#leases.close();

  async #ask<T>(act: () => Promise<T>): Promise<T> {
    if (!this.isUp) throw new Error('the leases are away');
    return act();
  }
}

export class WorldProcess {
  readonly id: ProcessId;
  readonly lobby: Lobby;
  readonly cluster: Cluster;
  readonly lease: OwnLease;
  readonly bus: CutBus;
  readonly leases: CutLeases;
  readonly writes: PresenceWrite[] = [];
  readonly pushes: { type: PushType; payload: unknown }[] = [];
  readonly closed: string[] = [];
  readonly removed: ProcessId[] = [];
  readonly errors: unknown[] = [];
  isRunning = true;
  readonly #world: ClusterWorld;
  readonly #metrics = new Metrics();
  readonly #queue = new WriteQueue(STORE_EVERY_MS);
  #waits: { dueAt: number; resolve: () => void }[] = [];
  #acts: { everyMs: number; dueAt: number; act: () => void }[] = [];

  constructor(name: string, world: ClusterWorld, leases: MemoryLeases) {
    const { clock, hub } = world;
    this.#world = world;
    this.id = asProcessId(name);
    const failed = (error: unknown) => this.errors.push(error);
    this.bus = new CutBus(new MemoryBus(failed, hub));
    this.leases = new CutLeases(leases);
    const directory = new Directory({ process: this.id, epoch: 0 });
    const membership = new Membership(this.id, LEASE_MS, clock.now());
    this.lease = new OwnLease(this.id, LEASE_MS, { leases: this.leases, clock });
    const shards = new Shards();
    this.cluster = new Cluster({
      process: this.id,
      directory,
      membership,
      bus: this.bus,
      leases: this.leases,
      lease: this.lease,
      clock,
      leaseMs: LEASE_MS,
      leaveDampingMs: TIMING.leaveDampingMs,
      shards: () => shards.count,
      removeListings: async (process) => void this.removed.push(process),
      log: { warn() {} } as never,
      failed,
      wait: (ms) => new Promise((resolve) => void this.#waits.push({ dueAt: clock.now() + ms, resolve })),
      every: (everyMs, act) => {
        const one = { everyMs, dueAt: clock.now() + everyMs, act };
        this.#acts.push(one);
        return () => {
          this.#acts = this.#acts.filter((other) => other !== one);
        };
      },
    });
    this.lobby = new Lobby({
      timing: CALM,
      shards,
      clock,
      metrics: this.#metrics,
      directory,
      isPartial: () => this.cluster.isPartial,
      others: () => membership.others().map(({ facts }) => facts),
      store: (write, isDoubted) => {
        this.writes.push(write);
        this.#queue.put(write, isDoubted);
        this.#writeDue();
      },
      failed,
    });
    this.lobby.follow(this.cluster);
    this.lobby.openShard({
      shardId: this.shard,
      isShown: true,
      putRow() {},
      removeRow() {},
      push: <Type extends PushType>(_: unknown, type: Type, payload: Pushes[Type]) =>
        void this.pushes.push({ type, payload }),
      pushFrame() {},
      endSession: (session, why) => void this.closed.push(`${session} ${why}`),
      announce() {},
      pushChat() {},
      tell() {},
    });
    this.#metrics.stop();
  }

  get shard() {
    return asShardId(`shard-${this.id}`);
  }

  /** By default the player's only session here. */
  join(player: string, profile: Partial<Profile> = {}, session = `${player}@${this.id}`): void {
    const choice = {
      name: player,
      visibility: 'everyone',
      rating: 0,
      emblem: 0,
      chosenStatus: 'online',
      chosenAt: 0,
      mutedUntil: 0,
    } as const;
    const full = { id: asPlayerId(player), ...choice, ...profile };
    this.lobby.localPlayers.join(full, asSessionId(session), this.shard);
  }

  leave = (player: string): void => this.lobby.localPlayers.leave(asSessionId(`${player}@${this.id}`));
  drop = (player: string): boolean => this.lobby.localPlayers.drop(asSessionId(`${player}@${this.id}`));
  remove = (player: string): void => this.lobby.localPlayers.remove(asSessionId(`${player}@${this.id}`), 'kicked');
  beat = (player: string, active = true): void =>
    this.lobby.localPlayers.heartbeat(asSessionId(`${player}@${this.id}`), active, 0);

  /** As `name status`, in roster order. */
  list = (): string[] => this.lobby.page({ limit: 100 }).players.map(({ name, status }) => `${name} ${status}`);

  /** Whether this process' writes alone leave the player online. */
  stored = (player: string): boolean | undefined => this.writes.findLast(({ id }) => id === player)?.isOnline;

  /** Loses bus and leases silently. */
  cut(): void {
    this.bus.isUp = this.leases.isUp = false;
  }
  mend(): void {
    this.leases.isUp = true;
    this.bus.mend();
  }

  kill(): void {
    this.isRunning = false;
    this.bus.isUp = false;
  }

  freeze(): void {
    this.isRunning = false;
    this.bus.hold();
  }
  thaw(): void {
    this.isRunning = true;
    this.act();
    this.bus.letGo();
  }

  /** As a shutdown does: everybody leaves, and the process announces its end. */
  async end(): Promise<void> {
    this.cluster.setOpen(false);
    this.lobby.stop();
    await this.cluster.stop();
    this.isRunning = false;
  }

  act(): void {
    if (!this.isRunning) return;
    const due = this.#waits.filter(({ dueAt }) => dueAt <= this.#world.clock.now());
    this.#waits = this.#waits.filter((wait) => !due.includes(wait));
    for (const { resolve } of due) resolve();
    for (const one of this.#acts) {
      if (one.dueAt > this.#world.clock.now()) continue;
      one.dueAt = this.#world.clock.now() + one.everyMs;
      one.act();
    }
    this.lobby.localPlayers.sweep();
    this.#writeDue();
  }

  #writeDue(): void {
    for (const write of this.#queue.take(this.#world.clock.now(), Number.POSITIVE_INFINITY)) this.#world.store(write);
  }
}

export class ClusterWorld {
  readonly clock = new TestClock();
  readonly hub: Hub = new Set();
  readonly leases = new MemoryLeases(this.clock);
  readonly processes: WorldProcess[] = [];
  /** The store's content once every write that is due has arrived. */
  readonly stored = new Map<PlayerId, PresenceWrite>();

  store(write: PresenceWrite): void {
    this.stored.set(write.id, latestOf(this.stored.get(write.id), write));
  }

  async start(name: string): Promise<WorldProcess> {
    const process = new WorldProcess(name, this, this.leases);
    this.processes.push(process);
    let isStarted = false;
    const starting = process.cluster.start().then(() => {
      isStarted = true;
    });
    while (!isStarted) await this.pass(STEP_MS);
    await starting;
    process.cluster.setOpen(true);
    await this.pass(STEP_MS);
    return process;
  }

  /** Lets time pass and delivers every message. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      this.clock.advance(Math.min(STEP_MS, left));
      for (const process of this.processes) process.act();
      for (let turn = 0; turn < 6; turn++) await settled();
    }
  }
}
