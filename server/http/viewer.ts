/** Who looks at a page: a bearer names them, without one it is a stranger, and a bad one is nobody. */
import type { Request } from 'express';
import type { PlayerId } from '../../shared/ids.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { authenticateToken, bearerOf } from '../identity/authenticate.ts';
import type { HttpDeps } from './deps.ts';

/** A stranger has no id. */
export async function viewerOf(req: Request, deps: Pick<HttpDeps, 'tokens'>): Promise<{ id?: PlayerId } | RefusalCode> {
  const bearer = bearerOf(req);
  if (bearer === undefined) return {};
  const caller = await authenticateToken(bearer, deps);
  return typeof caller === 'string' ? caller : { id: caller.playerId };
}
