/**
 * Leases in Redis: a key each that expires, and one counter for the fences. Each step is one script, so nothing comes
 * between looking and changing.
 */
import { randomUUID } from 'node:crypto';
import type { Lease, Leases } from '../ports.ts';
import { leaseScripts } from './leaseScripts.ts';
import type { RedisConnection } from './RedisConnection.ts';

const NAMES = 'foyer:leases';
const FENCE = 'foyer:leases:fence';
const KEY_PREFIX = 'foyer:lease:';
const keyOf = (name: string): string => `${KEY_PREFIX}${name}`;

export class RedisLeases implements Leases {
  readonly #redis: ReturnType<typeof leaseScripts>;
  /** Of those whose acquisition got no answer: it may have happened all the same, and the next try then finds it. */
  readonly #unanswered = new Map<string, string>();

  /** `redis` stays its owner's: `close()` leaves it open. */
  constructor(redis: RedisConnection) {
    this.#redis = leaseScripts(redis);
  }

  async acquire(name: string, ttlMs: number): Promise<Lease | undefined> {
    const attempt = this.#unanswered.get(name) ?? randomUUID();
    this.#unanswered.delete(name);
    try {
      const fence = await this.#redis.acquireLease(keyOf(name), NAMES, FENCE, name, attempt, ttlMs);
      return fence === null ? undefined : { name, fence: Number(fence) };
    } catch (error) {
      this.#unanswered.set(name, attempt);
      throw error;
    }
  }

  async renew({ name, fence }: Lease, ttlMs: number): Promise<boolean> {
    return (await this.#redis.renewLease(keyOf(name), fence, ttlMs)) === 1;
  }

  async release({ name, fence }: Lease): Promise<void> {
    await this.#redis.releaseLease(keyOf(name), NAMES, fence, name);
  }

  async list(prefix: string): Promise<Lease[]> {
    const leases = await this.#redis.listLeases(NAMES, KEY_PREFIX, prefix);
    return leases.map(([name, fence]) => ({ name, fence: Number(fence) }));
  }

  async close(): Promise<void> {}
}
