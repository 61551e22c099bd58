import type { PlayerId } from '../../../shared/ids.ts';
import type { ReportReason } from '../../../shared/socialProtocol.ts';
import type { EvidenceLine } from './chatLines.ts';

/** What a player told the operators about another. `at`: epoch ms. */
export type StoredReport = {
  reporter: PlayerId;
  player: PlayerId;
  reason: ReportReason;
  text: string;
  at: number;
  /** What the two said lately where both could read it, the oldest first. */
  evidence: EvidenceLine[];
};
/** With both players' present names; undefined for a pruned player. */
export type ShownReport = StoredReport & { reporterName: string | undefined; playerName: string | undefined };
