/** Players' reports about others, stored for the operators. Each is also logged, so that the operator on call sees it. */
import type { PlayerId } from '../../shared/ids.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import type { ReadInput } from '../../shared/requests.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock, Reports } from '../ports.ts';

export type PlayerReportsDeps = {
  reports: Reports;
  clock: Pick<Clock, 'wall'>;
  metrics: Pick<Metrics, 'reports'>;
  log: Pick<Log, 'info'>;
  failed: (error: unknown, where: string) => void;
};

export class PlayerReports {
  readonly #deps: PlayerReportsDeps;

  constructor(deps: PlayerReportsDeps) {
    this.#deps = deps;
  }

  async report(
    reporter: PlayerId,
    { playerId: player, reason, text = '' }: ReadInput<'report'>,
  ): Promise<Record<string, never> | RequestRefusal> {
    const { reports, clock, metrics, log, failed } = this.#deps;
    if (player === reporter) return 'request/notAllowed';
    try {
      if (!(await reports.add({ reporter, player, reason, text, at: clock.wall() }))) return 'player/unknown';
    } catch (error) {
      failed(error, 'report');
      return 'store/away';
    }
    metrics.reports.inc({ reason });
    log.info({ reporter, player, reason }, 'a player was reported');
    return {};
  }
}
