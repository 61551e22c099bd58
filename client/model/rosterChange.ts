/** What turns one roster into another. Pure. */
import { isSameRosterRow, type RosterRow } from '../../shared/playerRow.ts';
import type { Entry } from './rosterRows.ts';

export type RosterChange = { added: RosterRow[]; updated: RosterRow[]; removed: string[] };

/** What makes the whole roster of these rows. */
export function changeTo(rows: readonly RosterRow[], known: ReadonlyMap<string, Entry>): RosterChange {
  const ids = new Set(rows.map((row) => row.id));
  const added = rows.filter(({ id }) => !known.get(id)?.isHere);
  const updated = rows.filter((row) => {
    const before = known.get(row.id);
    return before?.isHere === true && !isSameRosterRow(before, row);
  });
  const gone = [...known.values()].filter(({ id, isHere }) => isHere && !ids.has(id));
  return { added, updated, removed: gone.map(({ id }) => id) };
}
