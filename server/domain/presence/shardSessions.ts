/** How many sessions each shard has, and how many of players who hide: those fill no shard. Pure. */
import type { ShardId } from '../../../shared/ids.ts';
import type { PlayerPresence } from './player.ts';
import { isPublic } from './visibility.ts';

/** `all`: in whichever state. */
type Count = { all: number; hiddenLive: number; hiddenHeld: number };

export class ShardSessions {
  readonly #byShard = new Map<ShardId, Count>();

  allIn(shard: ShardId): number {
    return this.#byShard.get(shard)?.all ?? 0;
  }

  hiddenIn(shard: ShardId): { live: number; held: number } {
    const { hiddenLive: live = 0, hiddenHeld: held = 0 } = this.#byShard.get(shard) ?? {};
    return { live, held };
  }

  /** Call before a change of the player with -1, after it with 1. */
  count(player: PlayerPresence, by: 1 | -1): void {
    const isHidden = !isPublic(player);
    for (const { state, shard } of player.sessions.values()) {
      if (shard === null) continue;
      const count = this.#byShard.get(shard) ?? { all: 0, hiddenLive: 0, hiddenHeld: 0 };
      count.all += by;
      if (isHidden && state === 'live') count.hiddenLive += by;
      if (isHidden && state === 'held') count.hiddenHeld += by;
      if (count.all === 0) this.#byShard.delete(shard);
      else this.#byShard.set(shard, count);
    }
  }
}
