/** One line for each request, without its query, body and headers, as these carry tokens. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SampledLog } from '../log.ts';
import type { Site } from './site.ts';

/** Call before the request is handled, as routers shorten its URL; writes when it is over. */
export function logRequest(
  { method }: IncomingMessage,
  res: ServerResponse,
  path: string,
  { clock, log }: Site,
  sampled: SampledLog,
  address: string,
): void {
  const startedAt = clock.now();
  res.once('close', () => {
    const status = res.statusCode;
    const facts = { method, path: path.slice(0, 200), status, ms: Math.round(clock.now() - startedAt), address };
    if (status >= 500) sampled.write('warn', 'request failed', facts);
    else if (status >= 400) sampled.write('info', 'request refused', facts);
    else log.debug(facts, 'request');
  });
}
