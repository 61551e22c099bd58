/** What the stores' friendships share: which tie follows from who has added whom, and each player's ties together. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Tie } from '../../shared/socialProtocol.ts';
import type { StoredTie } from '../domain/social/friendBook.ts';

export const tieBetween = (hasAdded: boolean, isAdded: boolean): Exclude<Tie, 'blocked'> =>
  hasAdded ? (isAdded ? 'friend' : 'asked') : 'asking';

export function byId(ties: readonly { owner: PlayerId; tie: StoredTie }[]): Map<PlayerId, StoredTie[]> {
  const byOwner = new Map<PlayerId, StoredTie[]>();
  for (const { owner, tie } of ties) byOwner.set(owner, [...(byOwner.get(owner) ?? []), tie]);
  for (const each of byOwner.values()) each.sort((a, b) => (a.id < b.id ? -1 : 1));
  return byOwner;
}
