/**
 * The roster as this player sees it: their own row, then groups, each in the order of shared/rosterOrder.ts or the
 * chosen one; held still while in use. No DOM, no clock. A row's identity is its id. A change costs O(log n).
 */
import { isSameRosterRow, type RosterRow } from '../../shared/playerRow.ts';
import type { Status } from '../../shared/status.ts';
import { HeldOrder } from './heldOrder.ts';
import type { Opponents } from './people/opponents.ts';
import { RosterEntries } from './people/rosterEntries.ts';
import { changeTo, type RosterChange } from './rosterChange.ts';
import { type Group, type ListedRow, PLACES, type Place, type Sort } from './rosterRows.ts';
import type { Section } from './shownRows.ts';

export type Counts = Record<Status, number>;

export class RosterView {
  readonly #all = new RosterEntries();
  readonly everybody = (): Iterable<ListedRow> => this.#all.rows.values();

  /** Players in the lobby's own roster; friends elsewhere are not counted. */
  get counts(): Readonly<Counts> {
    return this.#all.counts;
  }

  /** How many rows have come, gone or moved so far. */
  get moves(): number {
    return this.#all.moves;
  }

  /** How many players the last change brought and took. */
  get last(): { readonly joined: number; readonly left: number } {
    return this.#all.last;
  }

  get selfId(): string | undefined {
    return this.#all.standings.selfId;
  }

  /** Ratings are shown of this mode. */
  get mode(): string {
    return this.#all.standings.mode;
  }

  get opponents(): Opponents {
    return this.#all.standings.opponents;
  }

  /** Ignores the search and the filter. */
  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** Rows in the list: without those of closed groups, and, while it is held, with players that have left. */
  get size(): number {
    return this.#all.held?.ids.length ?? this.sections.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Non-empty groups in display order. While the list is held they keep their places, but their counts are live. */
  get sections(): readonly Section[] {
    const shown = this.#all.shown;
    return (
      this.#all.held?.sections.map((section) => {
        return { ...section, count: shown.countOf(section.place), here: shown.hereIn(section.place) };
      }) ?? shown.sections()
    );
  }

  /** How many players pass the search and the filter, closed groups included. */
  get found(): number {
    return PLACES.reduce((sum, place) => sum + this.#all.shown.countOf(place), 0);
  }

  get query(): string {
    return this.#all.shown.query;
  }

  get status(): Status | undefined {
    return this.#all.shown.status;
  }

  get sort(): Sort {
    return this.#all.shown.sort;
  }

  get closed(): ReadonlySet<Group> {
    return this.#all.shown.closed;
  }

  get isNarrowed(): boolean {
    return this.#all.shown.isNarrowed;
  }

  get isHeld(): boolean {
    return this.#all.held !== undefined;
  }

  /** How many newcomers, leavers and moves wait for the list to be released. */
  get updates(): number {
    return this.#all.held?.waiting.size ?? 0;
  }

  slice(position: number, count: number): readonly ListedRow[] {
    if (this.#all.held) return this.#all.held.ids.slice(position, position + count).flatMap((id) => this.row(id) ?? []);
    return this.#all.shown.slice(position, count);
  }

  at(position: number): ListedRow | undefined {
    return position < 0 ? undefined : this.slice(position, 1)[0];
  }

  /** Also finds a player that left while the list is held. */
  row(id: string): ListedRow | undefined {
    return this.#all.rows.get(id) ?? this.#all.held?.gone.get(id);
  }

  isGone(id: string): boolean {
    return !this.#all.rows.has(id);
  }

  /** Undefined of an unknown player. */
  placeOf(id: string): Place | undefined {
    return this.#all.rows.get(id)?.place;
  }

  /** -1 if the list has no such row now: filtered out, in a closed group, or unknown. */
  positionOf(id: string): number {
    if (this.#all.held) return this.#all.held.positionOf(id);
    const entry = this.#all.rows.get(id);
    return entry ? this.#all.shown.positionOf(entry) : -1;
  }

  /** `rows`: the whole roster. Players missing from it have left; unchanged rows stay untouched. */
  reset(rows: readonly RosterRow[]): void {
    this.change(changeTo(rows, this.#all.rows));
  }

  /** Adding a known row updates it, updating an unknown one adds it, removing an unknown one does nothing. */
  change({ added, updated, removed }: RosterChange): void {
    this.#all.moves += added.length + removed.length;
    this.#all.last = { joined: 0, left: 0 };
    for (const row of added) this.#all.put(row);
    for (const row of updated) this.#all.put(row);
    for (const id of removed) this.#all.remove(id);
  }

  /** `ratings`: the player's own. */
  setSelf(id: string, ratings?: string): void {
    const before = this.selfId;
    const isNewRating = ratings !== this.#all.standings.ownRatings;
    Object.assign(this.#all.standings, { selfId: id, ownRatings: ratings });
    if (isNewRating) this.#all.regroupAll();
    if (id === before) return;
    for (const each of [before, id]) if (each !== undefined) this.#all.regroup(each);
    this.refresh();
  }

  setOpponents(opponents: Opponents): void {
    this.#all.standings.opponents = opponents;
    this.#all.regroupAll();
  }

  setBlocked(ids: ReadonlySet<string>): void {
    const before = this.#all.standings.blocked;
    this.#all.standings.blocked = ids;
    for (const id of new Set([...before, ...ids])) this.#all.regroup(id);
  }

  setParty(ids: ReadonlySet<string>): void {
    const before = this.#all.standings.party;
    this.#all.standings.party = ids;
    for (const id of new Set([...before, ...ids])) this.#all.regroup(id);
  }

  /** `rows`: all friends, including those elsewhere or offline. */
  setFriends(rows: readonly ListedRow[]): void {
    const before = this.#all.standings.friends;
    const friends = new Map(rows.map((row) => [row.id, row]));
    this.#all.standings.friends = friends;
    for (const id of before.keys()) {
      const known = friends.has(id) ? undefined : this.#all.rows.get(id);
      if (known?.isHere === false) this.#all.drop(known);
      else if (known) this.#all.regroup(id);
    }
    for (const row of rows) {
      const known = this.#all.rows.get(row.id);
      if (!known) this.#all.add(row, false);
      else if (known.isHere) this.#all.regroup(row.id);
      else if (!isSameRosterRow(known, row)) this.#all.update(known, row, false);
    }
  }

  /** The list shows ratings of this mode, and goes by them. */
  setMode(mode: string): void {
    if (mode === this.mode) return;
    this.#all.standings.mode = mode;
    this.#all.placeAll();
    this.refresh();
  }

  /** Case, accents and width do not matter. */
  search(query: string): void {
    if (query === this.query) return;
    this.#all.shown.search(query);
    this.refresh();
  }

  /** undefined: every status. */
  filter(status: Status | undefined): void {
    if (status === this.status) return;
    this.#all.shown.filter(status);
    this.refresh();
  }

  sortBy(sort: Sort): void {
    if (sort === this.sort) return;
    this.#all.shown.sort = sort;
    this.#all.placeAll();
    this.refresh();
  }

  /** Only the header of a closed group shows. During a search or a filter every group is open. */
  close(group: Group, isClosed: boolean): void {
    if (isClosed === this.closed.has(group)) return;
    if (isClosed) this.#all.shown.closed.add(group);
    else this.#all.shown.closed.delete(group);
    this.refresh();
  }

  hold(isHeld: boolean): void {
    if (isHeld === this.isHeld) return;
    this.#all.held = isHeld ? this.#frozen() : undefined;
  }

  /** Applies the changes that waited; a held list stays held. */
  refresh(): void {
    if (this.#all.held) this.#all.held = this.#frozen();
  }

  #frozen(): HeldOrder {
    const shown = this.#all.shown;
    return new HeldOrder(shown.slice(0, Number.POSITIVE_INFINITY), shown.sections(), shown.compare);
  }
}
