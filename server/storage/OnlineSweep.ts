/**
 * The periodic sweep of what is stored against who is there, through the write-behind: players whom no process knows any
 * more, for their process died before it could write, are put offline; players who are there and stored as offline, for two
 * processes that could not hear each other told different facts, are put online.
 *
 * Safe against whoever is just on their way: it must be found in two looks in a row, and the fact that is written is as old
 * as the question, so that every fact of a living process is newer. Footprint: a page of ids at a time, turn by
 * turn; one process of the cluster, the holder of the lease.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PlayerId } from '../../shared/ids.ts';
import type { Log } from '../log.ts';
import type { Clock, Lease, Leases, PresenceWrite, Store } from '../ports.ts';
import { systemTimers, type Timers } from './WriteBehind.ts';

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
  /** All whom any process has. */
  players: () => Iterable<PlayerId>;
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
  /** Who was stored and not here in the look before, and who was here and not stored. */
  #missing: ReadonlySet<PlayerId> = new Set();
  #unstored: ReadonlySet<PlayerId> = new Set();

  constructor(deps: OnlineSweepDeps) {
    this.#deps = deps;
    this.#timers = deps.timers ?? systemTimers;
  }

  /**
   * One look: puts right what is wrong for the second time in a row, or, where it `isFinal`, who is missing at all: the
   * caller knows that `isHere` is complete. Returns how many were put offline. Rejects while the store is away.
   */
  async run(isFinal = false): Promise<number> {
    const { store, isHere, isPartial, put, clock, log } = this.#deps;
    const missing = new Set<PlayerId>();
    const stored = new Set<PlayerId>();
    const askedAt = clock.wall();
    let isComplete = false;
    let gone = 0;
    for (let after: PlayerId | undefined; !this.#isStopped && !isPartial(); await nextTurn()) {
      // Before the store answers: whoever comes meanwhile has a newer fact.
      const at = clock.wall();
      const ids = await store.onlinePlayers(PAGE, after);
      if (isPartial()) break;
      for (const id of ids) {
        stored.add(id);
        if (isHere(id)) continue;
        if (isFinal || this.#missing.has(id)) {
          put({ id, isOnline: false, lastActiveAt: 0, at });
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

  /** Gives those of whom it is found for the first time. */
  #putOnline(stored: ReadonlySet<PlayerId>, at: number): Set<PlayerId> {
    const unstored = new Set<PlayerId>();
    for (const id of this.#deps.players()) {
      if (stored.has(id)) continue;
      if (this.#unstored.has(id)) this.#deps.put({ id, isOnline: true, lastActiveAt: 0, at });
      else unstored.add(id);
    }
    return unstored;
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

  async #holdLease(): Promise<boolean> {
    const { leases } = this.#deps;
    if (this.#lease && (await leases.renew(this.#lease, LEASE_TTL_MS))) return true;
    this.#lease = await leases.acquire(LEASE, LEASE_TTL_MS);
    return this.#lease !== undefined;
  }
}
