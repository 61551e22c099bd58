/** Rows in ordered groups, read by position, one group below the other. A change costs O(log n). */
import { SortedList } from '../../shared/sortedList.ts';
import { type Entry, PLACES, type Place } from './rosterRows.ts';

/** Groups with players that are not in the lobby's roster: as many as somebody has friends. */
const HAS_ABSENT: ReadonlySet<Place> = new Set(['friends', 'party']);

export class GroupedRows {
  readonly #lists: ReadonlyMap<Place, SortedList<Entry>>;

  constructor(compare: (a: Entry, b: Entry) => number) {
    this.#lists = new Map(PLACES.map((place) => [place, new SortedList(compare)]));
  }

  /** The same rows by where they stand now. */
  sorted(compare: (a: Entry, b: Entry) => number): GroupedRows {
    const byPlace = new Map<Place, Entry[]>(PLACES.map((place) => [place, []]));
    for (const list of this.#lists.values()) {
      for (const entry of list.slice(0, list.size)) byPlace.get(entry.place)?.push(entry);
    }
    const made = new GroupedRows(compare);
    const lists = made.#lists as Map<Place, SortedList<Entry>>;
    for (const [place, rows] of byPlace) lists.set(place, SortedList.ofSorted(compare, rows.toSorted(compare)));
    return made;
  }

  filtered(compare: (a: Entry, b: Entry) => number, isMatch: (entry: Entry) => boolean): GroupedRows {
    return this.#each(compare, (rows) => rows.filter(isMatch));
  }

  #each(compare: (a: Entry, b: Entry) => number, of: (rows: Entry[]) => Entry[]): GroupedRows {
    const made = new GroupedRows(compare);
    const lists = made.#lists as Map<Place, SortedList<Entry>>;
    for (const [place, list] of this.#lists) {
      // A slice: the list's own iterator takes ten times as long, and a press with 10,000 rows waits for it.
      const rows = list.slice(0, list.size);
      lists.set(place, SortedList.ofSorted(compare, of(rows)));
    }
    return made;
  }

  add(entry: Entry): void {
    this.#lists.get(entry.place)?.add(entry);
  }

  /** Call it before the entry's place or order changes. */
  delete(entry: Entry): void {
    this.#lists.get(entry.place)?.delete(entry);
  }

  countOf(place: Place): number {
    return this.#lists.get(place)?.size ?? 0;
  }

  hereIn(place: Place): number {
    const list = this.#lists.get(place);
    if (!list || !HAS_ABSENT.has(place)) return list?.size ?? 0;
    return list.slice(0, list.size).reduce((sum, { isHere }) => sum + Number(isHere), 0);
  }

  /** Up to `count` rows from a position among those of the groups that are not closed. */
  slice(position: number, count: number, closed: ReadonlySet<Place>): Entry[] {
    const rows: Entry[] = [];
    let from = position;
    for (const [place, list] of this.#lists) {
      if (rows.length >= count) break;
      if (closed.has(place)) continue;
      for (const row of list.slice(from, count - rows.length)) rows.push(row);
      from = Math.max(0, from - list.size);
    }
    return rows;
  }

  /** -1 if its group is closed. The entry must be among the rows. */
  positionOf(entry: Entry, closed: ReadonlySet<Place>): number {
    if (closed.has(entry.place)) return -1;
    let above = 0;
    for (const [place, list] of this.#lists) {
      if (place === entry.place) return above + list.positionOf(entry);
      if (!closed.has(place)) above += list.size;
    }
    return -1;
  }
}
