/**
 * Compares which players are stored as online with those who are. Players without a process are put offline: theirs
 * died before it could write. Players who are here but stored as offline are put online: two processes that could not
 * hear each other had stored different facts. Safe for players on their way: a mismatch must be found in two looks in a
 * row, and the written fact is as old as the question, so every fact of a living process is newer.
 * Footprint: one page of ids at a time, at one process of the cluster, the holder of the lease.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PlayerId } from '../../shared/ids.ts';
import { HeldLease } from '../cluster/HeldLease.ts';
import type { PresenceWrite } from '../domain/storage/writeQueue.ts';
import type { Log } from '../log.ts';
import type { Clock, Leases, Players } from '../ports.ts';
import { systemTimers, type Timers } from './WriteBehind.ts';

const LEASE = 'sweep';
const EVERY_MS = 300_000;
/** A dead holder is replaced after one missed turn. */
const LEASE_TTL_MS = 2 * EVERY_MS;
/** Until the second look at a mismatch, and until a look that failed is tried again. */
const AGAIN_MS = 10_000;
/** Ids in one query. */
const PAGE = 2_000;

export type OnlineSweepDeps = {
  players: Players;
  /** Whether any process of the cluster has the player, as far as this one knows. */
  isHere: (id: PlayerId) => boolean;
  /** The players of all processes. */
  present: () => Iterable<PlayerId>;
  /** Whether players of other processes may be missing from both. */
  isPartial: () => boolean;
  put: (write: PresenceWrite, isDoubted: boolean) => void;
  clock: Clock;
  leases: Leases;
  log: Log;
  failed: (error: unknown, where: string) => void;
  timers?: Timers;
};

export class OnlineSweep {
  readonly #deps: OnlineSweepDeps;
  readonly #timers: Timers;
  readonly #lease: HeldLease;
  #timer: unknown;
  #isStopped = false;
  /** In the previous look: stored but not here, and here but not stored. */
  #missing: ReadonlySet<PlayerId> = new Set();
  #unstored: ReadonlySet<PlayerId> = new Set();

  constructor(deps: OnlineSweepDeps) {
    this.#deps = deps;
    this.#timers = deps.timers ?? systemTimers;
    this.#lease = new HeldLease(LEASE, LEASE_TTL_MS, deps);
  }

  /**
   * One look: corrects what is wrong for the second time in a row. `isFinal`: puts offline at the first, as the caller knows
   * that `isHere` is complete. Returns how many were put offline. Rejects while the store is away.
   */
  async run(isFinal = false): Promise<number> {
    const { players, isHere, isPartial, put, clock, log } = this.#deps;
    const missing = new Set<PlayerId>();
    const stored = new Set<PlayerId>();
    const askedAt = clock.wall();
    let isComplete = false;
    let gone = 0;
    for (let after: PlayerId | undefined; !this.#isStopped && !isPartial(); await nextTurn()) {
      // Before the store answers: a player who comes meanwhile has a newer fact.
      const at = clock.wall();
      const ids = await players.online(PAGE, after);
      if (isPartial()) break;
      for (const id of ids) {
        stored.add(id);
        if (isHere(id)) continue;
        if (isFinal || this.#missing.has(id)) {
          put({ id, isOnline: false, lastActiveAt: 0, at }, true);
          gone += 1;
        } else missing.add(id);
      }
      isComplete = ids.length < PAGE;
      if (isComplete) break;
      after = ids.at(-1);
    }
    this.#missing = missing;
    this.#unstored = isComplete ? this.#putOnline(stored, askedAt) : new Set();
    if (gone > 0) log.warn({ players: gone }, 'players were stored as online and are nowhere: they are offline now');
    return gone;
  }

  /** Returns those found for the first time. */
  #putOnline(stored: ReadonlySet<PlayerId>, at: number): Set<PlayerId> {
    const unstored = new Set<PlayerId>();
    for (const id of this.#deps.present()) {
      if (stored.has(id)) continue;
      if (this.#unstored.has(id)) this.#deps.put({ id, isOnline: true, lastActiveAt: 0, at }, true);
      else unstored.add(id);
    }
    return unstored;
  }

  /**
   * Begins with a final look after `firstInMs`, with or without the lease: by then `isHere` must be complete. Goes on every
   * five minutes, sooner after a mismatch or a look that failed.
   */
  start(firstInMs: number): void {
    this.#turnIn(firstInMs, true);
  }

  /** Also ends a look under way, and releases the lease. */
  stop(): void {
    this.#isStopped = true;
    this.#timers.clearTimeout(this.#timer);
    void this.#lease.release();
  }

  #turnIn(ms: number, isFirst: boolean): void {
    this.#timer = this.#timers.setTimeout(() => {
      void this.#turn(isFirst).then((nextInMs) => {
        if (!this.#isStopped) this.#turnIn(nextInMs, false);
      });
    }, ms);
  }

  /** Never rejects; returns when the next one is due. */
  async #turn(isFirst: boolean): Promise<number> {
    // Where the leases cannot be reached, this process may be cut off from the others.
    const isOurs = await this.#lease.renew().catch(() => undefined);
    const isBlind = isOurs === undefined || this.#deps.isPartial();
    if (!isOurs || isBlind) this.#missing = this.#unstored = new Set();
    if (isBlind) return AGAIN_MS;
    try {
      if (isOurs || isFirst) await this.run(isFirst);
      return this.#missing.size + this.#unstored.size > 0 ? AGAIN_MS : EVERY_MS;
    } catch (error) {
      if (!this.#isStopped) this.#deps.failed(error, 'onlineSweep');
      return AGAIN_MS;
    }
  }
}
