/**
 * How many whispers of strangers reach one player: so many from all of them together. A player who has written to somebody
 * lately is no stranger to them. Pure; `now` is monotonic ms. Footprint: O(1) a whisper, in bounded memory.
 */
import { Recent } from '../admission/Recent.ts';
import { type BucketLimit, fullAfterMs, TokenBucket } from '../admission/tokenBucket.ts';

export const FROM_STRANGERS: BucketLimit = { burst: 6, perMinute: 6 };
const ANSWERED_WITHIN_MS = 3_600_000;

export class StrangerWhispers {
  readonly #buckets = new Recent<TokenBucket, string>(fullAfterMs(FROM_STRANGERS));
  /** When the first of a pair last wrote to the second. */
  readonly #wroteAt = new Recent<number, string>(ANSWERED_WITHIN_MS);

  hasWritten(from: string, to: string, now: number): boolean {
    const at = this.#wroteAt.get(pairOf(from, to));
    return at !== undefined && now - at < ANSWERED_WITHIN_MS;
  }

  /** Whether one more from a stranger may go to the player. */
  isOpen(to: string, now: number): boolean {
    return this.#buckets.get(to)?.has(now) ?? true;
  }

  /** A whisper is on its way, sent at whichever process. */
  sent(from: string, to: string, isStranger: boolean, now: number): void {
    this.#wroteAt.set(pairOf(from, to), now, now);
    if (!isStranger) return;
    const bucket = this.#buckets.get(to) ?? new TokenBucket(FROM_STRANGERS, now);
    bucket.take(now);
    this.#buckets.set(to, bucket, now);
  }
}

const pairOf = (from: string, to: string): string => `${from} ${to}`;
