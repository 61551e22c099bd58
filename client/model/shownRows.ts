/** The rows that the reader asks for: filtered, sorted, without those of closed groups. */
import { foldName } from '../../shared/rosterOrder.ts';
import type { Status } from '../../shared/status.ts';
import { GroupedRows } from './groupedRows.ts';
import { COMPARE, type Entry, type Group, PLACES, type Place, type Sort } from './rosterRows.ts';

/** `count`: players in it; `here`: of those, in the lobby's own roster. `rows`: below its header; 0 if it is closed. */
export type Section = { place: Place; count: number; here: number; rows: number; isClosed: boolean };

const NONE: ReadonlySet<never> = new Set();

export class ShownRows {
  query = '';
  status: Status | undefined;
  sort: Sort = 'rank';
  readonly closed = new Set<Group>();
  /** Folded as names are; '' matches every name. */
  #wanted = '';
  #all = new GroupedRows(COMPARE.rank);
  /** undefined while nothing is searched or filtered. */
  #found: GroupedRows | undefined;

  get isNarrowed(): boolean {
    return this.#wanted !== '' || this.status !== undefined;
  }

  get compare(): (a: Entry, b: Entry) => number {
    return COMPARE[this.sort];
  }

  search(query: string): void {
    this.query = query;
    const [before, wanted] = [this.#wanted, foldName(query.trim())];
    this.#wanted = wanted;
    // A row that matches a longer query also matched its beginning.
    this.#narrow(wanted.startsWith(before) ? this.#rows : this.#all);
  }

  filter(status: Status | undefined): void {
    this.status = status;
    this.#narrow(this.#all);
  }

  /** What the order goes by, or where rows stand, has changed of many. */
  sortAnew(): void {
    this.#all = this.#all.sorted(this.compare);
    this.#narrow(this.#all);
  }

  add(entry: Entry): void {
    this.#all.add(entry);
    if (this.isMatch(entry)) this.#found?.add(entry);
  }

  delete(entry: Entry): void {
    this.#all.delete(entry);
    if (this.isMatch(entry)) this.#found?.delete(entry);
  }

  /** True if the entry's place changed. */
  replace(entry: Entry, next: Entry): boolean {
    const isMoved = entry.place !== next.place || this.compare(entry, next) !== 0;
    const [wasFound, isFound] = [this.isMatch(entry), this.isMatch(next)];
    if (isMoved) this.#all.delete(entry);
    if (wasFound && (isMoved || !isFound)) this.#found?.delete(entry);
    Object.assign(entry, next);
    if (isMoved) this.#all.add(entry);
    if (isFound && (isMoved || !wasFound)) this.#found?.add(entry);
    return isMoved;
  }

  isMatch(entry: Entry): boolean {
    return isMatch(entry, this.status, this.#wanted);
  }

  isAskedFor(entry: Entry): boolean {
    return this.isMatch(entry) && !this.isShut(entry.place);
  }

  isShut(place: Place): boolean {
    return this.#closedPlaces.has(place);
  }

  /** Counts closed groups too. */
  countOf(place: Place): number {
    return this.#rows.countOf(place);
  }

  /** Only friends are listed while they are elsewhere. */
  hereIn(place: Place): number {
    return this.#rows.hereIn(place);
  }

  /** Non-empty groups in display order. */
  sections(): Section[] {
    return PLACES.map((place) => {
      const count = this.countOf(place);
      const isClosed = this.isShut(place);
      return { place, count, here: this.hereIn(place), rows: isClosed ? 0 : count, isClosed };
    }).filter(({ count }) => count > 0);
  }

  slice(position: number, count: number): Entry[] {
    return this.#rows.slice(position, count, this.#closedPlaces);
  }

  positionOf(entry: Entry): number {
    return this.isMatch(entry) ? this.#rows.positionOf(entry, this.#closedPlaces) : -1;
  }

  get #rows(): GroupedRows {
    return this.#found ?? this.#all;
  }

  /** Empty during a search, which must find players in every group. */
  get #closedPlaces(): ReadonlySet<Place> {
    return this.isNarrowed ? NONE : this.closed;
  }

  /** `among`: the candidates. */
  #narrow(among: GroupedRows): void {
    // Read once, not for each of 10,000 rows.
    const { status } = this;
    const wanted = this.#wanted;
    const matches = (entry: Entry) => isMatch(entry, status, wanted);
    this.#found = this.isNarrowed ? among.filtered(this.compare, matches) : undefined;
  }
}

/** `wanted`: folded. */
const isMatch = (entry: Entry, status: Status | undefined, wanted: string): boolean =>
  (status === undefined || entry.status === status) && entry.folded.includes(wanted);
