/** The rooms that clients may be in: the lobby's, and one for each game. */
import type { Server } from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';
import * as limits from '../../shared/limits.ts';
import { LOBBY } from '../../shared/protocol.ts';
import { defineGames } from '../games/list.ts';
import { defineLobbyRoom } from '../lobby/LobbyRoom.ts';
import type { SocialParts } from './social.ts';

export function defineRooms(colyseus: Server, made: SocialParts): void {
  const { config, coolDowns, networks, orders, playerReports, resultReports, store } = made;
  const settings = {
    areLimitsOn: config.LIMITS === 'on',
    barOf: (id: PlayerId) => orders.barOf(id) ?? coolDowns.barOf(id),
  };
  const LobbyRoom = defineLobbyRoom({ ...made, ...settings, players: store.players, reports: playerReports });
  // The fullest first; of empty ones, one that would be there without the players who hide.
  colyseus.define(LOBBY, LobbyRoom).sortBy({ filled: -1, isShown: -1 });
  defineGames(colyseus, {
    ...made,
    ...settings,
    reports: resultReports,
    networkHash: (address) => (settings.areLimitsOn && address !== undefined ? networks.hashOf(address) : undefined),
    reconnectWindowMs: config.RECONNECT_WINDOW_MS,
    seatMs: limits.MATCH_SEAT_MS,
    resultMs: limits.MATCH_RESULT_MS,
  });
}
