/**
 * How many whispers of strangers reach one player: so many from all of them together, and half of that from one. A player who has written to somebody
 * lately is no stranger to them. Pure; `now` is monotonic ms. Footprint: O(1) a whisper, in bounded memory.
 */
import { Recent } from '../admission/Recent.ts';
import { type BucketLimit, fullAfterMs, TokenBucket } from '../admission/tokenBucket.ts';

export const FROM_STRANGERS: BucketLimit = { burst: 6, perMinute: 6 };
/** Of that, the most that one of them has: nobody alone keeps all others away. */
export const FROM_ONE: BucketLimit = { burst: 3, perMinute: 3 };
const ANSWERED_WITHIN_MS = 3_600_000;

export class StrangerWhispers {
  readonly #buckets = new Recent<TokenBucket, string>(fullAfterMs(FROM_STRANGERS));
  readonly #ofPairs = new Recent<TokenBucket, string>(fullAfterMs(FROM_ONE));
  /** When the first of a pair last wrote to the second. */
  readonly #wroteAt = new Recent<number, string>(ANSWERED_WITHIN_MS);

  hasWritten(from: string, to: string, now: number): boolean {
    const at = this.#wroteAt.get(pairOf(from, to));
    return at !== undefined && now - at < ANSWERED_WITHIN_MS;
  }

  /** Whether one more from a stranger may go to the player. */
  isOpen(from: string, to: string, now: number): boolean {
    const buckets = [this.#buckets.get(to), this.#ofPairs.get(pairOf(from, to))];
    return buckets.every((bucket) => bucket?.has(now) ?? true);
  }

  /** A whisper is on its way, sent at whichever process. */
  sent(from: string, to: string, isStranger: boolean, now: number): void {
    this.#wroteAt.set(pairOf(from, to), now, now);
    if (!isStranger) return;
    for (const [buckets, key, limit] of [
      [this.#buckets, to, FROM_STRANGERS],
      [this.#ofPairs, pairOf(from, to), FROM_ONE],
    ] as const) {
      const bucket = buckets.get(key) ?? new TokenBucket(limit, now);
      bucket.take(now);
      buckets.set(key, bucket, now);
    }
  }
}

const pairOf = (from: string, to: string): string => `${from} ${to}`;
