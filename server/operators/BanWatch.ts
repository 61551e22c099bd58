/**
 * Ends sessions of banned players where the order did not arrive: checks every BANS_EVERY_MS, and when the bus is back.
 * Footprint: each check is one query with the ids of all players of the process.
 */
import type { PlayerId } from '../../shared/ids.ts';
import type { Bus, Players } from '../ports.ts';

const BANS_EVERY_MS = 30_000;

type Watched = {
  players: Players;
  bus: Bus;
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
    deps.bus.onBack(() => void this.check());
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
    const { players, here, end, failed } = this.#deps;
    const ids = here();
    if (this.#isOver || ids.length === 0) return;
    try {
      for (const id of await players.bannedAmong(ids)) end(id);
    } catch (error) {
      if (!this.#isOver) failed(error, 'banWatch');
    }
  }
}
