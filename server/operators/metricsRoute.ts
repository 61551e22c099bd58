/** `GET /metrics` for Prometheus: with METRICS_TOKEN as bearer; without one set, at this machine only. */
import { type Request, type Response, Router } from 'express';
import { refuse } from '../http/refusal.ts';
import { admitOperator, isAtThisMachine, isSameSecret, type OperatorDeps } from './operators.ts';

export function metricsRoute(deps: OperatorDeps & { token: string | undefined }): Router {
  return Router().get('/', async (req: Request, res: Response) => {
    if (deps.token === undefined) {
      if (!isAtThisMachine(req)) return refuse(res, 'request/notAllowed');
    } else {
      const header = req.headers.authorization;
      const isRight = header !== undefined && isSameSecret(header, `Bearer ${deps.token}`);
      const check = { isRight, wasTried: header !== undefined, challenge: 'Bearer' };
      if (!admitOperator(req, res, deps, check)) return;
    }
    res.set({ 'Cache-Control': 'no-store', 'Content-Type': deps.metrics.registry.contentType });
    res.send(await deps.metrics.registry.metrics());
  });
}
