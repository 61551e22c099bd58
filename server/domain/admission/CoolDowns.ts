/**
 * How long players that were cut stay out: twice as long each time, until they have kept the peace for a while.
 * Pure; `now` is monotonic ms. Footprint: O(1) a call.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { COOL_DOWN_MAX_MS, COOL_DOWN_MS, CUTS_FORGOTTEN_MS } from '../../../shared/limits.ts';
import { Recent } from './Recent.ts';

/** `cuts`: how many in a row. */
export type CoolDown = { cuts: number; ms: number };

export class CoolDowns {
  readonly #recent = new Recent<{ cuts: number; untilAt: number }>(COOL_DOWN_MAX_MS + CUTS_FORGOTTEN_MS);

  /** Begins one. A cut within it, of another tab, does not count again. */
  begin(player: PlayerId, now: number): CoolDown {
    const last = this.#recent.get(player);
    if (last && now < last.untilAt) return { cuts: last.cuts, ms: last.untilAt - now };
    const cuts = last && now - last.untilAt < CUTS_FORGOTTEN_MS ? last.cuts + 1 : 1;
    const ms = Math.min(COOL_DOWN_MAX_MS, COOL_DOWN_MS * 2 ** (cuts - 1));
    this.#recent.set(player, { cuts, untilAt: now + ms }, now);
    return { cuts, ms };
  }

  /** Follows one that began at another process. */
  follow(player: PlayerId, { cuts, ms }: CoolDown, now: number): void {
    const last = this.#recent.get(player);
    const untilAt = Math.max(last?.untilAt ?? 0, now + Math.min(COOL_DOWN_MAX_MS, ms));
    this.#recent.set(player, { cuts: Math.max(last?.cuts ?? 0, cuts), untilAt }, now);
  }

  /** 0: may enter. */
  waitMs(player: PlayerId, now: number): number {
    return Math.max(0, (this.#recent.get(player)?.untilAt ?? 0) - now);
  }
}
