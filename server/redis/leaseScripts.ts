/** What happens to leases inside of Redis. The value of a lease is `<fence>:<attempt that acquired it>`. */
import type { RedisConnection } from './RedisConnection.ts';

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

type LeaseScripts = {
  acquireLease(
    key: string,
    names: string,
    counter: string,
    name: string,
    attempt: string,
    ms: number,
  ): Promise<string | null>;
  renewLease(key: string, fence: number, ms: number): Promise<number>;
  releaseLease(key: string, names: string, fence: number, name: string): Promise<number>;
  listLeases(names: string, keyPrefix: string, prefix: string): Promise<[name: string, fence: string][]>;
};

/** The connection with the scripts as commands; they travel once and are then known by their hash. */
export function leaseScripts(redis: RedisConnection): LeaseScripts {
  redis.defineCommand('acquireLease', { numberOfKeys: 3, lua: ACQUIRE });
  redis.defineCommand('renewLease', { numberOfKeys: 1, lua: RENEW });
  redis.defineCommand('releaseLease', { numberOfKeys: 2, lua: RELEASE });
  redis.defineCommand('listLeases', { numberOfKeys: 1, lua: LIST });
  return redis as unknown as LeaseScripts;
}
