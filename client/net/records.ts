/** Past matches and ratings, over HTTP. */
import type { LeaderboardPage, PastMatchesPage } from '../../shared/records.ts';
import { failureOfAnswer } from './joinFailure.ts';
import { type Fetch, getJson } from './json.ts';
import type { RequestResult } from './requestResult.ts';
import type { SignIn } from './signIn.ts';

/** More than fills a dialog. */
const PAGE = 50;
const TIMEOUT_MS = 10_000;

export class Records {
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #signIn: SignIn;

  constructor(url: string, fetch: Fetch, signIn: SignIn) {
    this.#url = url;
    this.#fetch = fetch;
    this.#signIn = signIn;
  }

  /** The players of a ranked mode, the best first. `cursor`: the page before's. */
  leaderboard(mode: string, cursor?: string): Promise<RequestResult<LeaderboardPage>> {
    return this.#page('leaderboard', { mode }, cursor);
  }

  /** A player's matches, the latest first; at most `limit`. */
  matchesOf(playerId: string, cursor?: string, limit?: number): Promise<RequestResult<PastMatchesPage>> {
    return this.#page(`players/${encodeURIComponent(playerId)}/matches`, {}, cursor, limit);
  }

  async #page<Page extends object>(
    path: string,
    query: object,
    cursor: string | undefined,
    limit = PAGE,
  ): Promise<RequestResult<Page>> {
    const params = new URLSearchParams({ ...query, limit: String(limit), ...(cursor !== undefined && { cursor }) });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await getJson(
      this.#fetch,
      `${this.#url}/api/${path}?${params}`,
      this.#signIn.session?.token,
      signal,
    );
    if (!answer) return { ok: false, refusal: 'network' };
    if (answer.status === 200) return { ok: true, ...(answer.body as Page) };
    const failure = failureOfAnswer(answer.status, answer.body, answer.retryAfterMs);
    return { ok: false, refusal: failure.kind === 'refused' ? failure.code : 'network' };
  }
}
