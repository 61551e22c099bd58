/** The callers of routes: players by their bearer, strangers without one. */
import type { IncomingMessage } from 'node:http';
import type { PlayerId } from '../../shared/ids.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import type { Tokens } from '../identity/tokens.ts';

/** The token of `Authorization: Bearer …`; undefined without the header. Any other header counts as a malformed token. */
export function bearerOf(req: IncomingMessage): string | undefined {
  const header = req.headers.authorization;
  return header === undefined ? undefined : (/^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1] ?? 'malformed');
}

/** A stranger has no id. A bad bearer is refused. */
export async function viewerOf(req: IncomingMessage, tokens: Tokens): Promise<{ id?: PlayerId } | RefusalCode> {
  const bearer = bearerOf(req);
  if (bearer === undefined) return {};
  const caller = await tokens.verify(bearer, 'session');
  return typeof caller === 'string' ? caller : { id: caller.playerId };
}
