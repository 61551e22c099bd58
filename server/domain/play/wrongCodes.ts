/**
 * Invite codes that a player tried in vain. After too many of them they must wait, also with the right one: codes are to
 * be told, not guessed. Pure; `now` is monotonic ms. Footprint: O(1) a try, a few numbers a player.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import { WRONG_CODES_MAX, WRONG_CODES_MS } from '../../../shared/limits.ts';
import type { PlayRefusal } from '../../../shared/refusals.ts';
import { Recent } from '../admission/Recent.ts';

export class WrongCodes {
  readonly #times = new Recent<readonly number[]>(WRONG_CODES_MS);

  /** What `join` gives, unless the player must wait; it refuses a wrong code with `match/unknown`. */
  tryCode<Joined>(player: PlayerId, now: number, join: () => Joined | PlayRefusal): Joined | PlayRefusal {
    const recent = (this.#times.get(player) ?? []).filter((at) => now - at < WRONG_CODES_MS);
    if (recent.length >= WRONG_CODES_MAX) return 'match/wrongCodes';
    const joined = join();
    if (joined === 'match/unknown') this.#times.set(player, [...recent, now], now);
    return joined;
  }
}
