/** The viewer of a page: the player of the bearer, a stranger without one; a bad bearer is refused. */
import type { Request } from 'express';
import type { PlayerId } from '../../shared/ids.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { authenticateToken, bearerOf } from '../identity/authenticate.ts';
import type { Tokens } from '../identity/tokens.ts';

/** A stranger has no id. */
export async function viewerOf(req: Request, tokens: Tokens): Promise<{ id?: PlayerId } | RefusalCode> {
  const bearer = bearerOf(req);
  if (bearer === undefined) return {};
  const caller = await authenticateToken(bearer, { tokens });
  return typeof caller === 'string' ? caller : { id: caller.playerId };
}
