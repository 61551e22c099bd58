/** A list held still: its ids in the order on the screen, and the changes that wait for its release. */
import type { Entry } from './rosterRows.ts';
import type { Section } from './shownRows.ts';

export class HeldOrder {
  readonly ids: readonly string[];
  readonly sections: readonly Section[];
  /** The last state of rows that left: they stay on the screen, greyed out. */
  readonly gone = new Map<string, Entry>();
  /** Newcomers, leavers, and rows with another place now. */
  readonly waiting = new Set<string>();
  readonly #compare: (a: Entry, b: Entry) => number;
  readonly #positions: ReadonlyMap<string, number>;
  /** Changed rows as they were at the freeze. Copied one by one: copying 10,000 rows at once would be felt. */
  readonly #before = new Map<string, Entry>();

  constructor(rows: readonly Entry[], sections: readonly Section[], compare: (a: Entry, b: Entry) => number) {
    this.ids = rows.map((row) => row.id);
    this.sections = sections;
    this.#compare = compare;
    this.#positions = new Map(this.ids.map((id, i) => [id, i]));
  }

  has(id: string): boolean {
    return this.#positions.has(id);
  }

  positionOf(id: string): number {
    return this.#positions.get(id) ?? -1;
  }

  /** Call before a row on the screen changes or leaves. */
  remember(row: Entry): void {
    if (this.has(row.id) && !this.#before.has(row.id)) this.#before.set(row.id, { ...row });
  }

  leave(row: Entry): void {
    if (this.has(row.id)) this.gone.set(row.id, row);
  }

  /** Call after a change. `row`: undefined if it left or no longer matches. */
  update(id: string, row: Entry | undefined): void {
    const before = row && this.#before.get(id);
    const isMoved =
      row !== undefined && before !== undefined && (row.place !== before.place || this.#compare(before, row) !== 0);
    if ((row !== undefined) !== this.has(id) || isMoved) this.waiting.add(id);
    else this.waiting.delete(id);
  }
}
