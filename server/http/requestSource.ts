/** Which page sent a request: by `Sec-Fetch-Site`, which no page can forge, or (plain http) by Origin or Referer. */
import type { IncomingMessage } from 'node:http';
import { callerOf } from './clientAddress.ts';
import { isOwnOrigin } from './cors.ts';

/** `unsaid`: not a page's POST, as every browser names the page of one; a GET may be any page's. */
export type RequestSource = 'ownPage' | 'elsewhere' | 'unsaid';

export function sourceOf(req: IncomingMessage): RequestSource {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? 'ownPage' : 'elsewhere';
  const from = req.headers.origin ?? req.headers.referer;
  if (from === undefined) return 'unsaid';
  return isOwnOrigin(from, callerOf(req)) ? 'ownPage' : 'elsewhere';
}
