/**
 * What players may still send. A budget belongs to the player: all their tabs share it, and neither a new session nor a
 * resume renews it. It is forgotten once it would be full again. Pure; `now` is monotonic ms. Footprint: O(1) a call.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { Recent } from './Recent.ts';
import { type BucketLimit, fullAfterMs, TokenBucket } from './tokenBucket.ts';

export class PlayerBudgets {
  readonly #byKey = new Map<unknown, Recent<TokenBucket>>();

  /** Takes one from the budget that the player has for `key`; false where none is left. */
  take(key: unknown, limit: BucketLimit, player: PlayerId, now: number): boolean {
    const buckets = this.#byKey.get(key) ?? new Recent<TokenBucket>(fullAfterMs(limit));
    this.#byKey.set(key, buckets);
    const bucket = buckets.get(player) ?? new TokenBucket(limit, now);
    buckets.set(player, bucket, now);
    return bucket.take(now);
  }

  get size(): number {
    return [...this.#byKey.values()].reduce((sum, { size }) => sum + size, 0);
  }
}
