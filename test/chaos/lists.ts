/** Reads a process' list of online players over HTTP, all pages, once or repeatedly. */
import type { PlayerRow } from '../../shared/playerRow.ts';
import type { PlayersPage } from '../../shared/protocol.ts';

/** By id. */
export type List = ReadonlyMap<string, PlayerRow>;
export type Listed = { name: string; url: string };

const LIMIT_MS = 5_000;
const READINGS_MAX = 20;

/**
 * Reads all pages in turn, so it includes every player who is online throughout. Rejects if one fails, or if the list
 * repeatedly claims more players than its pages have.
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
    // A changed status or name may move a player from a later page to an earlier one in between.
    if (rows.size >= total) return rows;
    if (readings === READINGS_MAX) throw new Error(`${url}: ${rows.size} of ${total} players in all pages`);
  }
}

/** The JSON that is at this address; rejects where the answer is not 200, or takes five seconds. */
export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as T;
}

/**
 * Reads the lists of these processes at least every `everyMs`, each for itself, and tells each whole one, with the time at
 * which it was begun, monotonic ms. A process that does not answer is passed over. Returns what ends it.
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
