import { type Client, ErrorCode, ServerError } from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';
import type { Persona } from '../../shared/playerRow.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { joinRefusal } from '../colyseus/joinRefusal.ts';
import { reserveAgain } from '../colyseus/openReservations.ts';
import type { Profile } from '../domain/presence/player.ts';
import type { Tokens } from '../identity/tokens.ts';

/** Of a reservation, and then of `client.auth`: its player. From the desk only, never from a client. */
export type SeatOwner = Readonly<Persona> & {
  readonly playerId: PlayerId;
  readonly role: 'player' | 'spectator';
  /** For a player that joins an open match. */
  readonly team?: number;
  readonly rating?: number;
  /** A keyed hash, from `onAuth` on. */
  readonly network?: string | undefined;
  /** From `onAuth` on. */
  readonly profile?: Profile;
};

export type SeatDeps = {
  tokens: Tokens;
  barOf: (id: PlayerId) => RefusalCode | undefined;
  /** As the lobby knows the player, or the store. */
  profileOf: (owner: SeatOwner) => Promise<Profile>;
};

/** Lets in the reservation's player alone. Throws a ServerError with `auth/…`, `player/coolingDown` or `request/notAllowed`. */
export async function authorizeSeat(
  room: { roomId: string; roomName: string },
  client: Client,
  options: unknown,
  token: string | undefined,
  deps: SeatDeps,
): Promise<SeatOwner> {
  const owner: SeatOwner | undefined = client.auth;
  if (!owner) throw new ServerError(403, 'request/notAllowed');
  const caller = await deps.tokens.verify(token, 'session');
  if (typeof caller === 'string' || caller.playerId !== owner.playerId) {
    // Colyseus takes the reservation away after a failure here, and its player is still to come.
    reserveAgain(room, client.sessionId, options, owner);
    throw new ServerError(ErrorCode.AUTH_FAILED, typeof caller === 'string' ? caller : 'auth/invalid');
  }
  const bar = deps.barOf(owner.playerId);
  if (bar) throw joinRefusal(bar);
  return { ...owner, profile: await deps.profileOf(owner) };
}
