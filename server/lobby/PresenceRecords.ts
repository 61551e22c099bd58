/** Tells the store which players of this process are online, and when they were last active. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Visibility } from '../../shared/playerRow.ts';
import type { Directory } from '../domain/cluster/directory.ts';
import type { Profile } from '../domain/presence/player.ts';
import { isShownTo } from '../domain/presence/visibility.ts';
import type { PresenceWrite } from '../domain/storage/writeQueue.ts';
import type { Clock } from '../ports.ts';

export type PresenceRecordsDeps = {
  clock: Clock;
  directory: Directory;
  /** True while players of other processes may be missing from the directory. */
  isPartial: () => boolean;
  /** Takes what is to be stored; it never blocks. */
  store: (write: PresenceWrite, isDoubted: boolean) => void;
};

export class PresenceRecords {
  readonly #deps: PresenceRecordsDeps;
  /**
   * Players that left while another process had them, or may have. If it ends and stores nothing, it is stored here.
   */
  readonly #leftHere = new Set<PlayerId>();

  constructor(deps: PresenceRecordsDeps) {
    this.#deps = deps;
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
    const at = Math.round(this.#deps.clock.wall());
    const activity = activityAt(Math.round(at - inputAgoMs), visibility);
    this.#deps.store({ id, isOnline, at, ...activity }, isDoubted);
  }

  clearLeft(id: PlayerId): void {
    this.#leftHere.delete(id);
  }

  markLeft(id: PlayerId): void {
    this.#leftHere.add(id);
  }

  /** No process knows the player any more. */
  storeGone(id: PlayerId): void {
    if (this.#deps.isPartial() || !this.#leftHere.delete(id)) return;
    // As old as can be: the store keeps the latest activity that it knows.
    this.write({ id, visibility: 'nobody' }, false, this.#deps.clock.wall(), true);
  }

  /** All processes are heard again: stores as offline the players who left meanwhile and are at none of them. */
  storeAllGone(): void {
    for (const id of this.#leftHere) if (!this.#deps.directory.has(id)) this.storeGone(id);
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
