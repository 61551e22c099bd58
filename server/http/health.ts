/** For load balancers and supervisors: is the process alive, and should it get newcomers. */
import { Router } from 'express';
import type { HttpDeps } from './deps.ts';
import { wordsOfRefusal } from './refusal.ts';

export function healthRoutes(deps: Pick<HttpDeps, 'isReady'>): Router {
  return Router()
    .get('/healthz', (_req, res) => {
      res.set('Cache-Control', 'no-store').json({ status: 'ok' });
    })
    .get('/readyz', (_req, res) => {
      const reasons = deps.isReady();
      const [first] = reasons;
      res.set('Cache-Control', 'no-store');
      if (!first) res.json({ status: 'ok' });
      else res.status(503).json({ error: first, message: reasons.map(wordsOfRefusal).join(' ') });
    });
}
