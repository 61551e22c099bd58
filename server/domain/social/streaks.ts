/** Who wins one match of a mode after another. Pure; `now` is monotonic ms. Footprint: O(players of the match). */
import { Recent } from '../admission/Recent.ts';

/** Longer without a match, and a streak is over. */
const KEPT_MS = 7_200_000;
/** From so many on it is told. */
export const STREAK_FROM = 3;

export class Streaks {
  readonly #wins = new Recent<{ wins: number; at: number }, string>(KEPT_MS);

  /** Returns the streak of one who won alone, where it is worth telling. */
  ended(mode: string, winners: readonly string[], losers: readonly string[], now: number): number | undefined {
    for (const id of losers) this.#wins.set(`${mode} ${id}`, { wins: 0, at: now }, now);
    for (const id of winners) this.#wins.set(`${mode} ${id}`, { wins: this.#winsOf(mode, id, now) + 1, at: now }, now);
    const [first = ''] = winners;
    const wins = this.#winsOf(mode, first, now);
    return winners.length === 1 && wins >= STREAK_FROM ? wins : undefined;
  }

  #winsOf(mode: string, id: string, now: number): number {
    const known = this.#wins.get(`${mode} ${id}`);
    return known && now - known.at < KEPT_MS ? known.wins : 0;
  }
}
