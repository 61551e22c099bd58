/** One line for each request, without its query, body and headers, as these carry tokens. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log, SampledLog } from '../log.ts';
import { pathOf } from './requestHead.ts';

/** Call before the request is handled; writes when it is over. `now`: monotonic ms. */
export function logRequest(
  req: IncomingMessage,
  res: ServerResponse,
  deps: { log: Log; sampled: SampledLog; now: () => number },
  address: string,
): void {
  const startedAt = deps.now();
  // Read now, because routers shorten the URL.
  const path = pathOf(req.url ?? '').slice(0, 200);
  res.once('close', () => {
    const facts = {
      method: req.method,
      path,
      status: res.statusCode,
      ms: Math.round(deps.now() - startedAt),
      address,
    };
    if (res.statusCode >= 500) deps.sampled.write('warn', 'request failed', facts);
    else if (res.statusCode >= 400) deps.sampled.write('info', 'request refused', facts);
    else deps.log.debug(facts, 'request');
  });
}
