/**
 * The roster as one person reads it: you first, then the one order of shared/rosterOrder.ts; searched, filtered, and
 * held still while somebody is looking. No DOM, no clock. Rows are adopted by id: the same id is the same row however
 * often the roster is sent anew.
 */
import type { Status } from '../../shared/protocol.ts';
import { compareRows, foldName } from '../../shared/rosterOrder.ts';
import { SortedList } from '../../shared/sortedList.ts';
import type { RosterRow } from '../net/events.ts';
import { HeldOrder } from './heldOrder.ts';

type Entry = RosterRow & { folded: string };
export type Counts = Record<Status, number>;
export type RosterChange = { added: RosterRow[]; updated: RosterRow[]; removed: string[] };

export class RosterView {
  readonly counts: Counts = { online: 0, away: 0, queued: 0, playing: 0, reconnecting: 0, busy: 0 };
  /** Grows with every change that a reader could see. */
  version = 0;
  /** Joins, leaves and moves of the last change. */
  lastMoves = 0;

  readonly #rows = new Map<string, Entry>();
  readonly #order = new SortedList<Entry>((a, b) => this.#compare(a, b));
  #selfId: string | undefined;
  #moved = 0;
  #query = '';
  /** The query as names are folded; '' matches every name. */
  #wanted = '';
  #status: Status | undefined;
  /** The rows that match, in order; undefined: to be found again. Only used while something is searched or filtered. */
  #matches: Entry[] | undefined;

  #held: HeldOrder | undefined;

  /** Everybody in the roster, whatever is searched. */
  get total(): number {
    return this.#rows.size;
  }

  /** Rows on the screen, those who left while it is held included. */
  get size(): number {
    if (this.#held) return this.#held.ids.length;
    return this.#isNarrowed ? this.#found().length : this.#order.size;
  }

  get query(): string {
    return this.#query;
  }

  get status(): Status | undefined {
    return this.#status;
  }

  get selfId(): string | undefined {
    return this.#selfId;
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Newcomers, leavers and moves that wait for the thaw. */
  get updates(): number {
    return this.#held?.waiting.size ?? 0;
  }

  /** Up to `count` rows from a position. */
  slice(position: number, count: number): readonly RosterRow[] {
    if (this.#held) return this.#held.ids.slice(position, position + count).flatMap((id) => this.row(id) ?? []);
    return this.#isNarrowed ? this.#found().slice(position, position + count) : this.#order.slice(position, count);
  }

  at(position: number): RosterRow | undefined {
    return position < 0 ? undefined : this.slice(position, 1)[0];
  }

  /** The row of an id, also of one who left while the list is held. */
  row(id: string): RosterRow | undefined {
    return this.#rows.get(id) ?? this.#held?.gone.get(id);
  }

  isGone(id: string): boolean {
    return !this.#rows.has(id);
  }

  /** Where an id stands on the screen, -1 where it does not. */
  positionOf(id: string): number {
    if (this.#held) return this.#held.has(id) ? this.#held.ids.indexOf(id) : -1;
    const entry = this.#rows.get(id);
    if (!entry) return -1;
    return this.#isNarrowed ? this.#found().indexOf(entry) : this.#order.positionOf(entry);
  }

  /** The whole roster anew: what is no longer in it has left, what is unchanged stays untouched. */
  reset(rows: readonly RosterRow[]): void {
    const ids = new Set(rows.map((row) => row.id));
    this.change({
      added: rows.filter((row) => !this.#rows.has(row.id)),
      updated: rows.filter((row) => differs(this.#rows.get(row.id), row)),
      removed: [...this.#rows.keys()].filter((id) => !ids.has(id)),
    });
  }

  /** Adding what is there updates it; updating what is not there adds it; removing what is not there does nothing. */
  change({ added, updated, removed }: RosterChange): void {
    for (const row of added) this.#put(row);
    for (const row of updated) this.#put(row);
    for (const id of removed) this.#remove(id);
    this.lastMoves = added.length + removed.length + this.#moved;
    this.#moved = 0;
    this.#matches = undefined;
    this.version += 1;
  }

  setSelf(id: string): void {
    if (id === this.#selfId) return;
    const moved = [this.#selfId, id].flatMap((each) => (each === undefined ? [] : (this.#rows.get(each) ?? [])));
    for (const entry of moved) this.#order.delete(entry);
    this.#selfId = id;
    for (const entry of moved) this.#order.add(entry);
    this.#asked();
  }

  /** Only names that contain it, without regard to case, accents and width. */
  search(query: string): void {
    if (query === this.#query) return;
    this.#query = query;
    this.#wanted = foldName(query.trim());
    this.#asked();
  }

  /** Only this status; undefined: every status. */
  filter(status: Status | undefined): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#asked();
  }

  /** Somebody looks (true): from now on nothing moves. Nobody does (false): everything takes its place. */
  hold(isHeld: boolean): void {
    if (isHeld === this.isHeld) return;
    this.#held = undefined;
    if (isHeld) this.#held = new HeldOrder(this.slice(0, this.size));
    this.version += 1;
  }

  /** Takes in what waited; the list stays held when it was. */
  refresh(): void {
    this.#asked();
  }

  get #isNarrowed(): boolean {
    return this.#wanted !== '' || this.#status !== undefined;
  }

  /** The reader asked for another list: what is held gives way to it. */
  #asked(): void {
    const wasHeld = this.isHeld;
    this.#matches = undefined;
    this.#held = undefined;
    if (wasHeld) this.#held = new HeldOrder(this.slice(0, this.size));
    this.version += 1;
  }

  #put(row: RosterRow): void {
    const known = this.#rows.get(row.id);
    if (known) this.#update(known, row);
    else this.#add({ ...row, folded: foldName(row.name) });
    const entry = this.#rows.get(row.id) as Entry;
    this.#held?.weigh(row.id, this.#isMatch(entry) ? entry : undefined);
  }

  #add(entry: Entry): void {
    this.#rows.set(entry.id, entry);
    this.#order.add(entry);
    this.counts[entry.status] += 1;
    this.#held?.gone.delete(entry.id);
  }

  #update(known: Entry, row: RosterRow): void {
    this.#held?.remember(known);
    this.counts[known.status] -= 1;
    this.counts[row.status] += 1;
    const isMoved = compareRows(known, row) !== 0;
    if (isMoved) this.#order.delete(known);
    if (known.name !== row.name) known.folded = foldName(row.name);
    Object.assign(known, row);
    if (!isMoved) return;
    this.#order.add(known);
    this.#moved += 1;
  }

  #remove(id: string): void {
    const known = this.#rows.get(id);
    if (!known) return;
    this.#held?.remember(known);
    this.#order.delete(known);
    this.#rows.delete(id);
    this.counts[known.status] -= 1;
    this.#held?.leave(known);
    this.#held?.weigh(id, undefined);
  }

  #isMatch(entry: Entry): boolean {
    return (this.#status === undefined || entry.status === this.#status) && entry.folded.includes(this.#wanted);
  }

  #found(): Entry[] {
    this.#matches ??= [...this.#order].filter((entry) => this.#isMatch(entry));
    return this.#matches;
  }

  #compare(a: Entry, b: Entry): number {
    if (a.id === b.id) return 0;
    if (a.id === this.#selfId) return -1;
    if (b.id === this.#selfId) return 1;
    return compareRows(a, b);
  }
}

function differs(known: RosterRow | undefined, row: RosterRow): boolean {
  return (
    known !== undefined &&
    (known.name !== row.name ||
      known.status !== row.status ||
      known.lastActive !== row.lastActive ||
      known.rating !== row.rating)
  );
}
