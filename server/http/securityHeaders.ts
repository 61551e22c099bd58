/** Headers that tell browsers what a page of this server may do. /monitor has a policy of its own. */
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { callerOf } from './clientAddress.ts';

const YEAR_S = 31_536_000;

export function securityHeaders(publicAddress: string | undefined) {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        // 'self' includes sockets to the same host. With PUBLIC_ADDRESS the room may be at another process, at an address
        // that this one does not know.
        'connect-src': ["'self'", ...(publicAddress ? ['ws:', 'wss:'] : [])],
        'worker-src': ["'self'", 'blob:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    // Set below, and only over https: a developer's localhost must stay http.
    strictTransportSecurity: false,
  });
  return (req: Request, res: Response, next: NextFunction): void => {
    if (callerOf(req).protocol === 'https') res.set('Strict-Transport-Security', `max-age=${YEAR_S}`);
    headers(req, res, next);
  };
}
