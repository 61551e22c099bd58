/** Everything over HTTP behind the guard, composed for Colyseus' Express app. */
import compression from 'compression';
import type { Application, NextFunction, Request, Response } from 'express';
import { COMPRESS_FROM_BYTES } from '../shared/limits.ts';
import { apiRoutes } from './http/api.ts';
import { authRoutes } from './http/auth.ts';
import { restrictMatchmaking } from './http/matchmaking.ts';
import { pageRoutes } from './http/pages.ts';
import { StoreAwayError } from './http/playerStore.ts';
import { refuse, textOfRefusal } from './http/refusal.ts';
import { securityHeaders } from './http/securityHeaders.ts';
import { sharedLinks } from './http/sharedLinks.ts';
import type { Site } from './http/site.ts';
import { SampledLog } from './log.ts';
import type { Metrics } from './metrics.ts';
import { type Admin, adminRoutes } from './operators/admin.ts';
import { monitorRoutes } from './operators/monitor.ts';
import { OperatorEntry } from './operators/OperatorEntry.ts';

/** Also restricts the matchmaker of this process: Colyseus mounts its routes itself. */
export function mountHttp(app: Application, site: Site & Admin): void {
  const { config, log, metrics } = site;
  const now = () => site.clock.now();
  restrictMatchmaking(site);
  const entry = new OperatorEntry(config, metrics, now);
  app.disable('x-powered-by').set('etag', false);
  app.use(securityHeaders(config.PUBLIC_ADDRESS), compression({ threshold: COMPRESS_FROM_BYTES }));
  app.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  app.get('/readyz', (_req, res) => {
    const codes = site.isReady();
    const [error] = codes;
    res.set('Cache-Control', 'no-store');
    if (error) res.status(503).json({ error, message: codes.map(textOfRefusal).join(' ') });
    else res.json({ status: 'ok' });
  });
  app.get('/metrics', entry.admitScraper, async (_req, res) => {
    res.set({ 'Cache-Control': 'no-store', 'Content-Type': metrics.registry.contentType });
    res.send(await metrics.registry.metrics());
  });
  app.use('/auth', authRoutes(site));
  app.use('/api/admin', adminRoutes(site, entry));
  app.use('/api', apiRoutes(site));
  app.use('/monitor', monitorRoutes(entry, metrics, log));
  app.use(sharedLinks(config.PUBLIC_ADDRESS, site.matches));
  app.use(pageRoutes(site.distDir));
  app.use((_req: Request, res: Response) => refuse(res, 'request/unknown'));
  app.use(handleError(metrics, new SampledLog(log, now)));
}

/** Express recognizes an error handler by its four parameters. */
function handleError(metrics: Metrics, sampled: SampledLog) {
  return (error: unknown, req: Request, res: Response, _next: NextFunction): void => {
    if (res.headersSent) return void res.destroy();
    if (error instanceof StoreAwayError) {
      sampled.write('warn', 'the store is away', { cause: String(error.cause) });
      res.set('Retry-After', '2');
      return refuse(res, 'store/away');
    }
    const status = statusOfError(error);
    if (status === 413) return refuse(res, 'request/tooLarge');
    if (status >= 400 && status < 500) return refuse(res, 'request/invalid', undefined, status);
    metrics.errors.inc({ where: 'http' });
    sampled.write('error', 'a route failed', { err: error, path: req.path });
    refuse(res, 'server/error');
  };
}

/** Express and its body parser put the status on the error. */
function statusOfError(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : 500;
}
