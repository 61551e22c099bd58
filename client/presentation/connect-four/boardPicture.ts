/** A board seen small, with the two sides beside it: the one to move has a ring. */
import { COLUMNS, ROWS, type Side } from '../../../shared/games/connect-four/board.ts';
import { type BoardSummary, unpackBoard } from '../../../shared/games/connect-four/summary.ts';
import { type Canvas, fillRound, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, inScheme } from '../../design/tokens.ts';
import type { Picture } from '../presentation.ts';
import { circle, FILL, paintDisc } from './disc.ts';

const GROUND = { dark: '#070b15', light: '#f1f5ff' };
const HOLE = { dark: '#0b1228', light: '#1f3f94' };
/** Of the picture's height. */
const BOARD = 0.92;

export const boardPicture: Picture<BoardSummary> = {
  read: unpackBoard,

  paintGround(g, size) {
    g.fillStyle = inScheme(GROUND);
    g.fillRect(0, 0, size.width, size.height);
    paintFace(g, placeOf(size));
  },

  paint(g, size, { cells, last }, isLarge) {
    boardPicture.paintGround(g, size);
    const { board, cell } = placeOf(size);
    for (const [at, side] of cells.entries()) {
      if (side === undefined) continue;
      const [column, row] = [at % COLUMNS, Math.floor(at / COLUMNS)];
      const [x, y] = [board.x + (column + 0.5) * cell, board.y + (ROWS - row - 0.5) * cell];
      paintDisc(g, side, x, y, cell * 0.4);
      if (at !== last) continue;
      circle(g, x, y, cell * 0.4);
      g.strokeStyle = '#ffffff';
      g.lineWidth = Math.max(1.2, cell * 0.07);
      g.stroke();
    }
    const moves = cells.filter((side) => side !== undefined).length;
    for (const side of [0, 1] as const) paintSide(g, size, board, side, moves % 2 === side, isLarge);
  },
};

function placeOf({ width, height }: Size): { board: Rect; cell: number } {
  const cell = Math.min((height * BOARD) / (ROWS + 0.3), width / (COLUMNS + 3.6));
  const [across, down] = [cell * COLUMNS, cell * ROWS];
  return { cell, board: { x: (width - across) / 2, y: (height - down) / 2, width: across, height: down } };
}

function paintFace(g: Canvas, { board, cell }: ReturnType<typeof placeOf>): void {
  const rim = cell * 0.22;
  const face = { x: board.x - rim, y: board.y - rim, width: board.width + 2 * rim, height: board.height + 2 * rim };
  fillRound(g, face, Math.min(10, cell * 0.5), COLOR.board);
  g.fillStyle = inScheme(HOLE);
  for (let at = 0; at < COLUMNS * ROWS; at++) {
    circle(g, board.x + ((at % COLUMNS) + 0.5) * cell, board.y + (Math.floor(at / COLUMNS) + 0.5) * cell, cell * 0.39);
    g.fill();
  }
}

/** Side 0 stands on the left. */
function paintSide(g: Canvas, { width, height }: Size, board: Rect, side: Side, isNext: boolean, isLarge: boolean) {
  const margin = (width - board.width) / 2;
  const x = side === 0 ? margin * 0.46 : width - margin * 0.46;
  const r = Math.min(isLarge ? 18 : 11, margin * 0.24);
  if (isNext) {
    circle(g, x, height / 2, r * 1.32);
    g.strokeStyle = FILL[side];
    g.lineWidth = Math.max(1.2, r * 0.14);
    g.stroke();
  }
  g.globalAlpha = isNext ? 1 : 0.4;
  paintDisc(g, side, x, height / 2, r);
  g.globalAlpha = 1;
}
