/** The rooms that clients may be in: the lobby's, and one for each game. */
import type { Server } from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';
import * as limits from '../../shared/limits.ts';
import { choiceOf } from '../../shared/playerRow.ts';
import { LOBBY } from '../../shared/protocol.ts';
import type { Profile } from '../domain/presence/player.ts';
import { defineGames } from '../games/list.ts';
import { profileOf } from '../lobby/authorizeJoin.ts';
import { defineLobbyRoom } from '../lobby/LobbyRoom.ts';
import type { SeatOwner } from '../match/authorizeSeat.ts';
import type { SocialParts } from './social.ts';

export function defineRooms(colyseus: Server, made: SocialParts, sweepMs = limits.SWEEP_MS): void {
  const { config, coolDowns, lobby, matchTiles, networks, orders, playerReports, resultReports, store } = made;
  const settings = {
    ...{ localPlayers: lobby.localPlayers, sweepMs },
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
    tiles: matchTiles,
    blocks: store.blocks,
    profileOf: (owner) => profileInMatch(owner, made),
    networkHash: (address) => (settings.areLimitsOn && address !== undefined ? networks.hashOf(address) : undefined),
    reconnectWindowMs: config.RECONNECT_WINDOW_MS,
    seatMs: limits.MATCH_SEAT_MS,
    resultMs: limits.MATCH_RESULT_MS,
  });
}

/** A player who has left the lobby may be known to the store alone. While that is away too, nobody is shown by mistake. */
async function profileInMatch(
  { playerId: id, name, emblem, rating = 0 }: SeatOwner,
  made: SocialParts,
): Promise<Profile> {
  const { failed, lobby, store } = made;
  const here = lobby.localPlayers.find(id);
  if (here) return { ...choiceOf(here), id, chosenAt: here.chosenAt, mutedUntil: here.mutedUntil };
  const stored = await store.players.find(id).catch((error: unknown) => void failed(error, 'match.join'));
  if (stored) return profileOf(stored);
  // What another process knows counts before this, whenever it was chosen.
  return { id, name, emblem, rating, visibility: 'nobody', chosenStatus: 'online', chosenAt: -1, mutedUntil: 0 };
}
