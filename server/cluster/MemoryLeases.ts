/** Leases of one process. Their fences are at least the time, so they keep growing over its restarts. */
import type { Clock, Lease, Leases } from '../ports.ts';

type Held = { fence: number; until: number };

export class MemoryLeases implements Leases {
  readonly #held = new Map<string, Held>();
  readonly #clock: Clock;
  #lastFence = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async acquire(name: string, ttlMs: number): Promise<Lease | undefined> {
    if (this.#unexpired(name)) return undefined;
    this.#lastFence = Math.max(this.#lastFence + 1, Math.floor(this.#clock.wall()));
    this.#held.set(name, { fence: this.#lastFence, until: this.#clock.now() + ttlMs });
    return { name, fence: this.#lastFence };
  }

  async renew({ name, fence }: Lease, ttlMs: number): Promise<boolean> {
    const held = this.#unexpired(name);
    if (held?.fence !== fence) return false;
    held.until = this.#clock.now() + ttlMs;
    return true;
  }

  async release({ name, fence }: Lease): Promise<void> {
    if (this.#unexpired(name)?.fence === fence) this.#held.delete(name);
  }

  async list(prefix: string): Promise<Lease[]> {
    return [...this.#held.keys()].flatMap((name) => {
      const held = name.startsWith(prefix) ? this.#unexpired(name) : undefined;
      return held ? [{ name, fence: held.fence }] : [];
    });
  }

  async close(): Promise<void> {}

  /** Deletes it where it lapsed. */
  #unexpired(name: string): Held | undefined {
    const held = this.#held.get(name);
    if (!held || held.until > this.#clock.now()) return held;
    this.#held.delete(name);
    return undefined;
  }
}
