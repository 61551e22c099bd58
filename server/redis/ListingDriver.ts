/**
 * The matchmaking's listings in a cluster. The own rooms are read from this process' memory, so joins and resumes here
 * go on while Redis is away; Redis adds the others' rooms. A write that fails is no error: `keep()` puts right whatever
 * is missing, stale or left over in Redis. A join by conditions is offered no room of a process that is unreachable or
 * does not hear; a look-up by id and a query (the monitor's) see every room. No method rejects.
 */
import { type IRoomCache, LocalDriver, type MatchMakerDriver, type SortOptions } from '@colyseus/core';
import type { RoomRecord, RoomRecordRead } from './RoomRecord.ts';
import { RoomsElsewhere } from './RoomsElsewhere.ts';

type ListingContext = {
  record: RoomRecord;
  /** Of this process; known only once Colyseus has begun. */
  processId: () => string;
  isReachable: (processId: string) => boolean;
  /** Since Redis came back all processes had time to: those that do not hear now are gone. */
  isSettled: () => boolean;
  /** Called with a process that did not hear twice: it may be dead. */
  doubted: (processId: string) => void;
  /** Monotonic ms. */
  now: () => number;
};

type Conditions = Partial<IRoomCache>;
type Known = { rooms: IRoomCache[]; hearing: ReadonlySet<string> };

/** A process that does not hear is looked at once more: its connection may have been cut and be back in a moment. */
const SECOND_LOOK_MS = 100;
const NOBODY: RoomRecordRead = { listings: [], recorded: new Set(), hearing: new Set() };

export class ListingDriver implements MatchMakerDriver {
  readonly #deps: ListingContext;
  readonly #own = new LocalDriver();
  /** Rooms whose ids are being asked for: nobody's yet, so that keeping must neither write nor remove them. */
  readonly #asked = new Set<string>();
  readonly #elsewhere = new RoomsElsewhere();
  /** Reads at the same time are one. */
  #reading: Promise<RoomRecordRead | undefined> | undefined;

  constructor(deps: ListingContext) {
    this.#deps = deps;
  }

  async has(roomId: string): Promise<boolean> {
    return (await this.#find(roomId)) !== undefined;
  }

  async query(conditions: Conditions, sortOptions?: SortOptions): Promise<IRoomCache[]> {
    return chosen((await this.#known()).rooms, conditions, sortOptions);
  }

  async findOne(conditions: Conditions, sortOptions?: SortOptions): Promise<IRoomCache> {
    const room =
      conditions.roomId === undefined ? await this.#open(conditions, sortOptions) : await this.#find(conditions.roomId);
    // Colyseus' type has no word for "there is none", its callers do.
    return room as IRoomCache;
  }

  /** Only what is recorded: Colyseus asks this to find out what is missing. */
  async findByIds(roomIds: string[]): Promise<Map<string, IRoomCache>> {
    const { record } = this.#deps;
    const found = await record
      .find(roomIds)
      .catch(() => this.#own.rooms.filter((room) => roomIds.includes(room.roomId)));
    return new Map(found.map((room) => [room.roomId, room]));
  }

  /** False where another process has a room of that id. While Redis is away, any process that asks gets it. */
  async insert(room: IRoomCache): Promise<boolean> {
    const { roomId } = room;
    this.#asked.add(roomId);
    try {
      const isAdded = await this.#deps.record.add(room).catch(() => true);
      if (isAdded) await this.#own.insert(room);
      return isAdded;
    } finally {
      this.#asked.delete(roomId);
    }
  }

  async update(room: IRoomCache, operations: Parameters<MatchMakerDriver['update']>[1]): Promise<boolean> {
    this.#own.update(room, operations);
    return this.#put(room);
  }

  async persist(room: IRoomCache): Promise<boolean> {
    if (!room.roomId) return false;
    await this.#own.insert(room);
    return this.#put(room);
  }

  async remove(roomId: string): Promise<boolean> {
    const wasHere = this.#own.remove(roomId);
    return (await this.#deps.record.remove([roomId]).catch(() => false)) || wasHere;
  }

  /** Of a process that is gone, or of this one when it goes. */
  async cleanup(processId: string): Promise<void> {
    if (processId === this.#deps.processId()) this.#own.clear();
    this.#elsewhere.forget(processId);
    await this.#deps.record.removeProcess(processId).catch(() => {});
  }

  /** Makes the record agree with the rooms that are here. Resolves with the processes in it; undefined while Redis is away. */
  async keep(): Promise<Set<string> | undefined> {
    const read = await this.#read();
    if (!read) return undefined;
    const { record, processId, now } = this.#deps;
    const own = processId();
    // Noted without a join, too: should Redis be emptied or go now, this is what is known of the others' rooms.
    this.#elsewhere.update(read, own, now());
    const recorded = new Map(read.listings.map((room) => [room.roomId, room]));
    const isHere = (roomId: string) => this.#own.has(roomId) || this.#asked.has(roomId);
    const left = read.listings.filter(({ roomId, processId }) => processId === own && !isHere(roomId));
    const wrong = this.#own.rooms.filter((room) => JSON.stringify(room) !== JSON.stringify(recorded.get(room.roomId)));
    try {
      await Promise.all([record.put(wrong), record.remove(left.map((room) => room.roomId))]);
      await record.setRecorded(own);
    } catch {
      // The next time.
    }
    return new Set([...read.recorded, ...read.listings.map((room) => room.processId)]);
  }

  /** Test suites of Colyseus call it. */
  async clear(): Promise<void> {
    this.#own.clear();
    await this.#deps.record.clear().catch(() => {});
  }

  /** The connection is its maker's to close. */
  shutdown(): void {}

  async #put(room: IRoomCache): Promise<boolean> {
    // A room that is just closing is not written back.
    if (!this.#own.has(room.roomId)) return false;
    // Nobody waits for it: a join must not take as long as Redis hangs.
    this.#deps.record.put([room]).catch(() => {});
    return true;
  }

  async #find(roomId: string): Promise<IRoomCache | undefined> {
    const own = await this.#own.findOne({ roomId });
    if (own) return own;
    const [found] = await this.#deps.record.find([roomId]).catch(() => []);
    if (found) return found;
    // While Redis is away they are as last read; where it was only emptied, as far as they are still believed in.
    await this.#known();
    return this.#elsewhere.find(roomId);
  }

  /** The first room that meets the conditions and can be entered. */
  async #open(conditions: Conditions, sortOptions?: SortOptions): Promise<IRoomCache | undefined> {
    const { processId, isReachable, isSettled, doubted } = this.#deps;
    const isOwn = (room: IRoomCache) => room.processId === processId();
    const candidates = ({ rooms }: Known) =>
      chosen(rooms, conditions, sortOptions).filter((room) => isOwn(room) || isReachable(room.processId));
    const known = await this.#known();
    const [first] = candidates(known);
    if (!first || isOwn(first) || known.hearing.has(first.processId) || !isSettled()) return first;
    await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
    const again = await this.#known();
    if (!again.hearing.has(first.processId)) doubted(first.processId);
    return candidates(again).find((room) => isOwn(room) || again.hearing.has(room.processId));
  }

  async #known(): Promise<Known> {
    const read = await this.#read();
    if (!read) return { rooms: [...this.#own.rooms], hearing: NOBODY.hearing };
    const { processId, now } = this.#deps;
    const elsewhere = this.#elsewhere.update(read, processId(), now());
    return { rooms: [...this.#own.rooms, ...elsewhere], hearing: read.hearing };
  }

  /** Undefined while Redis is away. */
  #read(): Promise<RoomRecordRead | undefined> {
    this.#reading ??= this.#deps.record
      .read()
      .catch(() => undefined)
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }
}

/** Those that meet the conditions, sorted, by Colyseus' own rules. */
function chosen(rooms: IRoomCache[], conditions: Conditions, sortOptions?: SortOptions): IRoomCache[] {
  const driver = new LocalDriver();
  driver.rooms = rooms;
  return driver.query(conditions, sortOptions);
}
