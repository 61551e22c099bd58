/**
 * Which presence is to be stored, and when: each player's last value, at once after a rest of `everyMs` since the last
 * one. A change of `isOnline` does not wait, nor does a value that another process may have stored differently: players
 * leave seconds after their last session at the soonest, which bounds how often that is.
 * Putting is O(1); taking costs what is taken and what ends its rest. Players with nothing to store are forgotten after
 * their rest. A batch that could not be stored is given back; values put meanwhile are newer.
 */
import type { PlayerId } from '../../../shared/ids.ts';

/** `at`: when `isOnline` was true: the latest fact counts, not the latest write. Stored in epoch ms; any clock here. */
export type PresenceWrite = {
  readonly id: PlayerId;
  readonly isOnline: boolean;
  readonly lastActiveAt: number;
  readonly at: number;
  /** The last activity that everybody, or friends, could see. */
  readonly publicAt?: number;
  readonly friendsAt?: number;
};

/** `isOnline`: as taken. `next`: put while the player rests. */
type Rest = { sinceAt: number; isOnline: boolean; next: PresenceWrite | undefined };

export class WriteQueue {
  readonly #everyMs: number;
  /** Due now, the longest waiting first. */
  readonly #ready = new Map<PlayerId, PresenceWrite>();
  /** Taken less than `everyMs` ago, oldest first. No player is in both maps. */
  readonly #resting = new Map<PlayerId, Rest>();
  #restingWithNext = 0;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  get pending(): number {
    return this.#ready.size + this.#restingWithNext;
  }

  get remembered(): number {
    return this.#ready.size + this.#resting.size;
  }

  isPending(id: PlayerId): boolean {
    return this.#ready.has(id) || this.#resting.get(id)?.next !== undefined;
  }

  /** `isDoubted`: another process may have stored something else since this one wrote the player. */
  put(write: PresenceWrite, isDoubted = false): void {
    const rest = this.#resting.get(write.id);
    if (!rest) {
      this.#ready.set(write.id, latestOf(this.#ready.get(write.id), write));
      return;
    }
    if (!rest.next) this.#restingWithNext += 1;
    rest.next = latestOf(rest.next, write);
    if (isDoubted || rest.next.isOnline !== rest.isOnline) this.#endRest(write.id, rest);
  }

  /** Takes up to `max` that are due at `now`, which never decreases; their rest begins. */
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
    for (const { id, isOnline } of batch) {
      this.#ready.delete(id);
      this.#resting.set(id, { sinceAt: now, isOnline, next: undefined });
    }
    return batch;
  }

  /** Nothing of the batch was stored: it is due again, behind the others, so that it does not block them. */
  requeue(batch: readonly PresenceWrite[]): void {
    for (const write of batch) {
      const rest = this.#resting.get(write.id);
      if (rest) this.#endRest(write.id, rest);
      const next = this.#ready.get(write.id);
      this.#ready.set(write.id, next ? latestOf(write, next) : write);
    }
  }

  /** Ends every rest, so that all that is pending is due. Walks the resting players. */
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
 * No fact arrives this late, since a process that may have been declared dead writes nothing. A stored fact from
 * further ahead came from a clock that has been corrected since.
 */
export const CLOCK_JUMP_MS = 900_000;

/** The later fact decides `isOnline`, `next` where both have the same time. No activity moves back. */
export function latestOf(known: PresenceWrite | undefined, next: PresenceWrite): PresenceWrite {
  if (!known) return next;
  const fact = known.at > next.at && known.at - next.at <= CLOCK_JUMP_MS ? known : next;
  const publicAt = laterOf(known.publicAt, next.publicAt);
  const friendsAt = laterOf(known.friendsAt, next.friendsAt);
  return {
    ...fact,
    lastActiveAt: Math.max(known.lastActiveAt, next.lastActiveAt),
    ...(publicAt !== undefined && { publicAt }),
    ...(friendsAt !== undefined && { friendsAt }),
  };
}

const laterOf = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
