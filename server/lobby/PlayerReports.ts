/** Players' reports about others, stored for the operators with what was said. Each is also logged for the operator on call. */
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock, Reports } from '../ports.ts';
import type { Chat } from './Chat.ts';
import { handlersOf, orStoreAway } from './requestHandlers.ts';

export type PlayerReportsDeps = {
  reports: Reports;
  chat: Chat;
  clock: Clock;
  metrics: Metrics;
  log: Log;
  failed: (error: unknown, where: string) => void;
};

export class PlayerReports {
  readonly #deps: PlayerReportsDeps;

  constructor(deps: PlayerReportsDeps) {
    this.#deps = deps;
  }

  readonly requests = handlersOf({
    report: async (reporter, { playerId: player, reason, text = '' }) => {
      const { reports, chat, clock, metrics, log, failed } = this.#deps;
      if (player === reporter) return 'request/notAllowed';
      const evidence = chat.evidence(reporter, player);
      const report = { reporter, player, reason, text, at: clock.wall(), evidence };
      const isStored = await orStoreAway(failed, 'report', () => reports.add(report));
      if (isStored === 'store/away') return isStored;
      if (!isStored) return 'player/unknown';
      metrics.reports.inc({ reason });
      log.info({ reporter, player, reason }, 'a player was reported');
      return {};
    },
  });
}
