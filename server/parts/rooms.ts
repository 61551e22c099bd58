/** The rooms that clients may be in: the lobby's, and one for each game. */
import type { Server } from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';
import * as limits from '../../shared/limits.ts';
import { LOBBY } from '../../shared/protocol.ts';
import type { Pushes } from '../../shared/pushes.ts';
import type { Config } from '../config.ts';
import { defineGames } from '../games/list.ts';
import { authorizeJoin, resumeTokenFor } from '../lobby/authorizeJoin.ts';
import { defineLobbyRoom } from '../lobby/LobbyRoom.ts';
import type { SocialParts } from './social.ts';

export function defineRooms(colyseus: Server, made: SocialParts): void {
  const { clock, cluster, config, failed, orders, pace, playerReports, resultReports, store, tokens } = made;
  const settings = {
    areLimitsOn: config.LIMITS === 'on',
    reconnectWindowMs: config.RECONNECT_WINDOW_MS,
    isBarred: (id: PlayerId) => orders.isBarred(id),
  };
  const LobbyRoom = defineLobbyRoom({
    ...made,
    ...settings,
    reports: playerReports,
    isPartial: () => cluster.isPartial,
    shardCapacity: config.SHARD_CAPACITY,
    authorizeJoin: (token, options) => authorizeJoin(token, options, { tokens, players: store.players, failed }),
    resumeTokenFor: (self) => resumeTokenFor(self, tokens),
    welcome: () => ({ ...timingsOf(config), nowS: Math.floor(clock.wall() / 1000), patchMs: pace.intervalMs }),
  });
  colyseus.define(LOBBY, LobbyRoom).sortBy({ clients: -1 });
  defineGames(colyseus, {
    ...made,
    ...settings,
    reports: resultReports,
    seatMs: limits.MATCH_SEAT_MS,
    resultMs: limits.MATCH_RESULT_MS,
  });
}

const timingsOf = (config: Config): Omit<Pushes['welcomed'], 'self' | 'shard' | 'nowS' | 'patchMs'> => ({
  heartbeatMs: config.HEARTBEAT_MS,
  idleAfterMs: config.IDLE_AFTER_MS,
  hiddenIdleMs: Math.min(limits.HIDDEN_IDLE_MS, config.IDLE_AFTER_MS),
  kickAfterMs: config.KICK_AFTER_MS,
  reconnectWindowMs: config.RECONNECT_WINDOW_MS,
  leaveDampingMs: config.LEAVE_DAMPING_MS,
});
