/** The list of matches as strangers see it. What changes for hidden players alone changes nothing in it. Pure. */
import type { MatchRow } from '../../../shared/playProtocol.ts';
import { type SubjectOf, shownAs } from '../presence/visibility.ts';
import type { Effects } from './deskEffects.ts';
import type { DeskMatch } from './deskMatch.ts';

export class ListedMatches {
  readonly #effects: Effects;
  readonly #subjectOf: SubjectOf;
  /** As last listed. */
  readonly #rows = new Map<string, MatchRow>();

  constructor({ effects, subjectOf }: { effects: Effects; subjectOf: SubjectOf }) {
    this.#effects = effects;
    this.#subjectOf = subjectOf;
  }

  rows(): MatchRow[] {
    return [...this.#rows.values()];
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
    if (row && !(before && isSame(before, row))) {
      this.#rows.set(matchId, row);
      this.#effects.add({ type: 'listed', put: row });
    } else if (before && !row) {
      this.#rows.delete(matchId);
      this.#effects.add({ type: 'listed', removed: matchId });
    }
  }

  /** Undefined for a match that is in no list, such as one in which everybody hides. */
  #rowOf({ plan, state, spectators }: DeskMatch): MatchRow | undefined {
    const { matchId, mode, maxSeats: seats, isPrivate } = plan;
    if (isPrivate || (state !== 'open' && state !== 'playing')) return undefined;
    const before = this.#rows.get(matchId)?.players ?? [];
    const players = plan.seats.map(({ playerId, name }) => {
      const wasSeen = before.some(({ id }) => id === playerId);
      return shownAs(undefined, this.#subjectOf(playerId), { known: name, wasSeen });
    });
    if (players.every(({ id }) => id === null)) return undefined;
    return { matchId, mode, state, players, seats, spectators };
  }
}

/** Of two rows of one match. */
const isSame = (a: MatchRow, b: MatchRow): boolean =>
  a.state === b.state &&
  a.spectators === b.spectators &&
  a.players.length === b.players.length &&
  a.players.every(({ id, name }, seat) => id === b.players[seat]?.id && name === b.players[seat]?.name);
