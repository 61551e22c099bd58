/** What every answer tells browsers about the page it may be part of. /monitor has a policy of its own. */
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { callerOf } from './clientAddress.ts';

const YEAR_S = 31_536_000;

const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      // 'self' takes in ws: and wss: to the same host.
      'connect-src': ["'self'"],
      'worker-src': ["'self'", 'blob:'],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
  referrerPolicy: { policy: 'same-origin' },
  // Only over https, below: over http browsers must ignore it, and a developer's localhost must stay http.
  strictTransportSecurity: false,
});

export function securityHeaders(req: Request, res: Response, next: NextFunction): void {
  if (callerOf(req).protocol === 'https') res.set('Strict-Transport-Security', `max-age=${YEAR_S}`);
  headers(req, res, next);
}
