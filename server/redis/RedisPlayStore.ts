/** A hash a kind; each change checks the claim first. Fences are compared as texts where they must be equal. */
import type { KeptValue, PlayStore } from '../ports.ts';
import type { RedisConnection } from './RedisConnection.ts';
import { script } from './script.ts';

const CLAIM = 'foyer:desk:fence';
const KINDS = 'foyer:desk:kinds';
const PREFIX = 'foyer:play:';
const keyOf = (kind: string): string => `${PREFIX}${kind}`;

/** Key: the claim. Argument: fence. */
const CLAIM_SCRIPT = `
  if tonumber(redis.call('GET', KEYS[1]) or '0') > tonumber(ARGV[1]) then return 0 end
  redis.call('SET', KEYS[1], ARGV[1])
  return 1`;

/** Keys: the claim, the kinds. Arguments: fence, what the keys of kinds begin with, and kind, id, text of each value. */
const REPLACE_SCRIPT = `
  if tonumber(redis.call('GET', KEYS[1]) or '0') > tonumber(ARGV[1]) then return 0 end
  redis.call('SET', KEYS[1], ARGV[1])
  for _, kind in ipairs(redis.call('SMEMBERS', KEYS[2])) do redis.call('DEL', ARGV[2] .. kind) end
  redis.call('DEL', KEYS[2])
  for at = 3, #ARGV, 3 do
    redis.call('SADD', KEYS[2], ARGV[at])
    redis.call('HSET', ARGV[2] .. ARGV[at], ARGV[at + 1], ARGV[at + 2])
  end
  return 1`;

/** Keys: the claim, the kinds, the values of the kind. Arguments: fence, kind, id, text. */
const PUT_SCRIPT = `
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('SADD', KEYS[2], ARGV[2])
  redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
  return 1`;

/** Keys: the claim, the values of the kind. Arguments: fence, id. */
const REMOVE_SCRIPT = `
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('HDEL', KEYS[2], ARGV[2])
  return 1`;

export class RedisPlayStore implements PlayStore {
  readonly #redis: RedisConnection;
  readonly #scripts: ReturnType<typeof scriptsOf>;

  /** `redis` stays its owner's. */
  constructor(redis: RedisConnection) {
    this.#redis = redis;
    this.#scripts = scriptsOf(redis);
  }

  async fence(): Promise<number | undefined> {
    const fence = await this.#redis.get(CLAIM);
    return fence === null ? undefined : Number(fence);
  }

  async claim(fence: number): Promise<boolean> {
    return (await this.#scripts.claim(CLAIM, fence)) === 1;
  }

  async replace(fence: number, values: readonly KeptValue[]): Promise<boolean> {
    const flat = values.flatMap(({ kind, id, value }) => [kind, id, JSON.stringify(value)]);
    return (await this.#scripts.replace(CLAIM, KINDS, fence, PREFIX, flat)) === 1;
  }

  async put(fence: number, kind: string, id: string, value: unknown): Promise<boolean> {
    return (await this.#scripts.put(CLAIM, KINDS, keyOf(kind), fence, kind, id, JSON.stringify(value))) === 1;
  }

  async remove(fence: number, kind: string, id: string): Promise<boolean> {
    return (await this.#scripts.remove(CLAIM, keyOf(kind), fence, id)) === 1;
  }

  async all(kind: string): Promise<unknown[]> {
    const texts = await this.#redis.hvals(keyOf(kind));
    return texts.map((text) => JSON.parse(text) as unknown);
  }
}

const scriptsOf = (redis: RedisConnection) => ({
  claim: script<number>(redis, 'claimPlay', 1, CLAIM_SCRIPT),
  replace: script<number>(redis, 'replacePlay', 2, REPLACE_SCRIPT),
  put: script<number>(redis, 'putPlay', 3, PUT_SCRIPT),
  remove: script<number>(redis, 'removePlay', 2, REMOVE_SCRIPT),
});
