/**
 * How many whispers of strangers reach one player: so many from all of them together. A player who has written to somebody
 * lately is no stranger to them. Pure; `now` is monotonic ms. Footprint: O(1) a whisper, in bounded memory.
 */
import { type BucketLimit, TokenBucket } from '../admission/tokenBucket.ts';

export const FROM_STRANGERS: BucketLimit = { burst: 6, perMinute: 6 };
const ANSWERED_WITHIN_MS = 3_600_000;
/** The oldest is dropped first. */
const REMEMBERED_MAX = 20_000;

export class StrangerWhispers {
  readonly #buckets = new Map<string, TokenBucket>();
  /** When the first of a pair last wrote to the second. */
  readonly #wroteAt = new Map<string, number>();

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
    remember(this.#wroteAt, pairOf(from, to), now);
    if (!isStranger) return;
    const bucket = this.#buckets.get(to) ?? new TokenBucket(FROM_STRANGERS, now);
    bucket.take(now);
    remember(this.#buckets, to, bucket);
  }
}

const pairOf = (from: string, to: string): string => `${from} ${to}`;

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > REMEMBERED_MAX) map.delete(map.keys().next().value as string);
}
