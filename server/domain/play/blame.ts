/** Penalties and drops: the price of matches that came to nothing, and how long players may not queue. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Effects } from './deskEffects.ts';
import { Drops, isFree, type StoredDrops } from './drops.ts';
import { Penalties, type StoredPenalty } from './penalties.ts';

/** For operators. `blockedMs`: how long the player may not queue. */
export type BlameFacts = {
  penalties: number;
  lastPenaltyAtS: number | null;
  blockedMs: number;
  drops: number;
  lastDropAtS: number | null;
};

export class Blame {
  readonly #effects: Effects;
  readonly #penalties = new Penalties();
  readonly #drops = new Drops();

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  restore(penalties: readonly StoredPenalty[], drops: readonly StoredDrops[]): void {
    this.#penalties.restore(penalties);
    this.#drops.restore(drops);
  }

  stored(): { penalties: StoredPenalty[]; drops: StoredDrops[] } {
    return { penalties: this.#penalties.stored(), drops: this.#drops.stored() };
  }

  /** How long the player may not queue from `now`; 0: they may. */
  blockedMs(player: PlayerId, now: number): number {
    return this.#penalties.blockedMs(player, now);
  }

  /** Null where nothing is held against them. */
  factsOf(player: PlayerId, now: number): BlameFacts | null {
    const offences = this.#penalties.of(player);
    const drops = this.#drops.of(player);
    if (!offences && !drops) return null;
    return {
      penalties: offences?.count ?? 0,
      lastPenaltyAtS: offences ? Math.floor(offences.lastAt / 1000) : null,
      blockedMs: this.blockedMs(player, now),
      drops: drops?.count ?? 0,
      lastDropAtS: drops ? Math.floor(drops.lastAt / 1000) : null,
    };
  }

  punish(player: PlayerId, now: number): void {
    const value = { player, ...this.#penalties.punish(player, now) };
    this.#effects.add({ type: 'save', kind: 'penalty', id: player, value });
    for (const id of this.#penalties.forget(now)) this.#effects.add({ type: 'forget', kind: 'penalty', id });
  }

  /** The player called something off without declining it. True where they have no free drops left. */
  countDrop(player: PlayerId, now: number): boolean {
    const value = this.#drops.add(player, now);
    this.#effects.add({ type: 'save', kind: 'drops', id: player, value });
    for (const id of this.#drops.forget(now)) this.#effects.add({ type: 'forget', kind: 'drops', id });
    return !isFree(value);
  }
}
