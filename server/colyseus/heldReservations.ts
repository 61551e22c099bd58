/** Who comes back into a held seat: its player alone. To Colyseus it is whoever has the seat's key. */
import { type AuthContext, ErrorCode, ServerError } from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';
import type { Tokens } from '../identity/tokens.ts';

type Comer = { readonly sessionId: string; readonly readyState: number };
type Seated = { readonly sessionId: string; readonly reconnectionToken: string; readonly auth?: unknown };
/** Private parts of Room that are leaned on (transport/internals.ts). */
type RoomParts = {
  readonly clients: readonly Seated[] & { get(session: string): Seated | undefined };
  /** By session. */
  readonly _reservedSeats: Record<string, [options: unknown, auth: unknown]>;
  /** By key. */
  readonly _reconnections: Record<string, [sessionId: string]>;
  hasReservedSeat(sessionId: string, key: string): boolean;
  checkReconnectionToken(key: string, caller?: PlayerId): string | undefined;
  _onJoin(comer: Comer, context: AuthContext, options?: { reconnectionToken?: string }): Promise<void>;
};

const OPEN = 1;

/**
 * In a room's `onCreate`. `idOf`: whose the `auth` of a session is. A token that has expired still says who somebody is:
 * stock clients come back with the one that they came with.
 */
export function resumedByOwners<Auth>(
  room: object,
  idOf: (auth: Auth) => PlayerId,
  tokens: Pick<Tokens, 'verifyForRenewal'>,
): void {
  const parts = room as RoomParts;
  const join = parts._onJoin.bind(room);
  const check = parts.checkReconnectionToken.bind(room);
  const isOwner = (session: string, caller: PlayerId | undefined): boolean => {
    const auth = parts.clients.get(session)?.auth ?? parts._reservedSeats[session]?.[1];
    return auth !== undefined && idOf(auth as Auth) === caller;
  };

  parts.checkReconnectionToken = (key, caller) => {
    const session =
      parts._reconnections[key]?.[0] ?? parts.clients.find((one) => one.reconnectionToken === key)?.sessionId;
    return session !== undefined && isOwner(session, caller) ? check(key) : undefined;
  };

  parts._onJoin = async (comer, context, options) => {
    const key = options?.reconnectionToken;
    if (!key) return join(comer, context, options);
    const caller = await tokens.verifyForRenewal(context.token);
    if (typeof caller === 'string') throw new ServerError(ErrorCode.AUTH_FAILED, caller);
    if (!isOwner(comer.sessionId, caller.playerId)) throw new ServerError(ErrorCode.AUTH_FAILED, 'auth/invalid');
    // Either may have ended while the token was looked at.
    if (comer.readyState !== OPEN || !parts.hasReservedSeat(comer.sessionId, key))
      throw new ServerError(ErrorCode.MATCHMAKE_EXPIRED, 'request/unknown');
    return join(comer, context, options);
  };
}
