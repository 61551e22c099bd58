/** Reads a process' list of online players over HTTP, once or repeatedly. */
import type { PlayerRow } from '../../shared/playerRow.ts';
import type { PlayersPage } from '../../shared/protocol.ts';

/** By id. */
export type List = ReadonlyMap<string, PlayerRow>;
export type Listed = { name: string; url: string };

const LIMIT_MS = 5_000;
const READINGS_MAX = 20;

/**
 * Reads the pages one after another, so the list includes every player who is online throughout. Rejects if a page
 * fails, or if the pages repeatedly have fewer players than the total.
 */
export async function readList(url: string): Promise<List> {
  for (let readings = 1; ; readings++) {
    const rows = new Map<string, PlayerRow>();
    let total = Number.POSITIVE_INFINITY;
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: PlayersPage = await getJson(
        `${url}/api/players?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      for (const row of page.players) rows.set(row.id, row);
      total = Math.min(total, page.total);
      cursor = page.nextCursor;
    }
    // A changed status or name may move a player to a page that was already read.
    if (rows.size >= total) return rows;
    if (readings === READINGS_MAX) throw new Error(`${url}: ${rows.size} of ${total} players in all pages`);
  }
}

/** Rejects if the status is not 200 or the response takes five seconds. */
export async function getJson<T>(url: string, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(LIMIT_MS) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as T;
}

/**
 * Reads the list of each process at least every `everyMs` and reports each complete one with its start in monotonic ms.
 * Skips processes that do not answer. Returns a function that stops it.
 */
export function watchLists(
  processes: () => readonly Listed[],
  everyMs: number,
  seen: (process: Listed, list: List, begunAt: number) => void,
): () => void {
  const busy = new Set<string>();
  let isOver = false;
  const look = async (process: Listed): Promise<void> => {
    busy.add(process.name);
    const begunAt = performance.now();
    const list = await readList(process.url).catch(() => undefined);
    busy.delete(process.name);
    if (list && !isOver) seen(process, list, begunAt);
  };
  const timer = setInterval(() => {
    for (const process of processes()) if (!busy.has(process.name)) void look(process);
  }, everyMs);
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}
