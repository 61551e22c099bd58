/**
 * Leases in Redis: an expiring key each, with the value `<fence>:<attempt that acquired it>`, and a counter of fences.
 */
import { randomUUID } from 'node:crypto';
import type { Lease, Leases } from '../ports.ts';
import type { RedisConnection } from './RedisConnection.ts';
import { script } from './script.ts';

const NAMES = 'foyer:leases';
const FENCE = 'foyer:leases:fence';
const KEY_PREFIX = 'foyer:lease:';
const keyOf = (name: string): string => `${KEY_PREFIX}${name}`;

/** Fences are numbers above 10^12, which Lua would write with an exponent. */
const FENCE_OF = `
  local function fence_of(value) return value and string.match(value, '^(%d+):') end`;

/**
 * Keys: the lease, the names, the counter. Arguments: name, attempt, ms. The same attempt a second time gets what the
 * first one got. The counter is no lower than the time, so that fences grow although Redis was emptied.
 */
const ACQUIRE = `${FENCE_OF}
  local held = redis.call('GET', KEYS[1])
  if held then
    if string.sub(held, -#ARGV[2]) ~= ARGV[2] then return false end
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return fence_of(held)
  end
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local last = tonumber(redis.call('GET', KEYS[3]) or '0')
  local fence = string.format('%.0f', math.max(last + 1, now))
  redis.call('SET', KEYS[3], fence)
  redis.call('SADD', KEYS[2], ARGV[1])
  redis.call('SET', KEYS[1], fence .. ':' .. ARGV[2], 'NX', 'PX', ARGV[3])
  return fence`;

/** Key: the lease. Arguments: fence, ms. */
const RENEW = `${FENCE_OF}
  if fence_of(redis.call('GET', KEYS[1])) ~= ARGV[1] then return 0 end
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

/** Keys: the lease, the names. Arguments: fence, name. */
const RELEASE = `${FENCE_OF}
  if fence_of(redis.call('GET', KEYS[1])) ~= ARGV[1] then return 0 end
  redis.call('SREM', KEYS[2], ARGV[2])
  return redis.call('DEL', KEYS[1])`;

/** Key: the names. Arguments: what the keys of leases begin with, and the names. Those that lapsed are forgotten. */
const LIST = `${FENCE_OF}
  local leases = {}
  for _, name in ipairs(redis.call('SMEMBERS', KEYS[1])) do
    if string.sub(name, 1, #ARGV[2]) == ARGV[2] then
      local fence = fence_of(redis.call('GET', ARGV[1] .. name))
      if fence then table.insert(leases, { name, fence }) else redis.call('SREM', KEYS[1], name) end
    end
  end
  return leases`;

export class RedisLeases implements Leases {
  readonly #scripts: ReturnType<typeof scriptsOf>;
  /** Of those whose acquisition got no answer: it may have happened all the same, and the next try then finds it. */
  readonly #unanswered = new Map<string, string>();

  /** `redis` stays its owner's: `close()` leaves it open. */
  constructor(redis: RedisConnection) {
    this.#scripts = scriptsOf(redis);
  }

  async acquire(name: string, ttlMs: number): Promise<Lease | undefined> {
    const attempt = this.#unanswered.get(name) ?? randomUUID();
    this.#unanswered.delete(name);
    try {
      const fence = await this.#scripts.acquire(keyOf(name), NAMES, FENCE, name, attempt, ttlMs);
      return fence === null ? undefined : { name, fence: Number(fence) };
    } catch (error) {
      this.#unanswered.set(name, attempt);
      throw error;
    }
  }

  async renew({ name, fence }: Lease, ttlMs: number): Promise<boolean> {
    return (await this.#scripts.renew(keyOf(name), fence, ttlMs)) === 1;
  }

  async release({ name, fence }: Lease): Promise<void> {
    await this.#scripts.release(keyOf(name), NAMES, fence, name);
  }

  async list(prefix: string): Promise<Lease[]> {
    const leases = await this.#scripts.list(NAMES, KEY_PREFIX, prefix);
    return leases.map(([name, fence]) => ({ name, fence: Number(fence) }));
  }

  async close(): Promise<void> {}
}

const scriptsOf = (redis: RedisConnection) => ({
  acquire: script<string | null>(redis, 'acquireLease', 3, ACQUIRE),
  renew: script<number>(redis, 'renewLease', 1, RENEW),
  release: script<number>(redis, 'releaseLease', 2, RELEASE),
  list: script<[name: string, fence: string][]>(redis, 'listLeases', 1, LIST),
});
