/** For load balancers and supervisors: is the process alive, and should it get newcomers. */
import { Router } from 'express';
import type { RefusalCode } from '../../shared/refusals.ts';
import { textOfRefusal } from './refusal.ts';

/** `reasons`: why this process should get no newcomers; empty when it is ready. */
export function healthRoutes(reasons: () => readonly RefusalCode[]): Router {
  return Router()
    .get('/healthz', (_req, res) => {
      res.set('Cache-Control', 'no-store').json({ status: 'ok' });
    })
    .get('/readyz', (_req, res) => {
      const codes = reasons();
      const [first] = codes;
      res.set('Cache-Control', 'no-store');
      if (!first) res.json({ status: 'ok' });
      else res.status(503).json({ error: first, message: codes.map(textOfRefusal).join(' ') });
    });
}
