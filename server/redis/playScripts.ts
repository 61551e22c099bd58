/**
 * What happens to the desk's store inside of Redis: each change looks at the claim first, in one script, so that nothing
 * comes between. Fences are compared as texts where they must be equal.
 */
import type { RedisConnection } from './RedisConnection.ts';

/** Key: the claim. Argument: fence. */
const CLAIM = `
  if tonumber(redis.call('GET', KEYS[1]) or '0') > tonumber(ARGV[1]) then return 0 end
  redis.call('SET', KEYS[1], ARGV[1])
  return 1`;

/** Keys: the claim, the kinds. Arguments: fence, what the keys of kinds begin with, and kind, id, text of each value. */
const REPLACE = `
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
const PUT = `
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('SADD', KEYS[2], ARGV[2])
  redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
  return 1`;

/** Keys: the claim, the values of the kind. Arguments: fence, id. */
const REMOVE = `
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('HDEL', KEYS[2], ARGV[2])
  return 1`;

type PlayScripts = {
  claimPlay(claim: string, fence: number): Promise<number>;
  /** `values`: flat. As one argument, for there may be more than a call takes. */
  replacePlay(claim: string, kinds: string, fence: number, prefix: string, values: string[]): Promise<number>;
  putPlay(
    claim: string,
    kinds: string,
    values: string,
    fence: number,
    kind: string,
    id: string,
    text: string,
  ): Promise<number>;
  removePlay(claim: string, values: string, fence: number, id: string): Promise<number>;
};

/** The connection with the scripts as commands; they travel once and are then known by their hash. */
export function playScripts(redis: RedisConnection): PlayScripts {
  redis.defineCommand('claimPlay', { numberOfKeys: 1, lua: CLAIM });
  redis.defineCommand('replacePlay', { numberOfKeys: 2, lua: REPLACE });
  redis.defineCommand('putPlay', { numberOfKeys: 3, lua: PUT });
  redis.defineCommand('removePlay', { numberOfKeys: 2, lua: REMOVE });
  return redis as unknown as PlayScripts;
}
