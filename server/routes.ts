/** Everything over HTTP, composed: `guardHttp` for the server that Colyseus is given, `mountHttp` for its Express app. */
import type { Server } from 'node:http';
import compression from 'compression';
import type { Application, NextFunction, Request, Response } from 'express';
import { asShardId } from '../shared/ids.ts';
import { COMPRESS_FROM_BYTES } from '../shared/limits.ts';
import { LOBBY } from '../shared/protocol.ts';
import { Admission } from './http/admission.ts';
import { apiRoutes } from './http/api.ts';
import { authRoutes } from './http/auth.ts';
import { CallerResolver } from './http/clientAddress.ts';
import type { HttpDeps } from './http/deps.ts';
import { guardServer } from './http/guard.ts';
import { healthRoutes } from './http/health.ts';
import { restrictMatchmaking } from './http/matchmaking.ts';
import { pageRoutes } from './http/pages.ts';
import { StoreAwayError } from './http/playerStore.ts';
import { refuse } from './http/refusal.ts';
import { securityHeaders } from './http/securityHeaders.ts';
import { SampledLog } from './log.ts';
import type { Metrics } from './metrics.ts';
import { adminRoutes } from './operators/admin.ts';
import { metricsRoute } from './operators/metricsRoute.ts';
import { monitorRoutes } from './operators/monitor.ts';
import { OperatorEntry } from './operators/OperatorEntry.ts';
import type { OperatorOrders } from './operators/OperatorOrders.ts';
import type { WhyView } from './operators/why.ts';

/** Call before the server listens; other listeners may be added before or after. */
export function guardHttp(server: Server, deps: HttpDeps): void {
  const { config, log, metrics } = deps;
  const now = () => deps.clock.now();
  guardServer(server, {
    admission: new Admission(deps),
    callers: new CallerResolver(config.TRUSTED_PROXIES),
    allowedOrigins: config.ALLOWED_ORIGINS,
    upgradePrefix: /\/.*[^/]/.exec(config.PUBLIC_ADDRESS ?? '')?.[0] ?? '',
    sampled: new SampledLog(log, now),
    log,
    metrics,
    now,
  });
}

export type SiteDeps = HttpDeps & { orders: OperatorOrders; why: WhyView };

/** Routes behind the guard. Also restricts the matchmaker of this process, whose routes Colyseus mounts itself. */
export function mountHttp(app: Application, deps: SiteDeps): void {
  const { config, log, metrics } = deps;
  const now = () => deps.clock.now();
  const sampled = new SampledLog(log, now);
  restrictMatchmaking({
    tokens: deps.tokens,
    openRooms: deps.openRooms ?? [LOBBY],
    isLive: deps.isLive ?? (() => true),
    isCutOff: () => deps.isReady().includes('cluster/away'),
    shardOf: (id, viewer) => {
      const row = deps.lobby.find(id, viewer);
      return row && asShardId(row.shard);
    },
    refused: (code) => metrics.refused(code),
    failed: (error) => {
      metrics.errors.inc({ where: 'matchmake' });
      sampled.write('error', 'a reservation could not be made', { err: error });
    },
  });
  const entry = new OperatorEntry(config, metrics, now);
  app.disable('x-powered-by').set('etag', false);
  app.use(securityHeaders(config.PUBLIC_ADDRESS), compression({ threshold: COMPRESS_FROM_BYTES }));
  app.use(healthRoutes(deps.isReady));
  app.use('/metrics', metricsRoute(entry, metrics));
  app.use('/auth', authRoutes(deps));
  app.use('/api/admin', adminRoutes({ ...deps, entry }));
  app.use('/api', apiRoutes(deps));
  app.use('/monitor', monitorRoutes(entry, metrics, log));
  app.use(pageRoutes(deps.distDir));
  app.use((_req: Request, res: Response) => refuse(res, 'request/unknown'));
  app.use(handleError(metrics, sampled));
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
