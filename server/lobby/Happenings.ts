/**
 * What everybody here is told of matches that ended. The process of the match tells all others, and only of matches in
 * which the list names every player (domain/play/reportedWin.ts): what hidden players do is no news. Footprint: one message of the bus a
 * match; for a few of them in a minute, one encoding a shard.
 */
import { z } from 'zod';
import type { Happened } from '../../shared/socialProtocol.ts';
import { type BucketLimit, TokenBucket } from '../domain/admission/tokenBucket.ts';
import { Streaks } from '../domain/social/streaks.ts';
import { HAPPENED } from '../play/deskMessages.ts';
import type { Bus, Clock } from '../ports.ts';
import type { Lobby } from './Lobby.ts';

/** Of all matches together: more would drown the talk. */
export const TOLD: BucketLimit = { burst: 4, perMinute: 6 };
const KEPT = 20;

const Person = z.object({ id: z.string(), name: z.string() });
const Message = z.object({
  id: z.string(),
  mode: z.string(),
  winners: z.array(Person).min(1),
  losers: z.array(Person).min(1),
  seconds: z.number(),
  atS: z.number(),
});

export type HappeningsDeps = { bus: Bus; clock: Clock; lobby: Lobby };

export class Happenings {
  readonly #deps: HappeningsDeps;
  readonly #streaks = new Streaks();
  readonly #bucket: TokenBucket;
  readonly #noted: (happened: Happened) => void;
  #latest: Happened[] = [];

  /** `noted`: called of each one that is told. */
  constructor(deps: HappeningsDeps, noted: (happened: Happened) => void) {
    this.#deps = deps;
    this.#noted = noted;
    this.#bucket = new TokenBucket(TOLD, deps.clock.now());
    deps.bus.subscribe(HAPPENED, (message) => this.#receive(message));
  }

  /** The oldest first. */
  latest(): readonly Happened[] {
    return this.#latest;
  }

  #receive(message: unknown): void {
    const ended = Message.safeParse(message).data;
    if (!ended) return;
    const now = this.#deps.clock.now();
    const ids = (people: readonly { id: string }[]) => people.map(({ id }) => id);
    const streak = this.#streaks.ended(ended.mode, ids(ended.winners), ids(ended.losers), now);
    if (!this.#bucket.take(now)) return;
    const happened: Happened = { ...ended, ...(streak !== undefined && { streak }) };
    this.#latest = [...this.#latest, happened].slice(-KEPT);
    this.#noted(happened);
    this.#deps.lobby.tellHappened(happened);
  }
}
