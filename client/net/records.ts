/** Past matches and ratings, over HTTP. */
import type { LeaderboardPage, Matchup, PastMatchesPage, ReplayAnswer } from '../../shared/records.ts';
import { failureOfAnswer } from './joinFailure.ts';
import { type Fetch, getJson } from './json.ts';
import type { RequestResult } from './requestResult.ts';
import { pathOf } from './routes.ts';
import type { SignIn } from './signIn.ts';

/** Fills a dialog, and some. */
const PAGE = 50;
const TIMEOUT_MS = 10_000;

export class Records {
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #signIn: Pick<SignIn, 'session' | 'withToken'>;

  constructor(url: string, fetch: Fetch, signIn: Pick<SignIn, 'session' | 'withToken'>) {
    this.#url = url;
    this.#fetch = fetch;
    this.#signIn = signIn;
  }

  /** The best first. `cursor`: of the page before. */
  leaderboard(mode: string, cursor?: string): Promise<RequestResult<LeaderboardPage>> {
    return this.#page(pathOf('leaderboard'), { mode }, cursor);
  }

  /** Of the player against the others. */
  matchup(mode: string, others: readonly string[]): Promise<RequestResult<Matchup>> {
    return this.#get(pathOf('matchup'), { mode, players: others.join() });
  }

  /** The latest first. */
  matchesOf(playerId: string, cursor?: string, limit?: number): Promise<RequestResult<PastMatchesPage>> {
    return this.#page(pathOf('matches', playerId), {}, cursor, limit);
  }

  replay(matchId: string): Promise<RequestResult<ReplayAnswer>> {
    return this.#get(pathOf('replay', matchId), {});
  }

  /** As strangers are told of it. */
  async publicReplay(matchId: string): Promise<RequestResult<ReplayAnswer>> {
    const url = `${this.#url}${pathOf('replay', matchId)}`;
    const answer = await getJson(this.#fetch, url, undefined, AbortSignal.timeout(TIMEOUT_MS));
    if (answer?.status === 200) return { ok: true, ...(answer.body as ReplayAnswer) };
    return { ok: false, refusal: answer?.status === 404 ? 'request/unknown' : 'network' };
  }

  #page<Page extends object>(path: string, query: object, cursor?: string, limit = PAGE): Promise<RequestResult<Page>> {
    return this.#get(path, { ...query, limit: String(limit), ...(cursor !== undefined && { cursor }) });
  }

  async #get<Page extends object>(path: string, query: Record<string, string>): Promise<RequestResult<Page>> {
    const params = new URLSearchParams(query);
    const url = `${this.#url}${path}?${params}`;
    const attempt = { signal: AbortSignal.timeout(TIMEOUT_MS), progressed() {} };
    const result = await this.#signIn.withToken<{ page: Page }>(this.#signIn.session?.token, attempt, async (token) => {
      const answer = await getJson(this.#fetch, url, token, attempt.signal);
      if (answer?.status === 200) return { page: answer.body as Page };
      return { failure: answer ? failureOfAnswer(answer) : ({ kind: 'network' } as const) };
    });
    if ('page' in result) return { ok: true, ...result.page };
    return { ok: false, refusal: result.failure.kind === 'refused' ? result.failure.code : 'network' };
  }
}
