/**
 * Ends the sessions of players who are banned and are here all the same: the order did not reach this process. Looks every
 * BANS_EVERY_MS, and where words may have been lost.
 *
 * Footprint: one query of the ids of all players of the process at each look.
 */
import type { PlayerId } from '../../shared/ids.ts';
import type { Bus, Players } from '../ports.ts';

const BANS_EVERY_MS = 30_000;

export type BanWatchDeps = {
  players: Players;
  bus: Pick<Bus, 'onBack'>;
  /** Everybody at this process. */
  here: () => readonly PlayerId[];
  end: (id: PlayerId) => void;
  failed: (error: unknown, where: string) => void;
};

export class BanWatch {
  readonly #deps: BanWatchDeps;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(deps: BanWatchDeps) {
    this.#deps = deps;
    deps.bus.onBack(() => void this.look());
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), BANS_EVERY_MS).unref();
  }

  stop(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
  }

  /** Never rejects. */
  async look(): Promise<void> {
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
