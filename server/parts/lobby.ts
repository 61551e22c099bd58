import * as limits from '../../shared/limits.ts';
import type { Config } from '../config.ts';
import type { PresenceTiming } from '../domain/presence/player.ts';
import { PatchPace } from '../domain/roster/patchPace.ts';
import { Lobby } from '../lobby/Lobby.ts';
import { OnlineSweep } from '../storage/OnlineSweep.ts';
import { WriteBehind } from '../storage/WriteBehind.ts';
import type { ClusterParts } from './cluster.ts';

export type LobbyParts = ReturnType<typeof makeLobby>;

export function makeLobby(made: ClusterParts) {
  const { cluster, clock, config, directory, lease, membership, metrics, store } = made;
  const isPartial = () => cluster.isPartial;
  const writes = new WriteBehind({ ...made, players: store.players, mayWrite: () => lease.mayWrite() });
  const lobby = new Lobby({
    ...made,
    isPartial,
    timing: timingOf(config),
    others: () => membership.others().map(({ facts }) => facts),
    store: (write, isDoubted) => writes.put(write, isDoubted),
  });
  lobby.follow(cluster);
  const sweep = new OnlineSweep({
    ...made,
    players: store.players,
    isHere: directory.has.bind(directory),
    present: () => directory.players(),
    isPartial,
    put: (write, isDoubted) => writes.put(write, isDoubted),
  });
  const pace = new PatchPace(clock.now());
  metrics.watchLobby(() => lobby.localPlayers.numbers());
  metrics.watchPace(() => pace.intervalMs);
  metrics.watchCluster(() => ({ processes: lobby.stats().processes, isPartial: cluster.isPartial }));
  return { ...made, writes, lobby, sweep, pace };
}

const timingOf = (config: Config): PresenceTiming => ({
  heartbeatMs: config.HEARTBEAT_MS,
  missedHeartbeats: limits.MISSED_HEARTBEATS,
  idleAfterMs: config.IDLE_AFTER_MS,
  kickAfterMs: config.KICK_AFTER_MS,
  kickWarningMs: Math.min(limits.KICK_WARNING_MS, config.KICK_AFTER_MS / 2),
  reconnectWindowMs: config.RECONNECT_WINDOW_MS,
  leaveDampingMs: config.LEAVE_DAMPING_MS,
  stallMs: limits.STALL_MS,
  sessionsPerPlayer: limits.SESSIONS_PER_PLAYER,
});
