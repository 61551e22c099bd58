/** Brings the lobby of this process up to date with what its cluster finds out. */
import type { Cluster } from '../cluster/Cluster.ts';
import type { Lobby } from './Lobby.ts';

export function followCluster(lobby: Lobby, cluster: Cluster): void {
  cluster.changed.add((players) => lobby.changedElsewhere(players));
  cluster.died.add((entries, at) => lobby.storeGone(entries, at));
  cluster.doubted.add(() => lobby.localPlayers.storeAll());
  cluster.settled.add(() => lobby.localPlayers.storeLeft());
}
