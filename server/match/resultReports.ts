/**
 * What match rooms report, carried to the desk in the order of each match, and their results to the database first: a
 * result that is told is one that is kept.
 */
import type { PlayedMatch } from '../domain/play/playedMatch.ts';
import type { NewsItem, Report } from '../play/deskMessages.ts';
import type { Play } from '../play/Play.ts';
import type { Matches, RecordedMatch } from '../ports.ts';
import type { MatchReports } from './matchReports.ts';

export type ReportDeps = {
  play: Pick<Play, 'report' | 'tell'>;
  matches: Matches;
  failed: (error: unknown, where: string) => void;
};

/** A result is tried to be stored for so long; the room has told its players by then, and the match counts for nothing. */
const STORE_TRIES = 60;
const STORE_AGAIN_MS = 2_000;

/** `settled`: resolves when everything that was reported until now has arrived. */
export type CarriedReports = MatchReports & { settled(): Promise<void> };

export function matchReports({ play, matches, failed }: ReportDeps): CarriedReports {
  const lines = new Map<string, Promise<void>>();
  const next = (matchId: string, act: () => Promise<void>): void => {
    const line = (lines.get(matchId) ?? Promise.resolve())
      .then(act)
      .catch((error: unknown) => failed(error, 'matchReport'));
    lines.set(matchId, line);
    void line.then(() => lines.get(matchId) === line && lines.delete(matchId));
  };
  const report = (one: Report) => next(one.matchId, () => play.report(one));
  return {
    seated: (matchId, player) => report({ matchId, type: 'seated', player }),
    left: (matchId, player) => report({ matchId, type: 'left', player }),
    seatMissed: (matchId, players) => report({ matchId, type: 'seatMissed', players }),
    started: (matchId) => report({ matchId, type: 'started' }),
    // The room holds the seat; the lobby shows what its own session of the player is.
    dropped() {},
    resumed() {},
    abandoned: (matchId, player) => report({ matchId, type: 'left', player }),
    spectators: (matchId, count) => report({ matchId, type: 'spectators', count }),
    closed: (matchId) => report({ matchId, type: 'closed' }),
    settled: async () => void (await Promise.all(lines.values())),
    finished: (matchId, result) =>
      next(matchId, async () => {
        const recorded = await keep({ matchId, ...result }, matches, failed);
        await play.report({ matchId, type: 'finished' });
        if (recorded) tellResult(recorded, play);
      }),
  };
}

/** Stored once, however often it is tried. Undefined where the store was away for too long. */
async function keep(
  match: PlayedMatch,
  matches: Matches,
  failed: ReportDeps['failed'],
): Promise<RecordedMatch | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return (await matches.record(match)) ?? (await matches.find(match.matchId));
    } catch (error) {
      if (tries === 1 || tries === STORE_TRIES) failed(error, 'recordMatch');
      if (tries === STORE_TRIES) return undefined;
      await new Promise((resolve) => setTimeout(resolve, STORE_AGAIN_MS));
    }
  }
}

function tellResult({ matchId, mode, ranking }: RecordedMatch, play: ReportDeps['play']): void {
  const results = ranking.map(({ playerId: id, name, place, ratingBefore, ratingAfter }) => ({
    id,
    name,
    place,
    ...(ratingBefore !== undefined && { ratingBefore }),
    ...(ratingAfter !== undefined && { ratingAfter }),
  }));
  const isRated = ranking.some(({ ratingAfter }) => ratingAfter !== undefined);
  const payload = { matchId, mode, isRated, results };
  const ratings = ranking.flatMap(({ playerId, ratingAfter: rating }): NewsItem[] =>
    rating === undefined ? [] : [{ type: 'rated', playerId, rating }],
  );
  const told = ranking.map(({ playerId: to }): NewsItem => ({ type: 'push', to, push: 'matchFinished', payload }));
  play.tell([...ratings, ...told]);
}
