/**
 * What it costs to be proposed a match and not to play it: nothing the first time, then longer and longer, and forgotten
 * after a day without. Pure; times in unix ms.
 */
import type { PlayerId } from '../../shared/ids.ts';

const MINUTE_MS = 60_000;
/** Of the first, second, third … time within a day; the last one from then on. */
export const PENALTIES_MS = [0, 1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);
export const FORGOTTEN_AFTER_MS = 86_400_000;

export type Offences = { readonly count: number; readonly lastAt: number };

export class Penalties {
  readonly #offences = new Map<PlayerId, Offences>();

  /** Puts back what was stored. */
  restore(player: PlayerId, offences: Offences): void {
    this.#offences.set(player, offences);
  }

  /** Gives what is to be stored. */
  punish(player: PlayerId, now: number): Offences {
    const offences = { count: (this.#known(player, now)?.count ?? 0) + 1, lastAt: now };
    this.#offences.set(player, offences);
    return offences;
  }

  /** How long the player may not queue from `now`; 0: they may. */
  blockedMs(player: PlayerId, now: number): number {
    const known = this.#known(player, now);
    if (!known) return 0;
    const penaltyMs = PENALTIES_MS[Math.min(known.count, PENALTIES_MS.length) - 1] ?? 0;
    return Math.max(0, known.lastAt + penaltyMs - now);
  }

  #known(player: PlayerId, now: number): Offences | undefined {
    const known = this.#offences.get(player);
    if (!known || now - known.lastAt < FORGOTTEN_AFTER_MS) return known;
    this.#offences.delete(player);
    return undefined;
  }
}
