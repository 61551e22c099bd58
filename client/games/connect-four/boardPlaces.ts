/** Layout of the board in the game's area, in CSS px. Pure. */
import { COLUMNS, ROWS } from '../../../shared/games/connect-four/board.ts';
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';

/**
 * `columns` include the space above the board, where a disc is held. `plates`: by side. `sheets`: the moves of each side, below
 * its plate; undefined where they have no room.
 */
export type BoardPlaces = {
  cell: number;
  board: Rect;
  columns: readonly Rect[];
  plates: readonly [Rect, Rect];
  sheets: readonly [Rect, Rect] | undefined;
};

const GAP = SPACE.l;
/** `tall`: of plates that stand beside the board. `column`: the least width of both at its left side. */
const PLATE = { width: 168, height: 64, tall: 148, max: 304, column: 240 };
const SHEET_MIN = 120;
const CELL_MAX = 108;

/** Puts the plates beside the board, both at its left side, or above it: whichever leaves the board most room. */
export function boardPlaces(area: Rect): BoardPlaces {
  const { x, y, width, height } = area;
  const beside = Math.min((width - 2 * (PLATE.width + GAP)) / COLUMNS, height / (ROWS + 1));
  const column = Math.min((width - PLATE.column - GAP) / COLUMNS, height / (ROWS + 1));
  const above = Math.min(width / COLUMNS, (height - PLATE.height) / (ROWS + 1));
  const cell = Math.floor(Math.min(CELL_MAX, Math.max(beside, column, above)));
  const isBeside = beside >= Math.min(CELL_MAX, Math.max(above, column));
  const isColumn = !isBeside && column > above;
  const size = { width: cell * COLUMNS, height: cell * ROWS };
  const used = cell * (ROWS + 1) + (isBeside || isColumn ? 0 : PLATE.height);
  const top = Math.round(y + (height - used) / 2) + (isBeside || isColumn ? 0 : PLATE.height);
  const wide = isColumn ? Math.min(PLATE.max, width - size.width - GAP) : 0;
  const left = Math.floor(x + (isColumn ? (width + wide + GAP - size.width) / 2 : (width - size.width) / 2));
  const board = { x: left, y: top + cell, ...size };
  const columns = Array.from({ length: COLUMNS }, (_, i) => ({
    x: left + i * cell,
    y: top,
    width: cell,
    height: cell * (ROWS + 1),
  }));
  const places = { cell, board, columns };
  if (isColumn) return { ...places, ...inColumn(board, { x: left - GAP - wide, width: wide }) };
  return { ...places, ...(isBeside ? onBothSides(area, board) : aboveBoard(area, top)) };
}

type Plates = Pick<BoardPlaces, 'plates' | 'sheets'>;

function onBothSides({ x }: Rect, board: Rect): Plates {
  const width = Math.min(PLATE.max, board.x - x - GAP);
  const height = Math.min(PLATE.tall, board.height);
  const plate = { y: board.y, width, height };
  const plates = [
    { ...plate, x: board.x - GAP - width },
    { ...plate, x: board.x + board.width + GAP },
  ] as const;
  return { plates, sheets: sheetsBelow(plates, board.height) };
}

/** The one above the other, each with its moves in one half of the board's height. */
function inColumn(board: Rect, column: { x: number; width: number }): Plates {
  const half = (board.height - SPACE.m) / 2;
  const height = Math.min(PLATE.tall, half);
  const plates = [
    { ...column, y: board.y, height },
    { ...column, y: board.y + half + SPACE.m, height },
  ] as const;
  return { plates, sheets: sheetsBelow(plates, half) };
}

function aboveBoard({ x, width: room }: Rect, top: number): Plates {
  const middle = x + room / 2;
  const width = Math.min(PLATE.max, (room - 8) / 2);
  const plate = { y: top - PLATE.height, width, height: PLATE.height };
  return {
    plates: [
      { ...plate, x: middle - 4 - width },
      { ...plate, x: middle + 4 },
    ],
    sheets: undefined,
  };
}

/** `height`: of a plate and its moves. */
function sheetsBelow([first, second]: BoardPlaces['plates'], height: number): BoardPlaces['sheets'] {
  const under = ({ x, y, width, height: tall }: Rect): Rect => ({
    x,
    y: y + tall + SPACE.m,
    width,
    height: height - tall - SPACE.m,
  });
  return height - first.height - SPACE.m < SHEET_MIN ? undefined : [under(first), under(second)];
}
