/** What connects this process with the others: in memory for a cluster of one, over Redis for more. */
import { LocalDriver, LocalPresence, type MatchMakerDriver, matchMaker, type Presence } from '@colyseus/core';
import type { ProcessId } from '../../shared/ids.ts';
import type { Failed } from '../cluster/Listeners.ts';
import { MemoryBus } from '../cluster/MemoryBus.ts';
import { MemoryLeases } from '../cluster/MemoryLeases.ts';
import type { Log } from '../log.ts';
import type { Bus, Clock, Leases, PlayStore } from '../ports.ts';
import { ListingDriver } from './ListingDriver.ts';
import { RedisBus } from './RedisBus.ts';
import { isRedisAway, RedisConnection } from './RedisConnection.ts';
import { RedisLeases } from './RedisLeases.ts';
import { RedisPlayStore } from './RedisPlayStore.ts';
import { RoomBus } from './RoomBus.ts';
import { RoomRecord } from './RoomRecord.ts';
import { removeListings, Upkeep } from './upkeep.ts';

export type ClusterParts = {
  bus: Bus;
  leases: Leases;
  playStore: PlayStore;
  /** Whether a call of these failed because Redis could not be reached; other failures are bugs. */
  isAway(error: unknown): boolean;
  presence: Presence;
  driver: MatchMakerDriver;
  /** Whether the process still subscribes to its requests, which ends the moment it dies. True where that is unknown. */
  isReachable(process: ProcessId): Promise<boolean>;
  /** Takes the rooms of a dead process out of the matchmaking. Never rejects. */
  removeListings(process: ProcessId): Promise<void>;
  /** Resolves when the others can be reached; rejects where that takes too long. Later they may come and go at any time. */
  opened(): Promise<void>;
  /** Begins to keep the listings right. Call after Colyseus has started. */
  start(): void;
  /** Call after Colyseus has shut down. Does not wait for Redis. */
  close(): Promise<void>;
};

/** `url`: `redis://…` or `rediss://…`. Does not wait for Redis: `opened` does. */
export function openCluster(
  url: string | undefined,
  given: {
    clock: Clock;
    log: Log;
    failed: Failed;
    /** The desk's store where there is no Redis. */
    ownPlayStore: PlayStore;
    /** Whether the process is part of the cluster as seen from here; joins go to no others. */
    isReachable: (process: ProcessId) => boolean;
  },
): ClusterParts {
  const { clock, log, failed, ownPlayStore, isReachable } = given;
  if (url === undefined) return ofOneProcess(clock, failed, ownPlayStore);
  const redis = new RedisConnection(url);
  redis.on('down', (reason: string) => log.warn({ reason }, 'Redis is away: this process goes on with its own rooms'));
  redis.on('up', () => log.info('Redis is there'));
  const bus = new RedisBus(redis, failed);
  // A connection of their own: a renewal must not wait behind a snapshot of thousands of players.
  const renewals = new RedisConnection(url);
  const leases = new RedisLeases(renewals);
  const presence = new RoomBus(redis, failed);
  const record = new RoomRecord(redis);
  const driver = new ListingDriver({
    record,
    processId: () => matchMaker.processId,
    isReachable: (process) => isReachable(process as ProcessId),
    isSettled: () => presence.isSettled,
    doubted: (process) => void matchMaker.healthCheckProcessId(process),
    now: clock.now,
  });
  const upkeep = new Upkeep({ driver, record, leases, log, failed, clock });
  return {
    bus,
    leases,
    playStore: new RedisPlayStore(redis),
    isAway: isRedisAway,
    presence,
    driver,
    isReachable: (process) => record.isSubscribed(process).catch(() => true),
    removeListings: (process) => removeListings(driver, process),
    opened: () => redis.opened(),
    start: () => {
      upkeep.start();
      // Redis may have been emptied: the sooner the rooms are listed again, the better.
      redis.on('up', () => void upkeep.removeGone());
    },
    close: async () => {
      upkeep.stop();
      await bus.close();
      presence.shutdown();
      renewals.close();
      redis.close();
    },
  };
}

function ofOneProcess(clock: Clock, failed: Failed, playStore: PlayStore): ClusterParts {
  const bus = new MemoryBus(failed);
  return {
    bus,
    leases: new MemoryLeases(clock),
    playStore,
    isAway: () => false,
    presence: new LocalPresence(),
    driver: new LocalDriver(),
    isReachable: async () => true,
    removeListings: async () => {},
    opened: async () => {},
    start: () => {},
    close: () => bus.close(),
  };
}
