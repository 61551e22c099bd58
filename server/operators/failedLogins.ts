/** Counts wrong passwords and tokens of operators by network, and shuts a network out after so many in a minute. */
const FAILURES_MAX = 10;
const WINDOW_MS = 60_000;
/** The oldest is dropped first. */
const NETWORKS_MAX = 10_000;

export class FailedLogins {
  readonly #now: () => number;
  readonly #windows = new Map<string, { count: number; endsAt: number }>();

  /** `now`: monotonic ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  add(network: string): void {
    const open = this.#open(network);
    if (open) {
      open.count += 1;
      return;
    }
    this.#windows.delete(network);
    this.#windows.set(network, { count: 1, endsAt: this.#now() + WINDOW_MS });
    if (this.#windows.size > NETWORKS_MAX) this.#windows.delete(this.#windows.keys().next().value as string);
  }

  /** Seconds until the network may try again; 0: it may. */
  waitS(network: string): number {
    const open = this.#open(network);
    return open && open.count >= FAILURES_MAX ? Math.max(1, Math.ceil((open.endsAt - this.#now()) / 1000)) : 0;
  }

  #open(network: string): { count: number; endsAt: number } | undefined {
    const window = this.#windows.get(network);
    return window && this.#now() < window.endsAt ? window : undefined;
  }
}
