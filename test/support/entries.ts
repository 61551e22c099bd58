import type { Entry } from '../../server/domain/cluster/playerView.ts';
import { asPlayerId, asShardId } from '../../shared/ids.ts';

/** A process' entry for Ada, who is online in a shard and visible to everyone. */
export const entryOfAda = (changes: Partial<Entry> = {}): Entry => ({
  id: asPlayerId('ada'),
  name: 'Ada',
  visibility: 'everyone',
  rating: 0,
  emblem: 0,
  chosenStatus: 'online',
  chosenAt: 0,
  standing: 'active',
  activity: null,
  shownStatus: 'online',
  lastActiveAtS: 0,
  shards: [asShardId('s')],
  home: asShardId('s'),
  seenBy: [],
  inLobby: changes.standing ?? 'active',
  ...changes,
});
