/** What a process reports about itself over HTTP. */
import type { HttpError, Stats } from '../../shared/protocol.ts';
import { ADMIN } from '../support/admin.ts';
import { getJson } from './lists.ts';

type At = { readonly url: string };

export const statsOf = ({ url }: At): Promise<Stats> => getJson(`${url}/api/stats`);

/** `ok`, or the reason why it takes no newcomers. */
export async function readinessOf({ url }: At): Promise<string> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
  const { error } = (await response.json()) as Partial<HttpError>;
  return error ?? 'ok';
}

/** The sum of all series whose labels contain the text; 0 without any. */
export async function metricOf({ url }: At, name: string, label = ''): Promise<number> {
  const response = await fetch(`${url}/metrics`, { headers: ADMIN, signal: AbortSignal.timeout(5_000) });
  const text = await response.text();
  let sum = 0;
  for (const [, labels = '', value] of text.matchAll(new RegExp(`^${name}(\\{.*\\})? (\\S+)$`, 'gm'))) {
    if (labels.includes(label)) sum += Number(value);
  }
  return sum;
}
