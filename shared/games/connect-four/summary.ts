/** A board of connect four as a tile of the list of matches gets it: twelve bytes, two bits a cell. Pure. */
import { COLUMNS, discsOf, ROWS, type Side } from './board.ts';

/** `cells`: row by row from the bottom. `last`: the cell of the last disc. `first`: the seat of side 0, which began. */
export type BoardSummary = {
  readonly cells: readonly (Side | undefined)[];
  readonly last: number | undefined;
  readonly first: 0 | 1;
};

const CELLS = COLUMNS * ROWS;
const PER_BYTE = 4;
const LENGTH = 1 + Math.ceil(CELLS / PER_BYTE);
const NO_CELL = 0x7f;

export function packBoard(moves: readonly number[], first: number): Uint8Array {
  const bytes = new Uint8Array(LENGTH);
  let last = NO_CELL;
  for (const { column, row, side } of discsOf(moves)) {
    last = row * COLUMNS + column;
    const at = 1 + Math.floor(last / PER_BYTE);
    bytes[at] = (bytes[at] ?? 0) | ((side + 1) << (2 * (last % PER_BYTE)));
  }
  bytes[0] = last | (first << 7);
  return bytes;
}

/** Undefined for anything that `packBoard` cannot have made. */
export function unpackBoard(bytes: unknown): BoardSummary | undefined {
  if (!(bytes instanceof Uint8Array) || bytes.length !== LENGTH) return undefined;
  const [head = 0] = bytes;
  const marks = Array.from({ length: CELLS }, (_, cell) => markAt(bytes, cell));
  const last = head & NO_CELL;
  if (marks.some((mark) => mark > 2) || (last !== NO_CELL && last >= CELLS)) return undefined;
  const cells = marks.map((mark) => (mark === 0 ? undefined : ((mark - 1) as Side)));
  return { cells, last: last === NO_CELL ? undefined : last, first: head >> 7 === 0 ? 0 : 1 };
}

const markAt = (bytes: Uint8Array, cell: number): number =>
  ((bytes[1 + Math.floor(cell / PER_BYTE)] ?? 0) >> (2 * (cell % PER_BYTE))) & 3;
