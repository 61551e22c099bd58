/** Carries the reports of match rooms to the desk, in the order of each match. A result is stored, then announced. */
import { asPlayerId } from '../../shared/ids.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { PlayedMatch, RecordedMatch } from '../domain/play/playedMatch.ts';
import { reportedWin } from '../domain/play/reportedWin.ts';
import type { NewsItem, Report } from '../play/deskMessages.ts';
import type { Play } from '../play/Play.ts';
import type { Matches } from '../ports.ts';

/** Called in the process of the room, once for each fact and in order; a call neither waits nor throws. */
export interface MatchReports {
  report(report: Report): void;
  /** The match has a result. At most once, and never after `closed`. `ranking`: of players, not of bots. */
  finished(match: PlayedMatch): void;
}

/** A result that could not be stored for so long counts for nothing; the room has announced it by then. */
const STORE_TRIES = 60;
const STORE_AGAIN_MS = 2_000;

export class CarriedReports implements MatchReports {
  readonly #play: Play;
  readonly #matches: Matches;
  readonly #failed: (error: unknown, where: string) => void;
  readonly #last = new Map<string, Promise<void>>();

  constructor(play: Play, matches: Matches, failed: (error: unknown, where: string) => void) {
    this.#play = play;
    this.#matches = matches;
    this.#failed = failed;
  }

  report(report: Report): void {
    this.#after(report.matchId, () => this.#play.report(report));
  }

  finished(match: PlayedMatch): void {
    const { matchId } = match;
    // As it is listed now: the report takes it from the list.
    const row = this.#play.matches().find((each) => each.matchId === matchId);
    this.#after(matchId, async () => {
      const recorded = await this.#keep(match);
      const result = recorded && resultOf(recorded);
      if (result) await this.#keepNews(result, match.endedAt);
      await this.#play.report({ matchId, type: 'finished' });
      if (!recorded || !result) return;
      this.#play.publishNews(newsOf(recorded, result));
      const win = reportedWin(match, row);
      if (win) this.#play.publishWin(win);
    });
  }

  /** Resolves when everything that was reported until now has arrived. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values());
  }

  #after(matchId: string, act: () => Promise<void>): void {
    const last = (this.#last.get(matchId) ?? Promise.resolve())
      .then(act)
      .catch((error: unknown) => this.#failed(error, 'matchReport'));
    this.#last.set(matchId, last);
    void last.then(() => this.#last.get(matchId) === last && this.#last.delete(matchId));
  }

  /** For players whom the push does not reach, as they are on their way to another process (play/ResultNews.ts). */
  async #keepNews(result: Result, endedAt: number): Promise<void> {
    const players = result.results.map(({ id }) => asPlayerId(id));
    await this.#matches
      .keepNews(result.matchId, players, JSON.stringify(result), endedAt)
      .catch((error: unknown) => this.#failed(error, 'keepNews'));
  }

  /** Stored once, however often it is tried. Undefined where the store was away for too long. */
  async #keep(match: PlayedMatch): Promise<RecordedMatch | undefined> {
    for (let tries = 1; ; tries++) {
      try {
        return (await this.#matches.record(match)) ?? (await this.#matches.find(match.matchId));
      } catch (error) {
        if (tries === 1 || tries === STORE_TRIES) this.#failed(error, 'recordMatch');
        if (tries === STORE_TRIES) return undefined;
        await new Promise((resolve) => setTimeout(resolve, STORE_AGAIN_MS));
      }
    }
  }
}

type Result = PlayPushes['matchFinished'];

function resultOf({ matchId, mode, ranking }: RecordedMatch): Result {
  const results = ranking.map(({ playerId: id, name, emblem, place, ratingBefore, ratingAfter }) => ({
    ...{ id, name, emblem, place },
    ...(ratingBefore !== undefined && { ratingBefore }),
    ...(ratingAfter !== undefined && { ratingAfter }),
  }));
  const isRated = ranking.some(({ ratingAfter }) => ratingAfter !== undefined);
  return { matchId, mode, isRated, results };
}

function newsOf({ ranking }: RecordedMatch, payload: Result): NewsItem[] {
  const ratings = ranking.flatMap(({ playerId, ratingAfter: rating, ratings }): NewsItem[] =>
    rating === undefined ? [] : [{ type: 'rated', playerId, rating, ...(ratings !== undefined && { ratings }) }],
  );
  const pushes = ranking.map(({ playerId: to }): NewsItem => ({ type: 'push', to, push: 'matchFinished', payload }));
  return [...ratings, ...pushes];
}
