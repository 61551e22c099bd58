/** Scripts that run inside of Redis, so that nothing comes between looking and changing. */
import type { RedisConnection } from './RedisConnection.ts';

/** The script as a function of its keys and then its arguments. It travels once and is then known by its hash. */
export function script<Reply>(redis: RedisConnection, name: string, numberOfKeys: number, lua: string) {
  redis.defineCommand(name, { numberOfKeys, lua });
  const commands = redis as unknown as Record<string, (...args: unknown[]) => Promise<Reply>>;
  return (...args: (string | number | string[])[]): Promise<Reply> =>
    (commands[name] as (...args: unknown[]) => Promise<Reply>).apply(redis, args);
}
