/** The entries of a roster, each where it stands now in the list and in the held order. A change costs O(log n). */
import type { RosterRow } from '../../../shared/playerRow.ts';
import { foldName } from '../../../shared/rosterOrder.ts';
import { noneOfEach, type Status } from '../../../shared/status.ts';
import type { HeldOrder } from '../heldOrder.ts';
import { type Entry, isSameStanding, type ListedRow, type Standing } from '../rosterRows.ts';
import { ShownRows } from '../shownRows.ts';
import { Standings } from './standings.ts';

export class RosterEntries {
  readonly rows = new Map<string, Entry>();
  readonly shown = new ShownRows();
  readonly standings = new Standings();
  /** Players in the lobby's own roster. */
  readonly counts: Record<Status, number> = noneOfEach();
  held: HeldOrder | undefined;
  moves = 0;
  last = { joined: 0, left: 0 };

  put(row: RosterRow): void {
    const known = this.rows.get(row.id);
    if (known?.isHere !== true) this.last.joined += 1;
    if (known) this.update(known, row, true);
    else this.add(row, true);
  }

  add(row: ListedRow, isHere: boolean): void {
    const entry = { ...row, folded: foldName(row.name), isHere, ...this.#standingOf(row) };
    this.rows.set(entry.id, entry);
    this.#count(entry, 1);
    this.shown.add(entry);
    this.held?.gone.delete(entry.id);
    this.#updateHeld(entry);
  }

  update(known: Entry, row: ListedRow, isHere: boolean): void {
    const folded = known.name === row.name ? known.folded : foldName(row.name);
    this.held?.remember(known);
    this.#count(known, -1);
    const next = { ...known, ...row, folded, isHere, ...this.#standingOf(row) };
    if (this.shown.replace(known, next)) this.moves += 1;
    this.#count(known, 1);
    this.#updateHeld(known);
  }

  /** A friend that leaves the lobby stays in the list, with the row from `setFriends`. */
  remove(id: string): void {
    const known = this.rows.get(id);
    if (!known?.isHere) return;
    this.last.left += 1;
    const friend = this.standings.friends.get(id);
    if (friend) this.update(known, friend, false);
    else this.drop(known);
  }

  drop(known: Entry): void {
    this.held?.remember(known);
    this.#count(known, -1);
    this.shown.delete(known);
    this.rows.delete(known.id);
    this.held?.leave(known);
    this.held?.update(known.id, undefined);
  }

  regroup(id: string): void {
    const known = this.rows.get(id);
    if (known && !isSameStanding(known, this.#standingOf(known))) this.update(known, { ...known }, known.isHere);
  }

  /** Only rows that stand elsewhere now move. */
  regroupAll(): void {
    if (this.shown.sort === 'relevance') for (const id of this.rows.keys()) this.regroup(id);
  }

  /** What the whole order goes by has changed. */
  placeAll(): void {
    for (const entry of this.rows.values()) Object.assign(entry, this.#standingOf(entry));
    this.shown.sortAnew();
  }

  #updateHeld(entry: Entry): void {
    this.held?.update(entry.id, this.shown.isAskedFor(entry) ? entry : undefined);
  }

  #standingOf(row: ListedRow): Standing {
    return this.standings.of(row, this.shown.sort);
  }

  #count({ status, isHere }: Entry, by: 1 | -1): void {
    if (isHere && status !== null) this.counts[status] += by;
  }
}
