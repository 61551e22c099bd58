/**
 * The price of not playing a proposed match: nothing the first time, then longer and longer blocks. Offences are forgiven
 * step by step, and all of them after a day without. Pure; times in unix ms.
 */
import type { PlayerId } from '../../../shared/ids.ts';

const MINUTE_MS = 60_000;
/** Blocks for the first, second, third … offence; the last one repeats. */
export const PENALTIES_MS = [0, 1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);
/** One offence is forgiven after each such time without another. */
export const FORGIVEN_EVERY_MS = 6 * 3_600_000;
export const FORGOTTEN_AFTER_MS = 86_400_000;

export type Offences = { readonly count: number; readonly lastAt: number };
export type StoredPenalty = Offences & { readonly player: PlayerId };

/** How many offences still count at `now`. */
function countAt(offences: Offences | undefined, now: number): number {
  if (!offences || now - offences.lastAt >= FORGOTTEN_AFTER_MS) return 0;
  const forgiven = Math.max(0, Math.floor((now - offences.lastAt) / FORGIVEN_EVERY_MS));
  return Math.max(0, Math.min(offences.count, PENALTIES_MS.length) - forgiven);
}

/** After one more offence. */
export const punished = (offences: Offences | undefined, now: number): Offences => ({
  count: Math.min(countAt(offences, now) + 1, PENALTIES_MS.length),
  lastAt: now,
});

/** How long the player may not queue from `now`; 0: they may. */
export function blockedMsOf(offences: Offences | undefined, now: number): number {
  const penaltyMs = PENALTIES_MS[countAt(offences, now) - 1] ?? 0;
  return offences ? Math.min(penaltyMs, Math.max(0, offences.lastAt + penaltyMs - now)) : 0;
}

export class Penalties {
  /** In the order of the latest offence. */
  readonly #offences = new Map<PlayerId, Offences>();

  /** `stored`: in any order. */
  restore(stored: readonly StoredPenalty[]): void {
    for (const { player, count, lastAt } of stored.toSorted((a, b) => a.lastAt - b.lastAt))
      this.#offences.set(player, { count, lastAt });
  }

  stored(): StoredPenalty[] {
    return [...this.#offences].map(([player, offences]) => ({ player, ...offences }));
  }

  /** As of the latest offence. */
  of(player: PlayerId): Offences | undefined {
    return this.#offences.get(player);
  }

  /** Returns the value to store. */
  punish(player: PlayerId, now: number): Offences {
    const offences = punished(this.#offences.get(player), now);
    this.#offences.delete(player);
    this.#offences.set(player, offences);
    return offences;
  }

  /** Removes the players with no offence left that counts, and returns them. */
  forget(now: number): PlayerId[] {
    const forgotten: PlayerId[] = [];
    for (const [player, { lastAt }] of this.#offences) {
      if (now - lastAt < FORGOTTEN_AFTER_MS) break;
      this.#offences.delete(player);
      forgotten.push(player);
    }
    return forgotten;
  }

  /** How long the player may not queue from `now`; 0: they may. */
  blockedMs(player: PlayerId, now: number): number {
    return blockedMsOf(this.#offences.get(player), now);
  }
}
