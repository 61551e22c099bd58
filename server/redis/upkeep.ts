/**
 * Keeps the listings in Redis as the rooms are. Each process puts right its own: Redis may have been emptied, or away when
 * a room opened or closed. And whoever sees listings of a process that nobody is any more takes them out: those who
 * notice a death do so at once, but where all processes died together nobody noticed.
 *
 * Footprint: a reading of all listings and leases each KEEP_EVERY_MS.
 */
import { matchMaker } from '@colyseus/core';
import type { Log } from '../log.ts';
import type { Leases } from '../ports.ts';
import type { ListingDriver } from './ListingDriver.ts';

/** How often a process writes its rooms into the listing anew. */
export const KEEP_EVERY_MS = 3_000;
/** Who was nobody for so long, at every look, is gone: a connection that was cut is back by then. */
const GONE_AFTER_MS = 2_500;

export type UpkeepDeps = {
  driver: Pick<ListingDriver, 'keep' | 'cleanup'>;
  leases: Pick<Leases, 'list'>;
  /** What the leases of processes are called, before their id. */
  leasePrefix: string;
  /** The processes that hear requests. */
  hearing: () => Promise<ReadonlySet<string>>;
  /** Redis could not be reached; what else fails is a bug. */
  isAway: (error: unknown) => boolean;
  log: Pick<Log, 'warn'>;
  failed: (error: unknown, where: string) => void;
  /** Monotonic ms. */
  now: () => number;
};

export class Upkeep {
  readonly #deps: UpkeepDeps;
  /** Who was nobody at the last look, and since when. */
  #nobodies = new Map<string, number>();
  #isLooking = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: UpkeepDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.look(), KEEP_EVERY_MS).unref();
    void this.look();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Never rejects. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      this.#nobodies = await this.#findNobodies();
      for (const [process, since] of this.#nobodies) {
        if (this.#deps.now() - since < GONE_AFTER_MS) continue;
        this.#deps.log.warn({ process }, 'a process is gone: its rooms are no longer listed');
        await removeListings(this.#deps.driver, process);
      }
    } catch (error) {
      // Redis went meanwhile: what was seen proves nothing.
      this.#nobodies.clear();
      if (!this.#deps.isAway(error)) this.#deps.failed(error, 'upkeep');
    } finally {
      this.#isLooking = false;
    }
  }

  /** Processes with rooms, but neither lease nor ear. */
  async #findNobodies(): Promise<Map<string, number>> {
    const { driver, leases, leasePrefix, hearing, now } = this.#deps;
    const known = await driver.keep();
    if (!known) return new Map();
    await matchMaker.stats.persist(true);
    for (const { processId } of await matchMaker.stats.fetchAll()) known.add(processId);
    for (const process of await hearing()) known.delete(process);
    for (const { name } of await leases.list(leasePrefix)) known.delete(name.slice(leasePrefix.length));
    known.delete(matchMaker.processId);
    return new Map([...known].map((process) => [process, this.#nobodies.get(process) ?? now()]));
  }
}

/** No rooms of the process are offered any more, and it is given none. */
export async function removeListings(driver: Pick<ListingDriver, 'cleanup'>, process: string): Promise<void> {
  await matchMaker.stats.excludeProcess(process);
  await driver.cleanup(process);
}
