/** What all bots heard about their matches, together: what the audit holds against the server's own records. */
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { CancelReason, PlayPushes } from '../../shared/playProtocol.ts';

/** Something that must not be. `rule` is counted, `says` is for people. */
export type Finding = {
  rule:
    | 'queuedWithoutTicket'
    | 'inTwoMatches'
    | 'playingWithoutRoom'
    | 'leftOver'
    | 'noResult'
    | 'twoResults'
    | 'resultsDiffer'
    | 'unknownResult';
  says: string;
  matchId?: string;
};

export type MatchNote = {
  readonly matchId: string;
  readonly mode: string;
  /** Their ids, once it has begun; bots of the game have none. */
  players: ReadonlySet<string>;
  /** Who has abandoned it: of their own will, or as its room says. */
  readonly gone: Set<string>;
  hasBegun: boolean;
  /** The room has told its end. */
  hasEnded: boolean;
  /** What each player was told of the result: as it came, one text a push. */
  readonly told: Map<string, string[]>;
};
export type Waits = { count: number; sumMs: number; maxMs: number };

export class Ledger {
  readonly matches = new Map<string, MatchNote>();
  readonly waits = new Map<string, Waits>();
  /** Of proposals and of matches that did not begin, by their match's id. */
  readonly aborted = new Map<string, CancelReason>();
  readonly refusals = new Map<string, number>();
  readonly findings: Finding[] = [];

  /** A seat waits for the player. */
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
    for (const { id, is } of seats) if (id !== undefined && is === 'gone') note.gone.add(id);
  }

  /** The player has left it for good. */
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

/** The same for the same result, in whatever order it is told. */
export const placesText = (places: readonly { id: string | null; place: number }[]): string =>
  places
    .map(({ id, place }) => `${id ?? '?'}:${place}`)
    .toSorted()
    .join(' ');
