/** Who is calling: the one place where a bearer token becomes a player. Used by HTTP and by the rooms' `onAuth`. */
import type { IncomingMessage } from 'node:http';
import type { PlayerId } from '../../shared/ids.ts';
import type { TokenRefusal, Tokens } from './tokens.ts';

/** Says nothing about bans: that is a fact of the store, not of the token. */
export async function authenticateToken(
  token: string | undefined,
  deps: { tokens: Tokens },
): Promise<{ playerId: PlayerId } | TokenRefusal> {
  const verified = await deps.tokens.verify(token, 'session');
  return typeof verified === 'string' ? verified : { playerId: verified.playerId };
}

/** The token of `Authorization: Bearer …`; undefined without the header; what is no bearer counts as a malformed one. */
export function bearerOf(req: IncomingMessage): string | undefined {
  const header = req.headers.authorization;
  return header === undefined ? undefined : (/^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1] ?? 'malformed');
}
