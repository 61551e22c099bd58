/**
 * A list in a total order, for lists that change a little and are read by position a lot. Rows stand in chunks of at
 * most CHUNK: adding and removing cost O(log n) comparisons and a move of at most CHUNK pointers, reading O(n / CHUNK).
 */
const CHUNK = 256;

export class SortedList<Row> {
  readonly #compare: (a: Row, b: Row) => number;
  #chunks: Row[][] = [];
  #size = 0;

  /** `compare` must be total: 0 only for the same row. A row's order must not change while it is in the list. */
  constructor(compare: (a: Row, b: Row) => number) {
    this.#compare = compare;
  }

  /** Of rows that stand in their order already: no comparison. */
  static ofSorted<Row>(compare: (a: Row, b: Row) => number, rows: readonly Row[]): SortedList<Row> {
    const list = new SortedList(compare);
    for (let from = 0; from < rows.length; from += CHUNK / 2) list.#chunks.push(rows.slice(from, from + CHUNK / 2));
    list.#size = rows.length;
    return list;
  }

  get size(): number {
    return this.#size;
  }

  add(row: Row): void {
    const at = this.#chunkOf(row);
    const chunk = this.#chunks[at];
    if (!chunk) {
      this.#chunks.push([row]);
    } else {
      chunk.splice(this.#lowerBound(chunk, row), 0, row);
      if (chunk.length > CHUNK) this.#chunks.splice(at + 1, 0, chunk.splice(CHUNK / 2));
    }
    this.#size += 1;
  }

  delete(row: Row): boolean {
    const at = this.#chunkOf(row);
    const chunk = this.#chunks[at];
    const index = chunk ? this.#lowerBound(chunk, row) : 0;
    const found = chunk?.[index];
    if (!chunk || found === undefined || this.#compare(found, row) !== 0) return false;
    chunk.splice(index, 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
    this.#size -= 1;
    return true;
  }

  at(position: number): Row | undefined {
    return this.slice(position, 1)[0];
  }

  slice(position: number, count: number): Row[] {
    const rows: Row[] = [];
    let skip = position;
    for (const chunk of this.#chunks) {
      if (skip >= chunk.length) {
        skip -= chunk.length;
        continue;
      }
      for (let i = skip; i < chunk.length && rows.length < count; i++) rows.push(chunk[i] as Row);
      skip = 0;
      if (rows.length >= count) break;
    }
    return rows;
  }

  /** Where the row stands, or would stand. */
  positionOf(row: Row): number {
    const at = this.#chunkOf(row);
    let before = 0;
    for (let i = 0; i < at; i++) before += (this.#chunks[i] as Row[]).length;
    const chunk = this.#chunks[at];
    return before + (chunk ? this.#lowerBound(chunk, row) : 0);
  }

  /** Rows in order, from the first that sorts after `row`; from the start without one. */
  *after(row?: Row): Generator<Row> {
    const first = row === undefined ? 0 : this.#chunkOf(row);
    for (let c = first; c < this.#chunks.length; c++) {
      const chunk = this.#chunks[c] as Row[];
      let i = row !== undefined && c === first ? this.#lowerBound(chunk, row) : 0;
      for (; i < chunk.length; i++) {
        const next = chunk[i] as Row;
        if (row === undefined || this.#compare(next, row) > 0) yield next;
      }
    }
  }

  [Symbol.iterator](): Generator<Row> {
    return this.after();
  }

  /** The last chunk whose first row does not sort after `row`; the first chunk where there is none. */
  #chunkOf(row: Row): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#compare((this.#chunks[middle] as Row[])[0] as Row, row) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #lowerBound(chunk: Row[], row: Row): number {
    let low = 0;
    let high = chunk.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(chunk[middle] as Row, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
