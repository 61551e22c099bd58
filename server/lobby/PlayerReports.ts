/** Players' reports about others, stored for the operators with what was said. Each is also logged for the operator on call. */
import type { BucketLimit } from '../domain/admission/tokenBucket.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock, Reports } from '../ports.ts';
import type { Chat } from './Chat.ts';
import { handlersOf, orStoreAway } from './requestHandlers.ts';

/** Of one player. Operators read each report, and nobody meets more than this in a day. */
const A_DAY: BucketLimit = { burst: 10, perMinute: 10 / (24 * 60) };

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
    report: async (reporter, { playerId: player, reason, text = '' }, { isWithin }) => {
      const { reports, chat, clock, metrics, log, failed } = this.#deps;
      if (player === reporter) return 'request/notAllowed';
      if (!isWithin(A_DAY, 'player')) return 'request/tooMany';
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
