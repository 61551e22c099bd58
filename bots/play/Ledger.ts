/** Everything the bots heard about their matches. The audit compares it with the server's records. */
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { CancelReason, PlayPushes } from '../../shared/playProtocol.ts';

/** A violated rule. `rule` is counted; `says` is for people. */
export type Finding = {
  rule:
    | 'queuedWithoutTicket'
    | 'inTwoMatches'
    | 'playingWithoutRoom'
    | 'leftOver'
    | 'noResult'
    | 'twoResults'
    | 'toldAgain'
    | 'resultsDiffer'
    | 'unknownResult';
  says: string;
  matchId?: string;
};

export type MatchNote = {
  readonly matchId: string;
  readonly mode: string;
  /** The players' ids once it has begun; the game's own bots have none. */
  players: ReadonlySet<string>;
  /** Ids of players who have abandoned it, by their own account or the room's. */
  readonly gone: Set<string>;
  hasBegun: boolean;
  /** The room has reported the end. */
  hasEnded: boolean;
  /** The results each player received, one text per push. */
  readonly told: Map<string, string[]>;
};
export type Waits = { count: number; sumMs: number; maxMs: number };

export class Ledger {
  readonly matches = new Map<string, MatchNote>();
  readonly waits = new Map<string, Waits>();
  /** Proposals and matches that never began, by match id. */
  readonly aborted = new Map<string, CancelReason>();
  readonly refusals = new Map<string, number>();
  readonly findings: Finding[] = [];

  /** Returns the match's note; creates it the first time. */
  ready(matchId: string, mode: string): MatchNote {
    const known = this.matches.get(matchId);
    if (known) return known;
    const note: MatchNote = {
      ...{ matchId, mode, players: new Set<string>(), gone: new Set<string>(), hasBegun: false, hasEnded: false },
      told: new Map(),
    };
    this.matches.set(matchId, note);
    return note;
  }

  tabled({ matchId, mode, phase, seats }: MatchPushes['tableUpdated']): void {
    const note = this.ready(matchId, mode);
    if (phase === 'seating') return;
    note.hasBegun = true;
    note.players = new Set(seats.flatMap(({ id }) => id ?? []));
    for (const { id, is } of seats) if (typeof id === 'string' && is === 'gone') note.gone.add(id);
  }

  abandoned(player: string, matchId: string, mode: string): void {
    this.ready(matchId, mode).gone.add(player);
  }

  ended(matchId: string, mode: string): void {
    this.ready(matchId, mode).hasEnded = true;
  }

  finished(player: string, { matchId, mode, results }: PlayPushes['matchFinished']): void {
    const { told } = this.ready(matchId, mode);
    told.set(player, [...(told.get(player) ?? []), placesText(results)]);
  }

  cancelled({ matchId, reason }: PlayPushes['matchCancelled']): void {
    this.aborted.set(matchId, reason);
  }

  waited(mode: string, ms: number): void {
    const { count, sumMs, maxMs } = this.waits.get(mode) ?? { count: 0, sumMs: 0, maxMs: 0 };
    this.waits.set(mode, { count: count + 1, sumMs: sumMs + ms, maxMs: Math.max(maxMs, ms) });
  }

  refused(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  find(finding: Finding): void {
    this.findings.push(finding);
  }
}

/** The same text for the same result, in any order. */
export const placesText = (places: readonly { id: string | null; place: number }[]): string =>
  places
    .map(({ id, place }) => `${id ?? '?'}:${place}`)
    .toSorted()
    .join(' ');
