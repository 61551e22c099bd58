/**
 * The other processes' rooms as last read. Where Redis was emptied, theirs are missing until each process has recorded
 * them again, within seconds; until then they are taken as they were, so that nobody opens a second lobby beside them.
 */
import type { IRoomCache } from '@colyseus/core';

/** Longer than it takes a process to notice; one that died meanwhile is then no longer believed in. */
const MISSING_KEPT_MS = 5_000;

type Seen = { listing: IRoomCache; missingSince?: number };

export class RoomsElsewhere {
  #byRoom = new Map<string, Seen>();

  /** What is to be believed after this reading. `now`: monotonic ms. */
  update(
    { listings, recorded }: { listings: readonly IRoomCache[]; recorded: ReadonlySet<string> },
    own: string,
    now: number,
  ): IRoomCache[] {
    const next = new Map<string, Seen>();
    for (const listing of listings) if (listing.processId !== own) next.set(listing.roomId, { listing });
    for (const [roomId, { listing, missingSince = now }] of this.#byRoom) {
      if (next.has(roomId) || recorded.has(listing.processId) || now - missingSince >= MISSING_KEPT_MS) continue;
      next.set(roomId, { listing, missingSince });
    }
    this.#byRoom = next;
    return [...next.values()].map(({ listing }) => listing);
  }

  find(roomId: string): IRoomCache | undefined {
    return this.#byRoom.get(roomId)?.listing;
  }

  forget(processId: string): void {
    for (const [roomId, { listing }] of this.#byRoom) if (listing.processId === processId) this.#byRoom.delete(roomId);
  }
}
