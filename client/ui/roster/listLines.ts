/** Rows and group headers, in px from the top of the content; the header of the group in view stays on top. Pure. */
import { GROUPS, type Group, type Place } from '../../model/rosterRows.ts';
import type { Section } from '../../model/shownRows.ts';

/** The id of a header among those of rows: those are never as short. */
export const headerId = (group: Group): string => `group-${group}`;
export const groupOfHeader = (id: string): Group | undefined => GROUPS.find((group) => headerId(group) === id);

export type Heights = { row: number; header: number };
/** `section`: the one under the header; rows above all groups have none. */
export type HeaderLine = { section: Section & { place: Group }; y: number };
/** What the keyboard stops at: rows, and the headers of closed groups, which stand for theirs. */
export type Stop = { kind: 'row'; position: number } | { kind: 'group'; group: Group };
type Block = { section: Section; y: number; rowsY: number; first: number; firstStop: number; end: number };

export class ListLines {
  readonly height: number;
  readonly stops: number;
  readonly #blocks: readonly Block[];
  readonly #row: number;
  readonly #header: number;

  constructor(sections: readonly Section[], { row, header }: Heights) {
    this.#row = row;
    this.#header = header;
    let [y, first, firstStop] = [0, 0, 0];
    this.#blocks = sections.map((section) => {
      const rowsY = y + (section.place === 'self' ? 0 : header);
      const block = { section, y, rowsY, first, firstStop, end: rowsY + section.rows * row };
      y = block.end;
      first += section.rows;
      firstStop += stopsIn(section);
      return block;
    });
    this.height = y;
    this.stops = firstStop;
  }

  yOf(position: number): number {
    const block = this.#blocks.findLast(({ first, section }) => section.rows > 0 && first <= position);
    return block ? block.rowsY + (position - block.first) * this.#row : 0;
  }

  /** Rows that reach into a window of the content: the first one's position, and how many. */
  rowsIn(from: number, to: number): { first: number; count: number } {
    let [first, end] = [-1, -1];
    for (const { rowsY, end: below, first: start, section } of this.#blocks) {
      if (section.rows === 0 || below <= from || rowsY >= to) continue;
      if (first < 0) first = start + Math.max(0, Math.floor((from - rowsY) / this.#row));
      end = start + Math.min(section.rows, Math.ceil((to - rowsY) / this.#row));
    }
    return first < 0 ? { first: 0, count: 0 } : { first, count: end - first };
  }

  /** Headers that are seen in a window of the content, each where it stands while the window is there. */
  headersIn(from: number, to: number): HeaderLine[] {
    return this.#blocks.flatMap(({ section, y, end }) => {
      if (section.place === 'self' || y >= to || (end <= from && y + this.#header <= from)) return [];
      const stuck = y < from && end > from ? Math.min(from, Math.max(y, end - this.#header)) : y;
      return [{ section: section as HeaderLine['section'], y: stuck }];
    });
  }

  /** How much of a window's upper edge the header over a row covers. */
  coverOf(position: number): number {
    const block = this.#blocks.findLast(({ first, section }) => section.rows > 0 && first <= position);
    return block && block.section.place !== 'self' ? this.#header : 0;
  }

  /** Of a stop, -1 where it is none. */
  placeOf(stop: Stop): number {
    const block = this.#blockOf(stop);
    if (!block) return -1;
    return stop.kind === 'row' ? block.firstStop + stop.position - block.first : block.firstStop;
  }

  stopAt(place: number): Stop | undefined {
    const block = this.#blocks.findLast(({ firstStop, section }) => stopsIn(section) > 0 && firstStop <= place);
    if (!block || place < 0 || place >= this.stops) return undefined;
    const { section, first, firstStop } = block;
    if (section.isClosed) return { kind: 'group', group: section.place as Group };
    return { kind: 'row', position: first + place - firstStop };
  }

  /** The first stop that reaches below a line of the content. */
  stopAfter(y: number): Stop | undefined {
    const block = this.#blocks.find(({ section, end }) => stopsIn(section) > 0 && end > y);
    if (!block) return undefined;
    const { section, first, rowsY } = block;
    if (section.isClosed) return { kind: 'group', group: section.place as Group };
    return { kind: 'row', position: first + Math.max(0, Math.floor((y - rowsY) / this.#row)) };
  }

  groupOf(position: number): Place | undefined {
    return this.#blockOf({ kind: 'row', position })?.section.place;
  }

  /** Where a header stands by itself. */
  headerY(group: Group): number | undefined {
    return this.#blocks.find(({ section }) => section.place === group)?.y;
  }

  firstOf(group: Group): number | undefined {
    return this.#blocks.find(({ section }) => section.place === group && section.rows > 0)?.first;
  }

  #blockOf(stop: Stop): Block | undefined {
    return this.#blocks.find(({ section, first }) =>
      stop.kind === 'group'
        ? section.place === stop.group && section.isClosed
        : stop.position >= first && stop.position < first + section.rows,
    );
  }
}

const stopsIn = ({ rows, isClosed }: Section): number => (isClosed ? 1 : rows);
