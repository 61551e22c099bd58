/** The list of matches, held still before a press: finished rows stay, new ones come last. */
import type { MatchRow } from '../../../shared/playProtocol.ts';

export type HeldRow = { row: MatchRow; isOver: boolean };

export class HeldMatches {
  #rows: readonly HeldRow[] = [];

  shown(rows: readonly MatchRow[], isHeld: boolean): readonly HeldRow[] {
    const fresh = new Map(rows.map((row) => [row.matchId, row]));
    const kept = isHeld ? this.#rows : [];
    const held = kept.map(({ row }) => {
      const now = fresh.get(row.matchId);
      return { row: now ?? row, isOver: now === undefined };
    });
    const known = new Set(kept.map(({ row }) => row.matchId));
    const more = rows.filter(({ matchId }) => !known.has(matchId)).map((row) => ({ row, isOver: false }));
    this.#rows = [...held, ...more];
    return this.#rows;
  }
}
