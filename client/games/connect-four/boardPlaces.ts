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
/** `tall`: of plates that stand beside the board. */
const PLATE = { width: 168, height: 64, tall: 148, max: 304 };
const SHEET_MIN = 120;
const CELL_MAX = 108;

/** Puts the plates beside the board or above it, whichever leaves the board more room. */
export function boardPlaces({ x, y, width, height }: Rect): BoardPlaces {
  const beside = Math.min((width - 2 * (PLATE.width + GAP)) / COLUMNS, height / (ROWS + 1));
  const above = Math.min(width / COLUMNS, (height - PLATE.height) / (ROWS + 1));
  const isBeside = beside >= above;
  const cell = Math.floor(Math.min(CELL_MAX, Math.max(beside, above)));
  const left = Math.floor(x + (width - cell * COLUMNS) / 2);
  const used = cell * (ROWS + 1) + (isBeside ? 0 : PLATE.height);
  const top = Math.round(y + (height - used) / 2) + (isBeside ? 0 : PLATE.height);
  const board = { x: left, y: top + cell, width: cell * COLUMNS, height: cell * ROWS };
  const plateWidth = Math.min(PLATE.max, isBeside ? left - x - GAP : (width - 8) / 2);
  const tall = Math.min(PLATE.tall, board.height);
  const plate = {
    y: isBeside ? board.y : top - PLATE.height,
    width: plateWidth,
    height: isBeside ? tall : PLATE.height,
  };
  const right = board.x + board.width;
  const middle = x + width / 2;
  const plates = [
    { ...plate, x: isBeside ? left - GAP - plateWidth : middle - 4 - plateWidth },
    { ...plate, x: isBeside ? right + GAP : middle + 4 },
  ] as const;
  const under = board.y + tall + SPACE.m;
  const sheet = { y: under, width: plateWidth, height: board.y + board.height - under };
  const hasSheets = isBeside && sheet.height >= SHEET_MIN;
  return {
    cell,
    board,
    columns: Array.from({ length: COLUMNS }, (_, i) => ({
      x: left + i * cell,
      y: top,
      width: cell,
      height: cell * (ROWS + 1),
    })),
    plates,
    sheets: hasSheets
      ? [
          { ...sheet, x: plates[0].x },
          { ...sheet, x: plates[1].x },
        ]
      : undefined,
  };
}
