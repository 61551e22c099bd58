/** The list of matches as strangers see it. What changes for hidden players alone changes nothing in it. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { SeenPlayer } from '../../../shared/playerRow.ts';
import type { MatchProgress, MatchRow } from '../../../shared/playProtocol.ts';
import { mayKnow, type SubjectOf, shownAs } from '../presence/visibility.ts';
import type { Effects } from './deskEffects.ts';
import type { DeskMatch } from './deskMatch.ts';

/** `isIn`: the player has not left the match for good. */
type ListParts = { effects: Effects; subjectOf: SubjectOf; isIn: (player: PlayerId, match: DeskMatch) => boolean };

export class ListedMatches {
  readonly #effects: Effects;
  readonly #subjectOf: SubjectOf;
  readonly #isIn: ListParts['isIn'];
  /** As last listed. */
  readonly #rows = new Map<string, MatchRow>();

  constructor({ effects, subjectOf, isIn }: ListParts) {
    this.#effects = effects;
    this.#subjectOf = subjectOf;
    this.#isIn = isIn;
  }

  rows(): MatchRow[] {
    return [...this.#rows.values()];
  }

  /** Whether a viewer with its id may know that the match is there: by the list, or by a player in it. */
  isKnownTo(viewer: PlayerId, match: DeskMatch): boolean {
    const { matchId, seats } = match.plan;
    const isKnown = (player: PlayerId) => mayKnow(viewer, this.#subjectOf(player)) !== 'hidden';
    return this.#rows.has(matchId) || seats.some(({ playerId: id }) => this.#isIn(id, match) && isKnown(id));
  }

  /** Lists these, and no others, in one effect. */
  replace(matches: Iterable<DeskMatch>): void {
    this.#rows.clear();
    for (const match of matches) {
      const row = this.#rowOf(match);
      if (row) this.#rows.set(row.matchId, row);
    }
    this.#effects.add({ type: 'relisted', rows: this.rows() });
  }

  /** The match, or what strangers see of its players, may have changed. */
  update(match: DeskMatch): void {
    const { matchId } = match.plan;
    const [before, row] = [this.#rows.get(matchId), this.#rowOf(match)];
    if (before && row?.progress && isSame(before, row)) {
      if (isSameProgress(before.progress, row.progress)) return;
      this.#rows.set(matchId, row);
      this.#effects.add({ type: 'listed', progressed: { matchId, progress: row.progress } });
    } else if (row && !(before && isSame(before, row))) {
      this.#rows.set(matchId, row);
      this.#effects.add({ type: 'listed', put: row });
    } else if (before && !row) {
      this.#rows.delete(matchId);
      this.#effects.add({ type: 'listed', removed: matchId });
    }
  }

  /** Undefined for a match that is in no list, such as one in which everybody hides. */
  #rowOf(match: DeskMatch): MatchRow | undefined {
    const { plan, state, spectators, progress } = match;
    const { matchId, mode, maxSeats, bots, isPrivate } = plan;
    if (isPrivate || (state !== 'open' && state !== 'playing')) return undefined;
    const before = this.#rows.get(matchId)?.players ?? [];
    const players = plan.seats.map(({ playerId, ...known }) => {
      const wasSeen = before.some(({ id }) => id === playerId);
      return shownAs(undefined, this.#subjectOf(playerId), { known, wasSeen });
    });
    const isSeen = plan.seats.some(({ playerId }, seat) => players[seat]?.id !== null && this.#isIn(playerId, match));
    if (!isSeen) return undefined;
    const isRunning = state === 'playing';
    // A match that was begun early has no more seats.
    const seats = isRunning ? players.length + bots : maxSeats;
    const more = { ...(bots > 0 && { bots }), ...(isRunning && progress && { progress }) };
    return { matchId, mode, state, players, seats, spectators, ...more };
  }
}

const isSameProgress = (a: MatchProgress | undefined, b: MatchProgress): boolean =>
  a?.at === b.at && a.scores.join() === b.scores.join();

/** Of two rows of one match: all but its progress. */
const isSame = (a: MatchRow, b: MatchRow): boolean =>
  a.state === b.state &&
  a.spectators === b.spectators &&
  a.players.length === b.players.length &&
  a.players.every((player, seat) => isSameSeen(player, b.players[seat]));

const isSameSeen = (a: SeenPlayer, b: SeenPlayer | undefined): boolean =>
  a.id === b?.id && a.name === b.name && a.emblem === b.emblem;
