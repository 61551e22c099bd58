/** The match that this tab is in, kept over a reload of its page; no other tab sees it. */
import type { MatchRole } from '../net/match/matchTicket.ts';

export type KeptMatch = { matchId: string; mode: string; role: MatchRole; resumeKey: string; code?: string };
export interface MatchStore {
  load(): KeptMatch | undefined;
  /** undefined: in none any more. */
  save(match: KeptMatch | undefined): void;
}

const KEY = 'foyer.match';

/** Where storage is closed (private windows, policies), a reload leaves the match to its reconnection window. */
export const tabMatch = (storage: Storage | undefined = storageOrNone()): MatchStore => ({
  load() {
    try {
      const kept = storage?.getItem(KEY);
      return kept ? (JSON.parse(kept) as KeptMatch) : undefined;
    } catch {
      return undefined;
    }
  },
  save(match) {
    try {
      if (match) storage?.setItem(KEY, JSON.stringify(match));
      else storage?.removeItem(KEY);
    } catch {
      // Full or closed.
    }
  },
});

function storageOrNone(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}
