/**
 * Keeps the listings in Redis right. Each process writes its own: Redis may have been emptied, or away when a room
 * opened or closed. Those of dead processes are removed, also where all died together and nobody noticed.
 * Footprint: a reading of all listings and leases each KEEP_EVERY_MS.
 */
import { matchMaker } from '@colyseus/core';
import type { Failed } from '../cluster/Listeners.ts';
import type { Log } from '../log.ts';
import type { Clock, Leases } from '../ports.ts';
import type { ListingDriver } from './ListingDriver.ts';
import { isRedisAway } from './RedisConnection.ts';
import type { RoomRecord } from './RoomRecord.ts';

/** How often a process writes its rooms into the listing anew. */
export const KEEP_EVERY_MS = 3_000;
/** A process that is missing at every look for so long is gone: a connection that was cut is back by then. */
const GONE_AFTER_MS = 2_500;
/** What the leases of processes are called, before their id. */
const LEASE_PREFIX = 'process:';

type Kept = { driver: ListingDriver; record: RoomRecord; leases: Leases; log: Log; failed: Failed; clock: Clock };

export class Upkeep {
  readonly #deps: Kept;
  /** The processes that were missing at the last look, and since when. */
  #missing = new Map<string, number>();
  #isRemoving = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: Kept) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.removeGone(), KEEP_EVERY_MS).unref();
    void this.removeGone();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Never rejects. */
  async removeGone(): Promise<void> {
    if (this.#isRemoving) return;
    this.#isRemoving = true;
    try {
      this.#missing = await this.#findMissing();
      for (const [process, since] of this.#missing) {
        if (this.#deps.clock.now() - since < GONE_AFTER_MS) continue;
        this.#deps.log.warn({ process }, 'a process is gone: its rooms are no longer listed');
        await removeListings(this.#deps.driver, process);
      }
    } catch (error) {
      // Redis went meanwhile: what was seen proves nothing.
      this.#missing.clear();
      if (!isRedisAway(error)) this.#deps.failed(error, 'upkeep');
    } finally {
      this.#isRemoving = false;
    }
  }

  /** Processes with rooms that have no lease and hear no requests. */
  async #findMissing(): Promise<Map<string, number>> {
    const { driver, leases, record, clock } = this.#deps;
    const known = await driver.keep();
    if (!known) return new Map();
    await matchMaker.stats.persist(true);
    for (const { processId } of await matchMaker.stats.fetchAll()) known.add(processId);
    for (const process of (await record.read()).hearing) known.delete(process);
    for (const { name } of await leases.list(LEASE_PREFIX)) known.delete(name.slice(LEASE_PREFIX.length));
    known.delete(matchMaker.processId);
    return new Map([...known].map((process) => [process, this.#missing.get(process) ?? clock.now()]));
  }
}

/** No rooms of the process are offered any more, and it is given none. */
export async function removeListings(driver: ListingDriver, process: string): Promise<void> {
  await matchMaker.stats.excludeProcess(process);
  await driver.cleanup(process);
}
