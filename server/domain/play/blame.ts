/**
 * The price of matches that came to nothing, and how long players may not queue. Players who do not play a proposed
 * match are punished: nothing the first time, then longer and longer blocks. Lost connections and changed parties are
 * drops: they happen innocently, so a few cost nothing, but both are also ways to dodge. Pure; times in unix ms.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Effects, Offences, StoredOffences } from './deskEffects.ts';

const MINUTE_MS = 60_000;
/** Blocks for the first, second, third … offence; the last one repeats. */
const PENALTIES_MS = [0, 1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);
/** One offence is forgiven after each such time without another. */
const FORGIVEN_EVERY_MS = 6 * 3_600_000;
/** Without another one for so long, all offences and all drops are forgotten. */
const FORGOTTEN_AFTER_MS = 86_400_000;
/** So many drops cost nothing. */
const FREE_DROPS = 2;

/** For operators. `blockedMs`: how long the player may not queue. */
export type BlameFacts = {
  penalties: number;
  lastPenaltyAtS: number | null;
  blockedMs: number;
  drops: number;
  lastDropAtS: number | null;
};

function countAt(offences: Offences | undefined, now: number): number {
  if (!offences || now - offences.lastAt >= FORGOTTEN_AFTER_MS) return 0;
  const forgiven = Math.max(0, Math.floor((now - offences.lastAt) / FORGIVEN_EVERY_MS));
  return Math.max(0, Math.min(offences.count, PENALTIES_MS.length) - forgiven);
}

export const punished = (offences: Offences | undefined, now: number): Offences => ({
  count: Math.min(countAt(offences, now) + 1, PENALTIES_MS.length),
  lastAt: now,
});

/** How long the player may not queue from `now`; 0: they may. */
export function blockedMsOf(offences: Offences | undefined, now: number): number {
  const penaltyMs = PENALTIES_MS[countAt(offences, now) - 1] ?? 0;
  return offences ? Math.min(penaltyMs, Math.max(0, offences.lastAt + penaltyMs - now)) : 0;
}

const dropped = (drops: Offences | undefined, now: number): Offences => {
  const before = drops && now - drops.lastAt < FORGOTTEN_AFTER_MS ? drops.count : 0;
  return { count: Math.min(before, FREE_DROPS) + 1, lastAt: now };
};

/** All offences of one kind, in the order of each player's latest. */
class OffenceList {
  readonly #kind: 'penalty' | 'drops';
  readonly #effects: Effects;
  readonly #byPlayer = new Map<PlayerId, StoredOffences>();

  constructor(kind: 'penalty' | 'drops', effects: Effects) {
    this.#kind = kind;
    this.#effects = effects;
  }

  /** `stored`: in any order. */
  restore(stored: readonly StoredOffences[]): void {
    for (const each of stored.toSorted((a, b) => a.lastAt - b.lastAt)) this.#byPlayer.set(each.player, each);
  }

  stored(): StoredOffences[] {
    return [...this.#byPlayer.values()];
  }

  of(player: PlayerId): Offences | undefined {
    return this.#byPlayer.get(player);
  }

  /** Also forgets what no longer counts. */
  put(player: PlayerId, offences: Offences): void {
    const value = { player, ...offences };
    this.#byPlayer.delete(player);
    this.#byPlayer.set(player, value);
    this.#effects.add({ type: 'save', kind: this.#kind, id: player, value });
    for (const [id, { lastAt }] of this.#byPlayer) {
      if (offences.lastAt - lastAt < FORGOTTEN_AFTER_MS) break;
      this.#byPlayer.delete(id);
      this.#effects.add({ type: 'forget', kind: this.#kind, id });
    }
  }
}

export class Blame {
  readonly #penalties: OffenceList;
  readonly #drops: OffenceList;

  constructor(effects: Effects) {
    this.#penalties = new OffenceList('penalty', effects);
    this.#drops = new OffenceList('drops', effects);
  }

  restore(penalties: readonly StoredOffences[], drops: readonly StoredOffences[]): void {
    this.#penalties.restore(penalties);
    this.#drops.restore(drops);
  }

  stored(): { penalties: StoredOffences[]; drops: StoredOffences[] } {
    return { penalties: this.#penalties.stored(), drops: this.#drops.stored() };
  }

  blockedMs(player: PlayerId, now: number): number {
    return blockedMsOf(this.#penalties.of(player), now);
  }

  /** Null where nothing is held against them. */
  factsOf(player: PlayerId, now: number): BlameFacts | null {
    const penalties = this.#penalties.of(player);
    const drops = this.#drops.of(player);
    if (!penalties && !drops) return null;
    return {
      penalties: penalties?.count ?? 0,
      lastPenaltyAtS: penalties ? Math.floor(penalties.lastAt / 1000) : null,
      blockedMs: this.blockedMs(player, now),
      drops: drops?.count ?? 0,
      lastDropAtS: drops ? Math.floor(drops.lastAt / 1000) : null,
    };
  }

  penalise(player: PlayerId, now: number): void {
    this.#penalties.put(player, punished(this.#penalties.of(player), now));
  }

  /** The player called something off without declining it. True where they have no free drops left. */
  countDrop(player: PlayerId, now: number): boolean {
    const drops = dropped(this.#drops.of(player), now);
    this.#drops.put(player, drops);
    return drops.count > FREE_DROPS;
  }
}
