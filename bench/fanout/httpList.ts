/** Everybody Foyer lists over HTTP. */
import type { PlayersPage } from '../../shared/protocol.ts';
import type { GivenRow } from './truth.ts';

/** All pages of `GET /api/players`. */
export async function httpList(port: number): Promise<GivenRow[]> {
  const rows: GivenRow[] = [];
  let cursor = '';
  do {
    const answer = await fetch(`http://127.0.0.1:${port}/api/players?limit=100${cursor}`);
    const page = (await answer.json()) as PlayersPage;
    rows.push(...page.players);
    cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
  } while (cursor !== '');
  return rows;
}
