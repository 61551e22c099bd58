/**
 * Slows down guesses of a secret, by network: after FREE wrong ones in a minute each answer waits, and only so many wait at
 * once. Nobody is shut out: the right secret passes at once, so a guesser behind the operators' own proxy is no obstacle to
 * them. What keeps guesses hopeless is the secret's length.
 */
import { setTimeout as passed } from 'node:timers/promises';
import { Recent } from '../domain/admission/Recent.ts';

const FREE = 10;
const WINDOW_MS = 60_000;
const SLOWED_MS = 1_000;
const WAITING_MAX = 10;

type Window = { count: number; waiting: number; endsAt: number };

export class FailedLogins {
  readonly #now: () => number;
  readonly #windows = new Recent<Window, string>(WINDOW_MS);

  /** `now`: monotonic ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a wrong one. Resolves when its answer may go out: 0, or the seconds to wait where too many answers wait. */
  async add(network: string): Promise<number> {
    const window = this.#windowOf(network);
    window.count += 1;
    if (window.count <= FREE) return 0;
    if (window.waiting >= WAITING_MAX) return Math.max(1, Math.ceil((window.endsAt - this.#now()) / 1000));
    window.waiting += 1;
    await passed(SLOWED_MS);
    window.waiting -= 1;
    return 0;
  }

  #windowOf(network: string): Window {
    const window = this.#windows.get(network) ?? { count: 0, waiting: 0, endsAt: Number.NEGATIVE_INFINITY };
    if (this.#now() < window.endsAt) return window;
    window.count = 0;
    window.endsAt = this.#now() + WINDOW_MS;
    this.#windows.set(network, window, this.#now());
    return window;
  }
}
