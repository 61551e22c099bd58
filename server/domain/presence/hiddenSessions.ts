/** How many connected and held sessions of each shard belong to players who hide: these fill no shard. Pure. */
import type { ShardId } from '../../../shared/ids.ts';
import type { PlayerPresence } from './player.ts';
import { isPublic } from './visibility.ts';

type Count = { live: number; held: number };
const NONE: Readonly<Count> = { live: 0, held: 0 };

export class HiddenSessions {
  readonly #byShard = new Map<ShardId, Count>();

  in(shard: ShardId): Readonly<Count> {
    return this.#byShard.get(shard) ?? NONE;
  }

  /** Call before a change of the player with -1, after it with 1. Costs nothing for a player who does not hide. */
  count(player: PlayerPresence, by: 1 | -1): void {
    if (isPublic(player)) return;
    for (const { state, shard } of player.sessions.values()) {
      if (state === 'leaving') continue;
      const count = this.#byShard.get(shard) ?? { ...NONE };
      count[state] += by;
      if (count.live + count.held === 0) this.#byShard.delete(shard);
      else this.#byShard.set(shard, count);
    }
  }
}
