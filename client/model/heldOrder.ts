/** A list held still: the ids as they stand on the screen, and what would be different if it were let go. */
import { compareRows } from '../../shared/rosterOrder.ts';
import type { RosterRow } from '../net/events.ts';

export class HeldOrder {
  readonly ids: readonly string[];
  /** Rows as they were when they left: they stay on the screen, greyed out. */
  readonly gone = new Map<string, RosterRow>();
  /** Newcomers, leavers, and rows that belong elsewhere by now. */
  readonly waiting = new Set<string>();
  readonly #idSet: Set<string>;
  /** Rows that changed, as they were at the freeze: made lazily, a copy of 10,000 rows would be felt. */
  readonly #before = new Map<string, RosterRow>();

  constructor(rows: readonly RosterRow[]) {
    this.ids = rows.map((row) => row.id);
    this.#idSet = new Set(this.ids);
  }

  has(id: string): boolean {
    return this.#idSet.has(id);
  }

  /** Call before a row on the screen changes or leaves. */
  remember(row: RosterRow): void {
    if (this.has(row.id) && !this.#before.has(row.id)) this.#before.set(row.id, { ...row });
  }

  leave(row: RosterRow): void {
    if (this.has(row.id)) this.gone.set(row.id, row);
  }

  /** Call after a change. `row`: as it is now; undefined where it left or is no longer asked for. */
  weigh(id: string, row: RosterRow | undefined): void {
    const before = row && this.#before.get(id);
    const isMoved = row !== undefined && before !== undefined && compareRows(before, row) !== 0;
    if ((row !== undefined) !== this.has(id) || isMoved) this.waiting.add(id);
    else this.waiting.delete(id);
  }
}
