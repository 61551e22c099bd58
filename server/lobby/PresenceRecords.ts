/** Tells the store which players of this process are online, and when they were last active. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import type { Profile } from '../domain/presence/player.ts';
import { isShownTo } from '../domain/presence/visibility.ts';
import type { PresenceWrite } from '../domain/storage/writeQueue.ts';
import type { Clock } from '../ports.ts';

export class PresenceRecords {
  readonly #clock: Clock;
  readonly #store: (write: PresenceWrite, isDoubted: boolean) => void;
  /**
   * Players that left while another process had them, or may have. If it ends and stores nothing, it is stored here.
   */
  readonly #leftHere = new Set<PlayerId>();

  /** `store` takes what is to be stored; it never blocks. */
  constructor(clock: Clock, store: (write: PresenceWrite, isDoubted: boolean) => void) {
    this.#clock = clock;
    this.#store = store;
  }

  /**
   * `inputAgoMs`: the age of the player's last input. `isDoubted`: another process may have stored something else since
   * this one last wrote the player; false while they stay here.
   */
  write(
    { id, visibility }: Pick<Profile, 'id' | 'visibility'>,
    isOnline: boolean,
    inputAgoMs: number,
    isDoubted: boolean,
  ): void {
    const at = Math.round(this.#clock.wall());
    this.#store({ id, isOnline, at, ...activityAt(Math.round(at - inputAgoMs), visibility) }, isDoubted);
  }

  clearLeft(id: PlayerId): void {
    this.#leftHere.delete(id);
  }

  markLeft(id: PlayerId): void {
    this.#leftHere.add(id);
  }

  /** No process knows the player any more. */
  storeGone(id: PlayerId): void {
    // As old as can be: the store keeps the latest activity that it knows.
    if (this.#leftHere.delete(id)) this.write({ id, visibility: 'nobody' }, false, this.#clock.wall(), true);
  }

  /** The whole cluster is heard again. `isHere`: whether any process knows the player. */
  storeAllGone(isHere: (id: PlayerId) => boolean): void {
    for (const id of this.#leftHere) if (!isHere(id)) this.storeGone(id);
  }
}

/** The player's last activity (epoch ms), for those who could see it. */
export const activityAt = (
  at: number,
  visibility: Visibility,
): Pick<PresenceWrite, 'lastActiveAt' | 'publicAt' | 'friendsAt'> => ({
  lastActiveAt: at,
  ...(isShownTo.everybody(visibility) && { publicAt: at }),
  ...(isShownTo.friends(visibility) && { friendsAt: at }),
});
