/** What players say of others: stored for the operators, and a line in the log, so that somebody at night sees it come. */
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import type { RequestRefusal } from '../../shared/refusals.ts';
import type { Report } from '../../shared/socialProtocol.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock, Reports } from '../ports.ts';

export type PlayerReportsDeps = {
  store: Pick<Reports, 'report'>;
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

  async take(
    reporter: PlayerId,
    { playerId, reason, text = '' }: Report,
  ): Promise<Record<string, never> | RequestRefusal> {
    const { store, clock, metrics, log, failed } = this.#deps;
    const player = asPlayerId(playerId);
    if (player === reporter) return 'request/notAllowed';
    try {
      if (!(await store.report({ reporter, player, reason, text, at: clock.wall() }))) return 'player/unknown';
    } catch (error) {
      failed(error, 'report');
      return 'store/away';
    }
    metrics.reports.inc({ reason });
    log.info({ reporter, player, reason }, 'a player was reported');
    return {};
  }
}
