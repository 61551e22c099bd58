/** What one process of a cluster tells over HTTP. */
import type { HttpError, PlayersPage, Stats } from '../../shared/protocol.ts';

const PAGE = 100;

type At = { readonly url: string };

/** Everybody whom the process lists: id → status. Throws where somebody is listed twice. */
export async function listOf({ url }: At): Promise<Map<string, string>> {
  const list = new Map<string, string>();
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: PlayersPage = await getJson(`${url}/api/players?limit=${PAGE}${cursor && `&cursor=${cursor}`}`);
    for (const { id, status } of page.players) {
      if (list.has(id)) throw new Error(`${id} is listed twice`);
      list.set(id, status);
    }
    cursor = page.nextCursor && encodeURIComponent(page.nextCursor);
  }
  return list;
}

export const statsOf = ({ url }: At): Promise<Stats> => getJson(`${url}/api/stats`);

/** `ok`, or why it takes no newcomers. */
export async function readinessOf({ url }: At): Promise<string> {
  const body = await getJson<Partial<HttpError>>(`${url}/readyz`);
  return body.error ?? 'ok';
}

/** The sum over all labels; 0 where there is none. */
export async function metricOf({ url }: At, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const values = text.matchAll(new RegExp(`^${name.replaceAll(/[{}]/g, '\\$&')}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'));
  return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
}

async function getJson<Body>(url: string): Promise<Body> {
  return (await (await fetch(url)).json()) as Body;
}
