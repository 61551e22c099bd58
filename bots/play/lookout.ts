/** What the server publishes over HTTP: the players with their statuses, the running matches, and past matches. */
import type { PlayerRow } from '../../shared/playerRow.ts';
import type { MatchRow } from '../../shared/playProtocol.ts';
import type { PlayersPage } from '../../shared/protocol.ts';
import type { PastMatchesPage, PastMatchRow } from '../../shared/records.ts';

const PAGE = 100;
const TIMEOUT_MS = 10_000;

/** A snapshot, read over several requests. */
export type Sighting = { readonly players: readonly PlayerRow[]; readonly matches: readonly MatchRow[] };

/** Rejects if the server does not respond. */
export async function sight(url: string): Promise<Sighting> {
  const players: PlayerRow[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: PlayersPage = await get(`${url}/api/players?limit=${PAGE}${cursorPart(cursor)}`);
    players.push(...page.players);
    cursor = page.nextCursor;
  }
  const { matches } = await get<{ matches: MatchRow[] }>(`${url}/api/matches`);
  return { players, matches };
}

/** All stored matches of a player. Rejects if the server does not respond. */
export async function historyOf(url: string, playerId: string): Promise<PastMatchRow[]> {
  const rows: PastMatchRow[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: PastMatchesPage = await get(
      `${url}/api/players/${playerId}/matches?limit=${PAGE}${cursorPart(cursor)}`,
    );
    rows.push(...page.matches);
    cursor = page.nextCursor;
  }
  return rows;
}

const cursorPart = (cursor: string): string => (cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`);

/** Waits out 429 responses. */
async function get<Body>(address: string): Promise<Body> {
  for (;;) {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) return (await response.json()) as Body;
    const waitS = Number(response.headers.get('Retry-After'));
    if (response.status !== 429 || !(waitS > 0)) throw new Error(`${address} answered ${response.status}`);
    await new Promise((resolve) => setTimeout(resolve, waitS * 1_000));
  }
}
