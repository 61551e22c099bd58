/** What a running match tells the lobby of itself: where it stands, and its tile where anybody looks at it. */
import type { PlayerId } from '../../shared/ids.ts';
import type { MatchProgress } from '../../shared/playProtocol.ts';
import type { MatchSeats } from '../domain/play/matchSeats.ts';
import type { MatchTiles } from './MatchTiles.ts';
import type { MatchReports } from './matchReports.ts';

/** Of the game; undefined tells nothing. */
export type ToldByGame = { progress(): MatchProgress | undefined; summary(): unknown };
type NewsDeps = { seats: MatchSeats; reports: MatchReports; tiles: MatchTiles; game: ToldByGame };

export class MatchNews {
  readonly #deps: NewsDeps;
  /** As last reported. */
  progress: MatchProgress | undefined;

  constructor(deps: NewsDeps) {
    this.#deps = deps;
  }

  followProgress(): void {
    const { seats, reports, game } = this.#deps;
    if (!this.#isTold) return;
    const progress = game.progress();
    if (!progress || isSame(progress, this.progress)) return;
    this.progress = progress;
    reports.report({ matchId: seats.setup.matchId, type: 'progressed', progress });
  }

  offerTile(): void {
    const { seats, tiles, game } = this.#deps;
    if (!this.#isTold) return;
    tiles.offer(seats.setup.matchId, () => ({ summary: game.summary(), players: playersOf(seats) }));
  }

  /** A private match is in no list. */
  get #isTold(): boolean {
    const { phase, setup } = this.#deps.seats;
    return phase === 'running' && !setup.isPrivate;
  }
}

const playersOf = ({ all }: MatchSeats): PlayerId[] => all.flatMap(({ playerId }) => playerId ?? []);

const isSame = (a: MatchProgress, b: MatchProgress | undefined): boolean =>
  a.at === b?.at && a.scores.join() === b.scores.join();
