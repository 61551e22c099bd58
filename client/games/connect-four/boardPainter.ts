/** Paints the board and its discs. The sides differ in shape as well as in colour. */
import { COLUMNS, type Disc, ROWS, type Side } from '../../../shared/games/connect-four/board.ts';
import { type Canvas, fillRound, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, inScheme, SIZE } from '../../design/tokens.ts';
import { circle, FILL, paintDisc } from '../../presentation/connect-four/disc.ts';
import type { DiscSign } from '../../presentation/connect-four/discSigns.ts';
import type { BoardView } from './boardView.ts';

const HOLE = { dark: '#0b1228', light: '#1f3f94' } as const;

const centre = (cell: number, { column, row }: Pick<Disc, 'column' | 'row'>): [x: number, y: number] => [
  (column + 0.5) * cell,
  (ROWS - row - 0.5) * cell,
];

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

/** What is seen through the holes: darker than the board in light and dark, so that the sides' colours stand out. */
export function paintHoles(g: Canvas, size: Size): void {
  fillRound(g, { x: 1, y: 1, width: size.width - 2, height: size.height - 2 }, SIZE.radius, inScheme(HOLE));
}

const isIn = (discs: readonly Disc[], { column, row }: Disc): boolean =>
  discs.some((each) => each.column === column && each.row === row);

/** Of discs beside the winning ones, which keep their outline. */
const RECEDED = 0.3;

function outline(g: Canvas, side: Side, x: number, y: number, cell: number): void {
  circle(g, x, y, cell * 0.38);
  g.strokeStyle = FILL[side];
  g.lineWidth = Math.max(1.5, cell * 0.03);
  g.stroke();
}

/** A line through the four or more of each winning line, and their discs on it: over the board. */
export function paintWon(g: Canvas, cell: number, { signs, won }: Pick<BoardView, 'signs' | 'won'>): void {
  const [last, ...others] = won;
  if (!last) return;
  g.strokeStyle = '#ffffff';
  g.lineWidth = cell * 0.1;
  for (const disc of others) {
    g.beginPath();
    g.moveTo(...centre(cell, last));
    g.lineTo(...centre(cell, disc));
    g.stroke();
  }
  for (const disc of won) {
    paintDisc(g, disc.side, ...centre(cell, disc), cell * 0.4, signs[disc.side]);
    circle(g, ...centre(cell, disc), cell * 0.4);
    g.lineWidth = cell * 0.06;
    g.stroke();
  }
}

/** The resting discs. The last one has a white rim; after a win the winning ones have, and the others recede. */
export function paintDiscs(
  g: Canvas,
  cell: number,
  { discs, signs, won }: Pick<BoardView, 'discs' | 'signs' | 'won'>,
): void {
  for (const disc of discs) {
    const isWon = isIn(won, disc);
    const [x, y] = centre(cell, disc);
    const recedes = won.length > 0 && !isWon;
    g.globalAlpha = recedes ? RECEDED : 1;
    paintDisc(g, disc.side, x, y, cell * 0.42, signs[disc.side]);
    g.globalAlpha = 1;
    if (recedes) outline(g, disc.side, x, y, cell);
    if (!isWon && (won.length > 0 || disc !== discs.at(-1))) continue;
    circle(g, x, y, cell * 0.375);
    g.strokeStyle = '#ffffff';
    g.lineWidth = cell * 0.05;
    g.stroke();
  }
}

/** The disc over its column, and a ring of dashes where it would land. `row`: 0 is the lowest. */
export function paintHand(g: Canvas, { width, height }: Size, side: Side, sign: DiscSign, row: number): void {
  fillRound(g, { x: 0, y: width, width, height: height - width }, SIZE.radiusSmall, '#ffffff1f');
  paintDisc(g, side, width / 2, width / 2, width * 0.42, sign);
  circle(g, width / 2, height - (row + 0.5) * width, width * 0.36);
  g.strokeStyle = FILL[side];
  g.lineWidth = Math.max(2, width * 0.03);
  g.setLineDash([width * 0.13, width * 0.09]);
  g.stroke();
  g.setLineDash([]);
}
