/** What is asked over HTTP in the player's name: past matches, ratings, and to be notified. */
import type { LeaderboardPage, Matchup, PastMatchesPage, ReplayAnswer } from '../../shared/records.ts';
import { failureOfAnswer } from './joinFailure.ts';
import { type Fetch, getJson, postJson } from './json.ts';
import type { RequestResult } from './requestResult.ts';
import { pathOf, type ROUTES } from './routes.ts';
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

  /** Any route, by GET, or by POST where there is a body. */
  tell<Answer extends object>(route: keyof typeof ROUTES, body?: object): Promise<RequestResult<Answer>> {
    return this.#ask(pathOf(route), body);
  }

  #get<Page extends object>(path: string, query: Record<string, string>): Promise<RequestResult<Page>> {
    return this.#ask(`${path}?${new URLSearchParams(query)}`);
  }

  async #ask<Page extends object>(path: string, body?: object): Promise<RequestResult<Page>> {
    const url = `${this.#url}${path}`;
    const attempt = { signal: AbortSignal.timeout(TIMEOUT_MS), progressed() {} };
    const result = await this.#signIn.withToken<{ page: Page }>(this.#signIn.session?.token, attempt, async (token) => {
      const { signal } = attempt;
      const answer = await (body
        ? postJson(this.#fetch, url, body, token, signal)
        : getJson(this.#fetch, url, token, signal));
      if (answer?.status === 200) return { page: answer.body as Page };
      return { failure: answer ? failureOfAnswer(answer) : ({ kind: 'network' } as const) };
    });
    if ('page' in result) return { ok: true, ...result.page };
    return { ok: false, refusal: result.failure.kind === 'refused' ? result.failure.code : 'network' };
  }
}
