/**
 * The roster as this player sees it: their own row, then groups, each in the order of shared/rosterOrder.ts or the
 * chosen one; held still while in use. No DOM, no clock. A row's identity is its id. A change costs O(log n).
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
  /** Players in the lobby's own roster; friends elsewhere are not counted. */
  readonly counts: Counts = noneOfEach();
  selfId: string | undefined;
  /** How many rows have come, gone or moved so far. */
  moves = 0;
  /** How many players the last change brought and took. */
  last = { joined: 0, left: 0 };

  readonly #rows = new Map<string, Entry>();
  readonly #shown = new ShownRows();
  #held: HeldOrder | undefined;
  #party: ReadonlySet<string> = new Set();
  /** As last sent. A friend in the lobby's roster is listed with the roster's row instead. */
  #friends: ReadonlyMap<string, ListedRow> = new Map();

  /** Ignores the search and the filter. */
  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** Rows in the list: without those of closed groups, and, while it is held, with players that have left. */
  get size(): number {
    return this.#held?.ids.length ?? this.sections.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Non-empty groups in display order. While the list is held they keep their places, but their counts are live. */
  get sections(): readonly Section[] {
    const shown = this.#shown;
    return (
      this.#held?.sections.map((section) => ({ ...section, count: shown.countOf(section.place) })) ?? shown.sections()
    );
  }

  /** How many players pass the search and the filter, closed groups included. */
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

  get isNarrowed(): boolean {
    return this.#shown.isNarrowed;
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** How many newcomers, leavers and moves wait for the list to be released. */
  get updates(): number {
    return this.#held?.waiting.size ?? 0;
  }

  slice(position: number, count: number): readonly ListedRow[] {
    if (this.#held) return this.#held.ids.slice(position, position + count).flatMap((id) => this.row(id) ?? []);
    return this.#shown.slice(position, count);
  }

  at(position: number): ListedRow | undefined {
    return position < 0 ? undefined : this.slice(position, 1)[0];
  }

  /** Also finds a player that left while the list is held. */
  row(id: string): ListedRow | undefined {
    return this.#rows.get(id) ?? this.#held?.gone.get(id);
  }

  isGone(id: string): boolean {
    return !this.#rows.has(id);
  }

  /** -1 if the list has no such row now: filtered out, in a closed group, or unknown. */
  positionOf(id: string): number {
    if (this.#held) return this.#held.positionOf(id);
    const entry = this.#rows.get(id);
    return entry ? this.#shown.positionOf(entry) : -1;
  }

  /** `rows`: the whole roster. Players missing from it have left; unchanged rows stay untouched. */
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

  setParty(ids: ReadonlySet<string>): void {
    const before = this.#party;
    this.#party = ids;
    for (const id of new Set([...before, ...ids])) this.#regroup(id);
  }

  /** `rows`: all friends, including those elsewhere or offline. */
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

  /** Case, accents and width do not matter. */
  search(query: string): void {
    if (query === this.query) return;
    this.#shown.search(query);
    this.refresh();
  }

  /** undefined: every status. */
  filter(status: Status | undefined): void {
    if (status === this.status) return;
    this.#shown.filter(status);
    this.refresh();
  }

  sortBy(sort: Sort): void {
    if (sort === this.sort) return;
    this.#shown.sortBy(sort);
    this.refresh();
  }

  /** Only the header of a closed group shows. During a search or a filter every group is open. */
  close(group: Group, isClosed: boolean): void {
    if (isClosed === this.closed.has(group)) return;
    if (isClosed) this.#shown.closed.add(group);
    else this.#shown.closed.delete(group);
    this.refresh();
  }

  hold(isHeld: boolean): void {
    if (isHeld === this.isHeld) return;
    this.#held = isHeld ? this.#frozen() : undefined;
  }

  /** Applies the changes that waited; a held list stays held. */
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
    this.#updateHeld(entry);
  }

  #update(known: Entry, row: ListedRow, isHere: boolean): void {
    const folded = known.name === row.name ? known.folded : foldName(row.name);
    this.#held?.remember(known);
    this.#count(known, -1);
    const next = { ...known, ...row, folded, place: this.#placeOf(row), isHere };
    if (this.#shown.replace(known, next)) this.moves += 1;
    this.#count(known, 1);
    this.#updateHeld(known);
  }

  /** A friend that leaves the lobby stays in the list, with the row from `setFriends`. */
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
    this.#held?.update(known.id, undefined);
  }

  #regroup(id: string): void {
    const known = this.#rows.get(id);
    if (known && known.place !== this.#placeOf(known)) this.#update(known, { ...known }, known.isHere);
  }

  #updateHeld(entry: Entry): void {
    this.#held?.update(entry.id, this.#shown.isAskedFor(entry) ? entry : undefined);
  }

  /** A friend in the party is listed with the party: the player is about to play with them. */
  #placeOf({ id, status }: ListedRow): Place {
    if (id === this.selfId) return 'self';
    if (this.#party.has(id)) return 'party';
    return this.#friends.has(id) ? 'friends' : placeOf(status);
  }

  #count({ status, isHere }: Entry, by: 1 | -1): void {
    if (isHere && status !== null) this.counts[status] += by;
  }
}
