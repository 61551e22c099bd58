/** The match of this tab, kept over a reload; no other tab sees it. */
import type { MatchRole } from '../net/match/matchTicket.ts';
import { type ItemStorage, KeptItem } from '../storage/keptItem.ts';

export type KeptMatch = { matchId: string; mode: string; role: MatchRole; resumeKey: string; code?: string };
export interface MatchStore {
  load(): KeptMatch | undefined;
  /** undefined: in no match any more. */
  save(match: KeptMatch | undefined): void;
}

/** With storage closed, a reload leaves the match to its reconnection window. */
export function tabMatch(storage: () => ItemStorage = () => window.sessionStorage): MatchStore {
  const item = new KeptItem('foyer.match', storage);
  return {
    load: () => item.readJson() as KeptMatch | undefined,
    save: (match) => item.write(match && JSON.stringify(match)),
  };
}
