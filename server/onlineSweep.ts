/**
 * The periodic sweep of who is stored as online: players whom no process knows any more, for their process died before
 * it could write, are put offline through the write-behind.
 *
 * Safe against whoever is just on their way: a player must be missing in two looks in a row, and the fact that is written
 * is as old as the question, so that every fact of a living process is newer. Footprint: a page of ids at a time, turn by
 * turn; one process of the cluster, the holder of the lease.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PlayerId } from '../shared/ids.ts';
import type { Log } from './log.ts';
import type { Clock, Lease, Leases, PresenceWrite, Store } from './ports.ts';
import { systemTimers, type Timers } from './writeBehind.ts';

const LEASE = 'sweep';
const EVERY_MS = 300_000;
/** A holder who is gone is followed by another after one turn was missed. */
const LEASE_TTL_MS = 2 * EVERY_MS;
/** When those who were missing are looked for again, and when it tries again to look. */
const AGAIN_MS = 10_000;
/** Ids asked of the store at a time. */
const PAGE = 2_000;

export type OnlineSweepDeps = {
  store: Pick<Store, 'onlinePlayers'>;
  /** Whether any process of the cluster has the player, as far as this one knows. */
  isHere: (id: PlayerId) => boolean;
  /** Whether players of other processes may be missing in that. */
  isPartial: () => boolean;
  put: (write: PresenceWrite) => void;
  clock: Pick<Clock, 'wall'>;
  leases: Pick<Leases, 'acquire' | 'renew' | 'release'>;
  log: Pick<Log, 'warn'>;
  failed: (error: unknown, where: string) => void;
  timers?: Timers;
};

export class OnlineSweep {
  readonly #deps: OnlineSweepDeps;
  readonly #timers: Timers;
  #timer: unknown;
  #isStopped = false;
  #lease: Lease | undefined;
  /** Who was missing in the look before. */
  #missing = new Set<PlayerId>();

  constructor(deps: OnlineSweepDeps) {
    this.#deps = deps;
    this.#timers = deps.timers ?? systemTimers;
  }

  /**
   * One look: puts offline who is missing for the second time in a row, or, where it `isFinal`, who is missing at all:
   * the caller knows that `isHere` is complete. Returns how many. Rejects while the store is away.
   */
  async run(isFinal = false): Promise<number> {
    const { store, isHere, isPartial, put, clock, log } = this.#deps;
    const missing = new Set<PlayerId>();
    let gone = 0;
    for (let after: PlayerId | undefined; !this.#isStopped && !isPartial(); await nextTurn()) {
      // Before the store answers: whoever comes meanwhile has a newer fact.
      const at = clock.wall();
      const ids = await store.onlinePlayers(PAGE, after);
      if (isPartial()) break;
      for (const id of ids) {
        if (isHere(id)) continue;
        if (isFinal || this.#missing.has(id)) {
          put({ id, isOnline: false, lastActiveAt: 0, at });
          gone += 1;
        } else missing.add(id);
      }
      if (ids.length < PAGE) break;
      after = ids.at(-1);
    }
    this.#missing = missing;
    if (gone > 0) log.warn({ players: gone }, 'players were stored as online and are nowhere: they are offline now');
    return gone;
  }

  /**
   * Begins with a final look after `firstInMs`, whoever holds the lease: by then `isHere` must be complete. Goes on every
   * five minutes, sooner where somebody was missing or it could not look.
   */
  start(firstInMs: number): void {
    this.#turnIn(firstInMs, true);
  }

  /** Ends it, also a look under way, and gives the lease back. */
  stop(): void {
    this.#isStopped = true;
    this.#timers.clearTimeout(this.#timer);
    if (this.#lease) this.#deps.leases.release(this.#lease).catch(() => {});
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
    // Leases that are away, as they say themselves, mean that this process may be cut off from the others.
    const isOurs = await this.#holdLease().catch(() => undefined);
    const isBlind = isOurs === undefined || this.#deps.isPartial();
    if (!isOurs || isBlind) this.#missing.clear();
    if (isBlind) return AGAIN_MS;
    try {
      if (isOurs || isFirst) await this.run(isFirst);
      return this.#missing.size > 0 ? AGAIN_MS : EVERY_MS;
    } catch (error) {
      if (!this.#isStopped) this.#deps.failed(error, 'onlineSweep');
      return AGAIN_MS;
    }
  }

  async #holdLease(): Promise<boolean> {
    const { leases } = this.#deps;
    if (this.#lease && (await leases.renew(this.#lease, LEASE_TTL_MS))) return true;
    this.#lease = await leases.acquire(LEASE, LEASE_TTL_MS);
    return this.#lease !== undefined;
  }
}
