/**
 * Finds violated rules by comparing what bots believe and heard with the server's own roster, list of matches and stored
 * histories. Pure.
 */
import type { PastMatchRow } from '../../shared/records.ts';
import { type Finding, type MatchNote, placesText } from './Ledger.ts';
import type { Sighting } from './lookout.ts';
import type { PlayView } from './Playing.ts';

/** A bot whose link is up. */
export type Seen = { readonly id: string; readonly view: PlayView };

/** What looks wrong at one moment. Messages take time, so only lasting doubts become findings (`Doubts`). */
export function doubtsOf(
  bots: readonly Seen[],
  { players, matches }: Sighting,
  notes: ReadonlyMap<string, MatchNote>,
): Finding[] {
  const statusOf = new Map(players.map(({ id, status }) => [id, status]));
  const doubts: Finding[] = [];
  for (const { id, view } of bots) {
    const status = statusOf.get(id);
    if (view.ticketId !== undefined && (status === 'online' || status === 'away' || status === 'busy'))
      doubts.push({ rule: 'queuedWithoutTicket', says: `${id} believes to be queued, and is ${status}` });
    if (status === 'playing' && !view.isInMatch)
      doubts.push({ rule: 'playingWithoutRoom', says: `${id} is playing, and has no room` });
  }
  // The list includes players who abandoned a match until it ends.
  const playersOf = ({ matchId, players: named }: Sighting['matches'][number]) =>
    named.flatMap(({ id }) => id ?? []).filter((id) => !notes.get(matchId)?.gone.has(id));
  for (const [id, count] of countsOf(matches.flatMap(playersOf)))
    if (count > 1) doubts.push({ rule: 'inTwoMatches', says: `${id} is in ${count} matches of the list` });
  return doubts;
}

/** Turns a doubt that persists for `patienceMs` into a finding, once. */
export class Doubts {
  readonly #patienceMs: number;
  readonly #sinceOf = new Map<string, number>();
  readonly #told = new Set<string>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** `now`: monotonic ms. */
  look(doubts: readonly Finding[], now: number): Finding[] {
    const present = new Set(doubts.map(({ says }) => says));
    for (const says of this.#sinceOf.keys()) if (!present.has(says)) this.#sinceOf.delete(says);
    return doubts.filter(({ says }) => {
      const since = this.#sinceOf.get(says) ?? now;
      this.#sinceOf.set(says, since);
      if (now - since < this.#patienceMs || this.#told.has(says)) return false;
      this.#told.add(says);
      return true;
    });
  }
}

/** Every match a bot saw begin must have one result, the same for everybody. `histories`: complete, by bot. */
export function auditResults(
  matches: ReadonlyMap<string, MatchNote>,
  histories: ReadonlyMap<string, readonly PastMatchRow[]>,
): Finding[] {
  return [
    ...[...matches.values()].flatMap((note) => auditMatch(note, histories)),
    ...[...histories].flatMap(([id, rows]) => auditHistory(id, rows, matches)),
  ];
}

function auditMatch(note: MatchNote, histories: ReadonlyMap<string, readonly PastMatchRow[]>): Finding[] {
  const { matchId, mode, players, told } = note;
  const findings: Finding[] = [];
  const results = [...told.values()].flat();
  for (const id of players) {
    const rows = histories.get(id)?.filter((row) => row.matchId === matchId);
    if (!rows) continue;
    const says = `${mode} ${matchId} of ${id}`;
    if (note.hasBegun && rows.length === 0) findings.push({ rule: 'noResult', says, matchId });
    if (rows.length > 1) findings.push({ rule: 'twoResults', says: `${says}: ${rows.length} are stored` });
    if ((told.get(id)?.length ?? 0) > 1) findings.push({ rule: 'toldAgain', says: `${says}: it was told again` });
    results.push(...rows.map(({ place, others }) => placesText([{ id, place }, ...others])));
  }
  const different = new Set(results);
  if (different.size > 1)
    findings.push({ rule: 'resultsDiffer', says: `${mode} ${matchId}: ${[...different].join(' | ')}` });
  return findings;
}

/** A player who stayed to a match's end must not have begun another meanwhile. Starts within the same second may be earlier. */
function auditHistory(id: string, rows: readonly PastMatchRow[], matches: ReadonlyMap<string, MatchNote>): Finding[] {
  const findings: Finding[] = rows
    .filter(({ matchId }) => !matches.has(matchId))
    .map(({ matchId }) => ({ rule: 'unknownResult', says: `${matchId} of ${id}: no bot had a seat in it` }));
  const stayed = rows.filter(({ isAbandoned }) => !isAbandoned);
  for (const row of stayed) {
    const other = rows.find(
      ({ matchId, startedAtS }) => matchId !== row.matchId && startedAtS > row.startedAtS && startedAtS < row.endedAtS,
    );
    if (other) findings.push({ rule: 'inTwoMatches', says: `${id} began ${other.matchId} within ${row.matchId}` });
  }
  return findings;
}

function countsOf(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
