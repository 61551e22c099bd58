/**
 * Ends sessions of banned players where the order did not arrive, and forgets what is over: checks every BANS_EVERY_MS, and when
 * the bus is back. Footprint: each check is a few statements on small tables, and one query with the ids of all players here.
 */
import type { PlayerId } from '../../shared/ids.ts';
import type { Bans, Bus, Clock } from '../ports.ts';

const BANS_EVERY_MS = 30_000;

type Watched = {
  bans: Bans;
  bus: Bus;
  clock: Clock;
  /** All players of this process. */
  here: () => readonly PlayerId[];
  end: (id: PlayerId) => void;
  failed: (error: unknown, where: string) => void;
};

export class BanWatch {
  readonly #deps: Watched;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(deps: Watched) {
    this.#deps = deps;
    // The bus is up before the tables are made.
    deps.bus.onBack(() => {
      if (this.#timer) void this.check();
    });
  }

  start(): void {
    this.#timer = setInterval(() => void this.check(), BANS_EVERY_MS).unref();
  }

  stop(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
  }

  /** Never rejects. */
  async check(): Promise<void> {
    const { bans, clock, here, end, failed } = this.#deps;
    if (this.#isOver) return;
    try {
      await bans.expire(clock.wall());
      const ids = here();
      if (ids.length === 0) return;
      for (const id of await bans.among(ids, clock.wall())) end(id);
    } catch (error) {
      if (!this.#isOver) failed(error, 'banWatch');
    }
  }
}
