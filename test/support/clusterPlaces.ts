/** The backends of the contract suites of bus and leases: memory and a real Redis. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Redis, startRedis } from '../../scripts/services/redis.ts';
import { type Hub, MemoryBus } from '../../server/cluster/MemoryBus.ts';
import { MemoryLeases } from '../../server/cluster/MemoryLeases.ts';
import type { Bus, Leases, PlayStore } from '../../server/ports.ts';
import { RedisBus } from '../../server/redis/RedisBus.ts';
import { RedisConnection } from '../../server/redis/RedisConnection.ts';
import { RedisLeases } from '../../server/redis/RedisLeases.ts';
import { RedisPlayStore } from '../../server/redis/RedisPlayStore.ts';
import { eventually } from './eventually.ts';
import { TestClock } from './testClock.ts';

export type Told = { error: unknown; where: string };

export type ClusterPlace = {
  /** A bus of another process; its errors go to `told`. */
  bus(): Promise<{ bus: Bus; told: Told[] }>;
  leases(): Promise<Leases>;
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
};

export type ClusterPlaceKind<Place = ClusterPlace> = {
  name: string;
  start(): Promise<void>;
  fresh(): Promise<Place>;
  stop(): Promise<void>;
};

export function memoryPlaces(): ClusterPlaceKind {
  const fresh = async (): Promise<ClusterPlace> => {
    const clock = new TestClock();
    const hub: Hub = new Set();
    const leases = new MemoryLeases(clock);
    return {
      bus: async () => {
        const told: Told[] = [];
        return { bus: new MemoryBus((error, where) => told.push({ error, where }), hub), told };
      },
      leases: async () => leases,
      pass: async (ms) => clock.advance(ms),
      close: async () => hub.clear(),
    };
  };
  return { name: 'memory', start: async () => {}, fresh, stop: async () => {} };
}

type RedisPlace = ClusterPlace & { playStore(): Promise<PlayStore> };

export function redisPlaces(): ClusterPlaceKind<RedisPlace> {
  let redis: Redis;
  const fresh = async (): Promise<RedisPlace> => {
    await redis.flush();
    const opened: { close(): unknown }[] = [];
    const connection = async () => {
      const made = new RedisConnection(redis.url);
      opened.push(made);
      await eventually(() => made.isUp);
      return made;
    };
    return {
      bus: async () => {
        const told: Told[] = [];
        const bus = new RedisBus(await connection(), (error, where) => told.push({ error, where }));
        opened.push(bus);
        await eventually(() => bus.isUp);
        return { bus, told };
      },
      leases: async () => new RedisLeases(await connection()),
      playStore: async () => new RedisPlayStore(await connection()),
      // Real time: Redis has no clock of ours.
      pass: (ms) => sleep(ms),
      close: async () => {
        for (const made of opened.reverse()) await made.close();
      },
    };
  };
  return {
    name: 'Redis',
    start: async () => {
      redis = await startRedis();
    },
    fresh,
    stop: () => redis.stop(),
  };
}
