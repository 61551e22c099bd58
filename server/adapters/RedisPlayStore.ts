/** A hash a kind, shared by all processes. */
import type { PlayStore } from '../ports.ts';
import type { RedisConnection } from './RedisConnection.ts';

const keyOf = (kind: string): string => `foyer:play:${kind}`;

export class RedisPlayStore implements PlayStore {
  readonly #redis: RedisConnection;

  /** `redis` stays its owner's. */
  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async put(kind: string, id: string, value: unknown): Promise<void> {
    await this.#redis.hset(keyOf(kind), id, JSON.stringify(value));
  }

  async remove(kind: string, id: string): Promise<void> {
    await this.#redis.hdel(keyOf(kind), id);
  }

  async all(kind: string): Promise<unknown[]> {
    const texts = await this.#redis.hvals(keyOf(kind));
    return texts.map((text) => JSON.parse(text) as unknown);
  }
}
