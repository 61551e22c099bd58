/** A hash a kind, shared by all processes, and the fence under which it is written. */
import type { KeptValue, PlayStore } from '../ports.ts';
import { playScripts } from './playScripts.ts';
import type { RedisConnection } from './RedisConnection.ts';

const CLAIM = 'foyer:desk:fence';
const KINDS = 'foyer:desk:kinds';
const PREFIX = 'foyer:play:';
const keyOf = (kind: string): string => `${PREFIX}${kind}`;

export class RedisPlayStore implements PlayStore {
  readonly #redis: RedisConnection;
  readonly #scripts: ReturnType<typeof playScripts>;

  /** `redis` stays its owner's. */
  constructor(redis: RedisConnection) {
    this.#redis = redis;
    this.#scripts = playScripts(redis);
  }

  async fence(): Promise<number | undefined> {
    const fence = await this.#redis.get(CLAIM);
    return fence === null ? undefined : Number(fence);
  }

  async claim(fence: number): Promise<boolean> {
    return (await this.#scripts.claimPlay(CLAIM, fence)) === 1;
  }

  async replace(fence: number, values: readonly KeptValue[]): Promise<boolean> {
    const flat = values.flatMap(({ kind, id, value }) => [kind, id, JSON.stringify(value)]);
    return (await this.#scripts.replacePlay(CLAIM, KINDS, fence, PREFIX, flat)) === 1;
  }

  async put(fence: number, kind: string, id: string, value: unknown): Promise<boolean> {
    return (await this.#scripts.putPlay(CLAIM, KINDS, keyOf(kind), fence, kind, id, JSON.stringify(value))) === 1;
  }

  async remove(fence: number, kind: string, id: string): Promise<boolean> {
    return (await this.#scripts.removePlay(CLAIM, keyOf(kind), fence, id)) === 1;
  }

  async all(kind: string): Promise<unknown[]> {
    const texts = await this.#redis.hvals(keyOf(kind));
    return texts.map((text) => JSON.parse(text) as unknown);
  }
}
