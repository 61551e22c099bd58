/**
 * Invite codes that a player tried in vain. After too many of them they must wait, also with the right one: codes are to
 * be told, not guessed. Pure; `now` is monotonic ms. Footprint: a few numbers a player.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { WRONG_CODES_MAX, WRONG_CODES_MS } from '../../../shared/limits.ts';
import type { PlayRefusal } from '../../../shared/refusals.ts';

/** Above it, players whose time is over are forgotten. */
const PLAYERS_MAX = 10_000;

export class WrongCodes {
  readonly #times = new Map<PlayerId, readonly number[]>();

  /** What `join` gives, unless the player must wait; it refuses a wrong code with `match/unknown`. */
  tryCode<Joined>(player: PlayerId, now: number, join: () => Joined | PlayRefusal): Joined | PlayRefusal {
    const recent = this.#recent(player, now);
    if (recent.length >= WRONG_CODES_MAX) return 'match/wrongCodes';
    const joined = join();
    if (joined === 'match/unknown') this.#set(player, [...recent, now], now);
    return joined;
  }

  get players(): number {
    return this.#times.size;
  }

  #set(player: PlayerId, times: readonly number[], now: number): void {
    this.#times.set(player, times);
    if (this.#times.size <= PLAYERS_MAX) return;
    for (const known of this.#times.keys()) if (this.#recent(known, now).length === 0) this.#times.delete(known);
  }

  #recent(player: PlayerId, now: number): readonly number[] {
    return (this.#times.get(player) ?? []).filter((at) => now - at < WRONG_CODES_MS);
  }
}
