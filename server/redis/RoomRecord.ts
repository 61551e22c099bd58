/**
 * The listings of all processes' rooms, in Redis: one hash as Colyseus' own driver keeps it, so that its tools can read
 * it. Beside it stands which processes have recorded all of their rooms there: after Redis was emptied, a listing that is
 * missing says nothing as long as its process is missing here. Methods reject while Redis is away.
 */
import { type IRoomCache, initializeRoomCache } from '@colyseus/core';
import type { RedisConnection } from './RedisConnection.ts';

const ROOMS = 'roomcaches';
const RECORDED = 'foyer:recorded';
/** Where a process listens to the others' requests; Colyseus gives the name. */
const PROCESS_CHANNEL = 'p:';

export type RoomRecordRead = {
  listings: IRoomCache[];
  /** Processes that have recorded all of their rooms. */
  recorded: ReadonlySet<string>;
  /** Processes that hear requests. */
  hearing: ReadonlySet<string>;
};

export class RoomRecord {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async read(): Promise<RoomRecordRead> {
    // In this order: what a process had recorded before it said so is then seen.
    const answers = await this.#redis
      .pipeline()
      .hkeys(RECORDED)
      .hvals(ROOMS)
      .pubsub('CHANNELS', `${PROCESS_CHANNEL}*`)
      .exec();
    const [recorded, rooms, channels] = (answers ?? []).map(([error, value]) => {
      if (error) throw error;
      return value as string[];
    });
    return {
      listings: (rooms ?? []).flatMap(parse),
      recorded: new Set(recorded),
      hearing: new Set(channels?.map((channel) => channel.slice(PROCESS_CHANNEL.length))),
    };
  }

  async isSubscribed(processId: string): Promise<boolean> {
    const [, listeners] = await this.#redis.pubsub('NUMSUB', PROCESS_CHANNEL + processId);
    return Number(listeners) > 0;
  }

  async find(roomIds: string[]): Promise<IRoomCache[]> {
    if (roomIds.length === 0) return [];
    const texts = await this.#redis.hmget(ROOMS, ...roomIds);
    return texts.flatMap((text) => (text === null ? [] : parse(text)));
  }

  /** False where another process has a room of that id; then nothing is changed. */
  async add(listing: IRoomCache): Promise<boolean> {
    if ((await this.#redis.hsetnx(ROOMS, listing.roomId, JSON.stringify(listing))) === 1) return true;
    const [there] = await this.find([listing.roomId]);
    return there?.processId === listing.processId;
  }

  async put(listings: readonly IRoomCache[]): Promise<void> {
    if (listings.length === 0) return;
    await this.#redis.hset(ROOMS, new Map(listings.map((listing) => [listing.roomId, JSON.stringify(listing)])));
  }

  async remove(roomIds: readonly string[]): Promise<boolean> {
    return roomIds.length > 0 && (await this.#redis.hdel(ROOMS, ...roomIds)) > 0;
  }

  /** All rooms of the process are recorded. */
  async setRecorded(processId: string): Promise<void> {
    await this.#redis.hset(RECORDED, processId, '1');
  }

  async removeProcess(processId: string): Promise<void> {
    await this.#redis.hdel(RECORDED, processId);
    const { listings } = await this.read();
    await this.remove(listings.filter((room) => room.processId === processId).map((room) => room.roomId));
  }

  async clear(): Promise<void> {
    await this.#redis.del(ROOMS, RECORDED);
  }
}

/** None where it is no listing. */
function parse(text: string): IRoomCache[] {
  try {
    const listing = JSON.parse(text) as Record<string, unknown>;
    if (typeof listing.roomId !== 'string' || typeof listing.processId !== 'string') return [];
    // JSON has no Infinity, which is Colyseus' word for a room without a limit, and no dates.
    const maxClients = typeof listing.maxClients === 'number' ? listing.maxClients : Number.POSITIVE_INFINITY;
    return [initializeRoomCache({ ...listing, maxClients, createdAt: new Date(String(listing.createdAt)) })];
  } catch {
    return [];
  }
}
