/**
 * What of the players' presence is still to be stored, and when: the last value a player, at most one write a player in
 * `everyMs`; a player who was not written for so long is ready at once. Putting is O(1), taking costs what is taken and
 * what ends its rest; players with nothing to store are forgotten when their rest is over.
 *
 * A batch that was taken and could not be stored is given back; what was put meanwhile comes after it.
 */
import type { PlayerId } from '../../../shared/ids.ts';

/** `at`: as of when `isOnline` is so. Times are of one clock, whatever its unit. */
export type PresenceWrite = {
  readonly id: PlayerId;
  readonly isOnline: boolean;
  readonly lastActiveAt: number;
  readonly at: number;
};

/** `next`: put while the player rests. */
type Rest = { sinceAt: number; next: PresenceWrite | undefined };

export class WriteQueue {
  readonly #everyMs: number;
  /** To be stored now, the longest waiting first. */
  readonly #ready = new Map<PlayerId, PresenceWrite>();
  /** Taken less than `everyMs` ago, the oldest first, for a rest always begins now. Nobody is in both. */
  readonly #resting = new Map<PlayerId, Rest>();
  #restingWithNext = 0;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** Players with something to be stored. */
  get pending(): number {
    return this.#ready.size + this.#restingWithNext;
  }

  /** Players remembered in all: the pending ones and those who rest. */
  get remembered(): number {
    return this.#ready.size + this.#resting.size;
  }

  isPending(id: PlayerId): boolean {
    return this.#ready.has(id) || this.#resting.get(id)?.next !== undefined;
  }

  put(write: PresenceWrite): void {
    const rest = this.#resting.get(write.id);
    if (!rest) {
      this.#ready.set(write.id, latestOf(this.#ready.get(write.id), write));
      return;
    }
    if (!rest.next) this.#restingWithNext += 1;
    rest.next = latestOf(rest.next, write);
  }

  /** Takes up to `max` that are due at `now`, which never goes back; their rest begins. */
  take(now: number, max: number): PresenceWrite[] {
    for (const [id, rest] of this.#resting) {
      if (rest.sinceAt + this.#everyMs > now) break;
      this.#endRest(id, rest);
    }
    const batch: PresenceWrite[] = [];
    for (const write of this.#ready.values()) {
      if (batch.length === max) break;
      batch.push(write);
    }
    for (const { id } of batch) {
      this.#ready.delete(id);
      this.#resting.set(id, { sinceAt: now, next: undefined });
    }
    return batch;
  }

  /** Nothing of the batch was stored: it is ready again, behind the others, so that no batch stands in their way. */
  giveBack(batch: readonly PresenceWrite[]): void {
    for (const write of batch) {
      const rest = this.#resting.get(write.id);
      if (rest) this.#endRest(write.id, rest);
      const next = this.#ready.get(write.id);
      this.#ready.set(write.id, next ? latestOf(write, next) : write);
    }
  }

  /** Ends every rest: all that is pending is due, however lately its player was stored. Walks those who rest. */
  hurry(): void {
    for (const [id, rest] of this.#resting) this.#endRest(id, rest);
  }

  #endRest(id: PlayerId, rest: Rest): void {
    this.#resting.delete(id);
    if (!rest.next) return;
    this.#restingWithNext -= 1;
    this.#ready.set(id, rest.next);
  }
}

/**
 * No fact is told so late: whoever may have been declared dead does not tell it at all. What is known from further ahead
 * was told by a clock that has been set right since.
 */
export const CLOCK_JUMP_MS = 900_000;

/**
 * Two words about one player as one: whether they are online is the latest fact's (of two of the same time the `next`
 * one's), and the last activity never moves back.
 */
export function latestOf(known: PresenceWrite | undefined, next: PresenceWrite): PresenceWrite {
  if (!known) return next;
  const fact = known.at > next.at && known.at - next.at <= CLOCK_JUMP_MS ? known : next;
  return { ...fact, lastActiveAt: Math.max(known.lastActiveAt, next.lastActiveAt) };
}
