/**
 * How many requests one caller may send. Protects the store (a guest is a row), the rooms (a reservation takes a place for 5 s)
 * and the event loop. Must not hinder a school class behind one address, nor 500 bots that join over 30 s.
 */
import { type BucketLimit, TokenBucket } from '../domain/admission/tokenBucket.ts';

export const HTTP_LIMITS = {
  /** Sign-ins and renewals of an address: 500 in 30 s pass (300 + 450). */
  signIn: { burst: 300, perMinute: 900 },
  /** New guests of an address: 2,000 at once, then 2,400 an hour; each is a row in the store. */
  newGuest: { burst: 2_000, perMinute: 40 },
  /** Joins of an address, and of one player: eight tabs that all retry. */
  join: { burst: 300, perMinute: 900 },
  joinOfPlayer: { burst: 16, perMinute: 60 },
  /** Tries to resume: players of a lost process ask every second or two until that is known, and need to join then. */
  resume: { burst: 1_000, perMinute: 6_000 },
  /** A player's browsers that subscribe to notifications: at each start, and with each change of quiet hours. */
  subscribe: { burst: 30, perMinute: 20 },
  /** Reads of an address. */
  read: { burst: 600, perMinute: 2_400 },
  /** WebSocket upgrades of an address. */
  upgrade: { burst: 600, perMinute: 1_800 },
} as const satisfies Record<string, BucketLimit>;
export type LimitKind = keyof typeof HTTP_LIMITS;

/** WebSockets of one network at a time: 500 players in a lobby and a match, or a school. */
export const SOCKETS_PER_NETWORK = 1_000;
/** Connections of any kind: a browser opens six for a page, and keeps them for seconds. A fifth of what a process takes. */
export const CONNECTIONS_PER_NETWORK = 4_000;

/** Buckets of each kind, of about 100 bytes each. The least recently used one is dropped first. */
const KEYS_MAX = 50_000;

export class Limits {
  readonly #now: () => number;
  readonly #isOn: boolean;
  readonly #buckets = new Map<LimitKind, Map<string, TokenBucket>>();

  /** `now`: monotonic ms. Off: everything passes. */
  constructor(now: () => number, isOn: boolean) {
    this.#now = now;
    this.#isOn = isOn;
  }

  /** Takes one; seconds to wait where there is none left, else 0. */
  take(kind: LimitKind, key: string): number {
    if (!this.#isOn) return 0;
    const limit = HTTP_LIMITS[kind];
    const buckets = this.#buckets.get(kind) ?? new Map<string, TokenBucket>();
    this.#buckets.set(kind, buckets);
    const bucket = buckets.get(key) ?? new TokenBucket(limit, this.#now());
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > KEYS_MAX) buckets.delete(buckets.keys().next().value as string);
    return bucket.take(this.#now()) ? 0 : Math.max(1, Math.ceil(60 / limit.perMinute));
  }
}
