/** Paints the board, its discs and the players' plates. The sides differ in shape as well as in colour. */
import { COLUMNS, type Disc, ROWS, type Side } from '../../../shared/games/connect-four/board.ts';
import { type Canvas, drawText, fillRound, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import type { BoardView, Plate } from './boardView.ts';

const FILL = ['#ffcb5c', '#ff7a6e'] as const;
const INK = ['#6b4a00', '#6e150d'] as const;

function circle(g: Canvas, x: number, y: number, radius: number): void {
  g.beginPath();
  g.arc(x, y, radius, 0, 2 * Math.PI);
}

const centre = (cell: number, { column, row }: Pick<Disc, 'column' | 'row'>): [x: number, y: number] => [
  (column + 0.5) * cell,
  (ROWS - row - 0.5) * cell,
];

export function paintDisc(g: Canvas, side: Side, x: number, y: number, radius: number): void {
  circle(g, x, y, radius);
  g.fillStyle = FILL[side];
  g.fill();
  g.fillStyle = INK[side];
  if (side === 0) {
    circle(g, x, y, radius * 0.6);
    g.arc(x, y, radius * 0.4, 0, 2 * Math.PI);
    return g.fill('evenodd');
  }
  const half = radius * 0.6;
  g.fill(new Path2D(`M${x} ${y - half}L${x + half} ${y}L${x} ${y + half}L${x - half} ${y}Z`));
}

/** The board's front, with transparent holes. */
export function paintFace(g: Canvas, size: Size, cell: number): void {
  fillRound(g, { x: 0, y: 0, ...size }, SIZE.radius, COLOR.board);
  strokeRound(g, { x: 0, y: 0, ...size }, SIZE.radius, COLOR.boardEdge, 2);
  g.globalCompositeOperation = 'destination-out';
  for (let at = 0; at < COLUMNS * ROWS; at++) {
    circle(g, ...centre(cell, { column: at % COLUMNS, row: Math.floor(at / COLUMNS) }), cell * 0.4);
    g.fill();
  }
  g.globalCompositeOperation = 'source-over';
}

/** The resting discs. The last one has a white rim; after a win the winning ones have, and the others fade. */
export function paintDiscs(g: Canvas, cell: number, { discs, won }: Pick<BoardView, 'discs' | 'won'>): void {
  for (const disc of discs) {
    const isWon = won.some(({ column, row }) => column === disc.column && row === disc.row);
    const [x, y] = centre(cell, disc);
    g.globalAlpha = won.length > 0 && !isWon ? 0.3 : 1;
    paintDisc(g, disc.side, x, y, cell * 0.42);
    if (!isWon && (won.length > 0 || disc !== discs.at(-1))) continue;
    circle(g, x, y, cell * 0.375);
    g.strokeStyle = '#ffffff';
    g.lineWidth = cell * 0.05;
    g.stroke();
  }
}

export function paintHand(g: Canvas, { width, height }: Size, side: Side): void {
  fillRound(g, { x: 0, y: width, width, height: height - width }, SIZE.radiusSmall, '#ffffff1f');
  paintDisc(g, side, width / 2, width / 2, width * 0.42);
}

export function paintPlate(g: Canvas, { width, height }: Size, { side, name, note, isLit }: Plate): void {
  const box = { x: 0, y: 4, width, height: height - 8 };
  fillRound(g, box, SIZE.radiusSmall, isLit ? COLOR.selected : COLOR.panel);
  strokeRound(g, box, SIZE.radiusSmall, isLit ? COLOR.focus : COLOR.panelEdge, isLit ? 2 : 1);
  paintDisc(g, side, 28, height / 2, 16);
  drawText(g, name, 54, height / 2 - (note === '' ? 0 : 10), { type: 'name', color: COLOR.text, width: width - 60 });
  drawText(g, note, 54, height / 2 + 11, { type: 'small', color: COLOR.soft, width: width - 60 });
}
