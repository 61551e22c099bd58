/**
 * The roster as one person reads it: you first, then in groups; inside a group by the one order of shared/rosterOrder.ts,
 * or as the reader chose; searched, filtered, and held still while the reader looks at it. No DOM, no clock. A row keeps its
 * identity by its id, however often the roster is sent anew. A change costs O(log n).
 */
import { isSameRosterRow, type RosterRow } from '../../shared/playerRow.ts';
import { foldName } from '../../shared/rosterOrder.ts';
import { noneOfEach, type Status } from '../../shared/status.ts';
import { HeldOrder } from './heldOrder.ts';
import { type Entry, type Group, type ListedRow, PLACES, type Place, placeOf, type Sort } from './rosterRows.ts';
import { type Section, ShownRows } from './shownRows.ts';

export type Counts = Record<Status, number>;
export type RosterChange = { added: RosterRow[]; updated: RosterRow[]; removed: string[] };

export class RosterView {
  /** Of the lobby's own roster. */
  readonly counts: Counts = noneOfEach();
  /** Set by `setSelf`. */
  selfId: string | undefined;
  /** How many rows have ever come, gone or moved. */
  moves = 0;
  /** How many players the last change brought and took. */
  last = { joined: 0, left: 0 };

  readonly #rows = new Map<string, Entry>();
  readonly #shown = new ShownRows();
  #held: HeldOrder | undefined;
  #party: ReadonlySet<string> = new Set();
  /** As last told. Where the lobby's roster has them too, that counts. */
  #friends: ReadonlyMap<string, ListedRow> = new Map();

  /** Everybody in the lobby's own roster, whatever is searched. */
  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** Rows on the screen: without those of closed groups, and with players who left while the list is held. */
  get size(): number {
    return this.#held?.ids.length ?? this.sections.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** The groups that are not empty, below each other. While held they stay in place and their counts go on. */
  get sections(): readonly Section[] {
    const shown = this.#shown;
    return (
      this.#held?.sections.map((section) => ({ ...section, count: shown.countOf(section.place) })) ?? shown.sections()
    );
  }

  /** How many match the search and the filter, closed groups included. */
  get found(): number {
    return PLACES.reduce((sum, place) => sum + this.#shown.countOf(place), 0);
  }

  get query(): string {
    return this.#shown.query;
  }

  get status(): Status | undefined {
    return this.#shown.status;
  }

  get sort(): Sort {
    return this.#shown.sort;
  }

  get closed(): ReadonlySet<Group> {
    return this.#shown.closed;
  }

  /** The reader searches or filters. */
  get isNarrowed(): boolean {
    return this.#shown.isNarrowed;
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Newcomers, leavers and moves that wait for the thaw. */
  get updates(): number {
    return this.#held?.waiting.size ?? 0;
  }

  /** Up to `count` rows from a position. */
  slice(position: number, count: number): readonly ListedRow[] {
    if (this.#held) return this.#held.ids.slice(position, position + count).flatMap((id) => this.row(id) ?? []);
    return this.#shown.slice(position, count);
  }

  at(position: number): ListedRow | undefined {
    return position < 0 ? undefined : this.slice(position, 1)[0];
  }

  /** Also the row of a player who left while the list is held. */
  row(id: string): ListedRow | undefined {
    return this.#rows.get(id) ?? this.#held?.gone.get(id);
  }

  isGone(id: string): boolean {
    return !this.#rows.has(id);
  }

  /** Where the row of an id stands on the screen; -1: nowhere. */
  positionOf(id: string): number {
    if (this.#held) return this.#held.positionOf(id);
    const entry = this.#rows.get(id);
    return entry ? this.#shown.positionOf(entry) : -1;
  }

  /** The whole roster anew: players missing in it have left, unchanged rows stay untouched. */
  reset(rows: readonly RosterRow[]): void {
    const ids = new Set(rows.map((row) => row.id));
    const added: RosterRow[] = [];
    const updated: RosterRow[] = [];
    for (const row of rows) {
      const known = this.#rows.get(row.id);
      if (!known?.isHere) added.push(row);
      else if (!isSameRosterRow(known, row)) updated.push(row);
    }
    const gone = [...this.#rows.values()].filter(({ id, isHere }) => isHere && !ids.has(id));
    this.change({ added, updated, removed: gone.map(({ id }) => id) });
  }

  /** Adding a known row updates it, updating an unknown one adds it, removing an unknown one does nothing. */
  change({ added, updated, removed }: RosterChange): void {
    this.moves += added.length + removed.length;
    this.last = { joined: 0, left: 0 };
    for (const row of added) this.#put(row);
    for (const row of updated) this.#put(row);
    for (const id of removed) this.#remove(id);
  }

  setSelf(id: string): void {
    const before = this.selfId;
    if (id === before) return;
    this.selfId = id;
    for (const each of [before, id]) if (each !== undefined) this.#regroup(each);
    this.refresh();
  }

  /** The members of the reader's party. */
  setParty(ids: ReadonlySet<string>): void {
    const before = this.#party;
    this.#party = ids;
    for (const id of new Set([...before, ...ids])) this.#regroup(id);
  }

  /** All friends to be listed, also those who are elsewhere or offline. */
  setFriends(rows: readonly ListedRow[]): void {
    const before = this.#friends;
    this.#friends = new Map(rows.map((row) => [row.id, row]));
    for (const id of before.keys()) {
      const known = this.#friends.has(id) ? undefined : this.#rows.get(id);
      if (known?.isHere === false) this.#drop(known);
      else if (known) this.#regroup(id);
    }
    for (const row of rows) {
      const known = this.#rows.get(row.id);
      if (!known) this.#add(row, false);
      else if (known.isHere) this.#regroup(row.id);
      else if (!isSameRosterRow(known, row)) this.#update(known, row, false);
    }
  }

  /** Only names that contain the query; case, accents and width do not matter. */
  search(query: string): void {
    if (query === this.query) return;
    this.#shown.search(query);
    this.refresh();
  }

  /** Only this status; undefined: every status. */
  filter(status: Status | undefined): void {
    if (status === this.status) return;
    this.#shown.filter(status);
    this.refresh();
  }

  /** Sorts the rows of each group. */
  sortBy(sort: Sort): void {
    if (sort === this.sort) return;
    this.#shown.sortBy(sort);
    this.refresh();
  }

  /** Of a closed group only the header stands there. During a search or a filter every group is open. */
  close(group: Group, isClosed: boolean): void {
    if (isClosed === this.closed.has(group)) return;
    if (isClosed) this.#shown.closed.add(group);
    else this.#shown.closed.delete(group);
    this.refresh();
  }

  /** Held, nothing moves; released, everything takes its place. */
  hold(isHeld: boolean): void {
    if (isHeld === this.isHeld) return;
    this.#held = isHeld ? this.#frozen() : undefined;
  }

  /** Takes in what waited; a held list stays held. */
  refresh(): void {
    if (this.#held) this.#held = this.#frozen();
  }

  #frozen(): HeldOrder {
    const shown = this.#shown;
    return new HeldOrder(shown.slice(0, Number.POSITIVE_INFINITY), shown.sections(), shown.compare);
  }

  #put(row: RosterRow): void {
    const known = this.#rows.get(row.id);
    if (known?.isHere !== true) this.last.joined += 1;
    if (known) this.#update(known, row, true);
    else this.#add(row, true);
  }

  #add(row: ListedRow, isHere: boolean): void {
    const entry = { ...row, folded: foldName(row.name), place: this.#placeOf(row), isHere };
    this.#rows.set(entry.id, entry);
    this.#count(entry, 1);
    this.#shown.add(entry);
    this.#held?.gone.delete(entry.id);
    this.#weigh(entry);
  }

  #update(known: Entry, row: ListedRow, isHere: boolean): void {
    const folded = known.name === row.name ? known.folded : foldName(row.name);
    this.#held?.remember(known);
    this.#count(known, -1);
    const next = { ...known, ...row, folded, place: this.#placeOf(row), isHere };
    if (this.#shown.replace(known, next)) this.moves += 1;
    this.#count(known, 1);
    this.#weigh(known);
  }

  /** A friend who leaves the lobby stays in the list, as last told. */
  #remove(id: string): void {
    const known = this.#rows.get(id);
    if (!known?.isHere) return;
    this.last.left += 1;
    const friend = this.#friends.get(id);
    if (friend) this.#update(known, friend, false);
    else this.#drop(known);
  }

  #drop(known: Entry): void {
    this.#held?.remember(known);
    this.#count(known, -1);
    this.#shown.delete(known);
    this.#rows.delete(known.id);
    this.#held?.leave(known);
    this.#held?.weigh(known.id, undefined);
  }

  #regroup(id: string): void {
    const known = this.#rows.get(id);
    if (known && known.place !== this.#placeOf(known)) this.#update(known, { ...known }, known.isHere);
  }

  #weigh(entry: Entry): void {
    this.#held?.weigh(entry.id, this.#shown.isAskedFor(entry) ? entry : undefined);
  }

  /** Members of the party stand there, friends too: the reader is about to play with them. */
  #placeOf({ id, status }: ListedRow): Place {
    if (id === this.selfId) return 'self';
    if (this.#party.has(id)) return 'party';
    return this.#friends.has(id) ? 'friends' : placeOf(status);
  }

  #count({ status, isHere }: Entry, by: 1 | -1): void {
    if (isHere && status !== null) this.counts[status] += by;
  }
}
