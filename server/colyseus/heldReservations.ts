/** A held session is resumed by its player alone. Colyseus itself lets in anybody with the reconnection token. */
import { type AuthContext, ErrorCode, ServerError } from '@colyseus/core';
import type { PlayerId } from '../../shared/ids.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import type { Tokens } from '../identity/tokens.ts';
import { joinRefusal } from './joinRefusal.ts';

type JoiningClient = { readonly sessionId: string; readonly readyState: number };
type Joined = { readonly sessionId: string; readonly reconnectionToken: string; readonly auth?: unknown };
/** Private parts of Room that are leaned on (transport/internals.ts). */
type RoomParts = {
  readonly clients: readonly Joined[] & { get(session: string): Joined | undefined };
  /** By session. */
  readonly _reservedSeats: Record<string, [options: unknown, auth: unknown]>;
  /** By reconnection token. */
  readonly _reconnections: Record<string, [sessionId: string]>;
  hasReservedSeat(sessionId: string, token: string): boolean;
  checkReconnectionToken(token: string, caller?: PlayerId): string | undefined;
  _onJoin(comer: JoiningClient, context: AuthContext, options?: { reconnectionToken?: string }): Promise<void>;
};

const OPEN = 1;

type ResumeDeps = {
  tokens: Tokens;
  barOf: (id: PlayerId) => RefusalCode | undefined;
  localPlayers: { sweep(): void };
};

/** Call in `onCreate`. An expired access token still proves identity: stock clients come back with their first one. */
export function restrictResumes<Auth>(
  room: object,
  idOf: (auth: Auth) => PlayerId,
  { tokens, barOf, localPlayers }: ResumeDeps,
): void {
  const parts = room as RoomParts;
  const join = parts._onJoin.bind(room);
  const check = parts.checkReconnectionToken.bind(room);
  const isOwner = (session: string, caller: PlayerId | undefined): boolean => {
    const auth = parts.clients.get(session)?.auth ?? parts._reservedSeats[session]?.[1];
    return auth !== undefined && idOf(auth as Auth) === caller;
  };

  parts.checkReconnectionToken = (token, caller) => {
    const session =
      parts._reconnections[token]?.[0] ?? parts.clients.find((one) => one.reconnectionToken === token)?.sessionId;
    return session !== undefined && isOwner(session, caller) ? check(token) : undefined;
  };

  parts._onJoin = async (comer, context, options) => {
    const token = options?.reconnectionToken;
    if (!token) return join(comer, context, options);
    // A window that is over holds nothing, however late its sweep.
    localPlayers.sweep();
    const caller = await tokens.verifyForRenewal(context.token);
    if (typeof caller === 'string') throw new ServerError(ErrorCode.AUTH_FAILED, caller);
    // The socket or the hold may have ended during the verification.
    if (comer.readyState !== OPEN || !parts.hasReservedSeat(comer.sessionId, token))
      throw new ServerError(ErrorCode.MATCHMAKE_EXPIRED, 'request/unknown');
    if (!isOwner(comer.sessionId, caller.playerId)) throw new ServerError(ErrorCode.AUTH_FAILED, 'auth/invalid');
    const bar = barOf(caller.playerId);
    if (bar) throw joinRefusal(bar);
    return join(comer, context, options);
  };
}
