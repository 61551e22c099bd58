/** Past matches and ratings, over HTTP. */
import type { LeaderboardPage, PastMatchesPage } from '../../shared/records.ts';
import { failureOfAnswer } from './joinFailure.ts';
import { type Fetch, getJson } from './json.ts';
import type { RequestResult } from './requestResult.ts';

/** Fills a dialog, and some. */
const PAGE = 50;
const TIMEOUT_MS = 10_000;

export class Records {
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #token: () => string | undefined;

  constructor(url: string, fetch: Fetch, token: () => string | undefined) {
    this.#url = url;
    this.#fetch = fetch;
    this.#token = token;
  }

  /** The best first. `cursor`: of the page before. */
  leaderboard(mode: string, cursor?: string): Promise<RequestResult<LeaderboardPage>> {
    return this.#page('leaderboard', { mode }, cursor);
  }

  /** The latest first. */
  matchesOf(playerId: string, cursor?: string, limit?: number): Promise<RequestResult<PastMatchesPage>> {
    return this.#page(`players/${encodeURIComponent(playerId)}/matches`, {}, cursor, limit);
  }

  async #page<Page extends object>(
    path: string,
    query: object,
    cursor?: string,
    limit = PAGE,
  ): Promise<RequestResult<Page>> {
    const params = new URLSearchParams({ ...query, limit: String(limit), ...(cursor !== undefined && { cursor }) });
    const url = `${this.#url}/api/${path}?${params}`;
    const answer = await getJson(this.#fetch, url, this.#token(), AbortSignal.timeout(TIMEOUT_MS));
    if (!answer) return { ok: false, refusal: 'network' };
    if (answer.status === 200) return { ok: true, ...(answer.body as Page) };
    const failure = failureOfAnswer(answer);
    return { ok: false, refusal: failure.kind === 'refused' ? failure.code : 'network' };
  }
}
