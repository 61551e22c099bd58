/** Reports in memory. */
import type { PlayerId } from '../../shared/ids.ts';
import type { Reports, ShownReport, StoredPlayer, StoredReport } from '../ports.ts';

type Key = Pick<StoredReport, 'at' | 'reporter' | 'player'>;

export class MemoryReports implements Reports {
  readonly #players: ReadonlyMap<PlayerId, StoredPlayer>;
  #reports: StoredReport[] = [];

  constructor(players: ReadonlyMap<PlayerId, StoredPlayer>) {
    this.#players = players;
  }

  async report(report: StoredReport): Promise<boolean> {
    if (!this.#players.has(report.reporter) || !this.#players.has(report.player)) return false;
    const others = this.#reports.filter((each) => each.reporter !== report.reporter || each.player !== report.player);
    this.#reports = [...others, { ...report, at: Math.floor(report.at) }].sort(latestFirst);
    return true;
  }

  async reports(limit: number, before?: Key): Promise<ShownReport[]> {
    const nameOf = (id: PlayerId) => this.#players.get(id)?.name;
    return this.#reports
      .filter((each) => !before || latestFirst(before, each) < 0)
      .slice(0, limit)
      .map((each) => ({ ...each, reporterName: nameOf(each.reporter), playerName: nameOf(each.player) }));
  }

  async pruneReports(before: number): Promise<number> {
    const all = this.#reports.length;
    this.#reports = this.#reports.filter(({ at }) => at >= before);
    return all - this.#reports.length;
  }
}

const latestFirst = (a: Key, b: Key): number =>
  b.at - a.at || compareText(b.reporter, a.reporter) || compareText(b.player, a.player);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
