/** The one rule of whether a player's browsers are notified of something. Pure. */
import type { ChosenStatus } from '../../../shared/status.ts';

/** At most one of a kind in this time. */
export const PUSH_EVERY_MS = 60_000;

/**
 * Of the player: what they chose, whether a page of theirs shows the lobby at any process, and how long ago one of this kind
 * was sent; undefined: never. `asker`: of an invite, as the player's friend and across a block.
 */
export type PushFacts = {
  chosenStatus: ChosenStatus;
  isShown: boolean;
  sentAgoMs: number | undefined;
  asker: { isFriend: boolean; isApart: boolean } | undefined;
};

/** Why not; undefined: the player is notified. */
export type PushObstacle = 'busy' | 'shown' | 'lately' | 'apart' | 'stranger';

export function pushObstacle({ chosenStatus, isShown, sentAgoMs, asker }: PushFacts): PushObstacle | undefined {
  if (chosenStatus === 'busy') return 'busy';
  if (asker?.isApart) return 'apart';
  if (asker && !asker.isFriend) return 'stranger';
  if (sentAgoMs !== undefined && sentAgoMs < PUSH_EVERY_MS) return 'lately';
  return isShown ? 'shown' : undefined;
}
