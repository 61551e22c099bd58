/**
 * How often players called off a match without declining it: by losing their connection, or by changing their party. Both
 * happen innocently, so a few cost nothing; but both are also ways to dodge. Pure; times in unix ms.
 */
import type { PlayerId } from '../../../shared/ids.ts';

/** So many cost nothing. */
export const FREE_DROPS = 2;
/** All are forgotten after so long without another one. */
export const DROPS_FORGOTTEN_AFTER_MS = 86_400_000;

export type StoredDrops = { readonly player: PlayerId; readonly count: number; readonly lastAt: number };

export class Drops {
  /** In the order of the latest drop. */
  readonly #drops = new Map<PlayerId, StoredDrops>();

  /** `stored`: in any order. */
  restore(stored: readonly StoredDrops[]): void {
    for (const drops of stored.toSorted((a, b) => a.lastAt - b.lastAt)) this.#drops.set(drops.player, drops);
  }

  stored(): StoredDrops[] {
    return [...this.#drops.values()];
  }

  of(player: PlayerId): StoredDrops | undefined {
    return this.#drops.get(player);
  }

  /** Returns the value to store. */
  add(player: PlayerId, now: number): StoredDrops {
    const known = this.#drops.get(player);
    const before = known && now - known.lastAt < DROPS_FORGOTTEN_AFTER_MS ? known.count : 0;
    const drops = { player, count: Math.min(before, FREE_DROPS) + 1, lastAt: now };
    this.#drops.delete(player);
    this.#drops.set(player, drops);
    return drops;
  }

  /** Removes the players whose drops no longer count, and returns them. */
  forget(now: number): PlayerId[] {
    const forgotten: PlayerId[] = [];
    for (const [player, { lastAt }] of this.#drops) {
      if (now - lastAt < DROPS_FORGOTTEN_AFTER_MS) break;
      this.#drops.delete(player);
      forgotten.push(player);
    }
    return forgotten;
  }
}

export const isFree = ({ count }: StoredDrops): boolean => count <= FREE_DROPS;
