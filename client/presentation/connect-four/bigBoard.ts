/** The board of a replay, as large as there is room: its front, the discs in its holes, and the four that won. */
import { COLUMNS, type Disc, ROWS } from '../../../shared/games/connect-four/board.ts';
import { type Canvas, drawText, fillRound, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, inScheme, SIZE } from '../../design/tokens.ts';
import { numberText } from '../../i18n/text.ts';
import { circle, FILL, paintDisc } from './disc.ts';
import type { DiscSign } from './discSigns.ts';

/** `share`: of its way that a falling disc has behind it. */
export type BoardFrame = {
  readonly discs: readonly Disc[];
  readonly won: readonly Disc[];
  readonly falling: { readonly disc: Disc; readonly share: number } | undefined;
};

const HOLE = { dark: '#0b1228', light: '#1f3f94' };
/** In cells. */
const RIM = 0.2;
const NUMBERS = 0.5;
const HOLE_R = 0.41;
const DISC_R = 0.4;
/** Of discs beside the winning ones, which keep their outline. */
const RECEDED = 0.3;

export const BOARD_ASPECT = (COLUMNS + 2 * RIM) / (ROWS + 2 * RIM + NUMBERS);

type Signs = readonly [DiscSign, DiscSign];

export function paintBoard(g: Canvas, size: Size, { discs, won, falling }: BoardFrame, signs: Signs): void {
  const cell = Math.min(size.width / (COLUMNS + 2 * RIM), size.height / (ROWS + 2 * RIM + NUMBERS));
  const rim = RIM * cell;
  const face = { width: COLUMNS * cell + 2 * rim, height: ROWS * cell + 2 * rim };
  const centre = ({ column, row }: Pick<Disc, 'column' | 'row'>): [number, number] => [
    rim + (column + 0.5) * cell,
    rim + (ROWS - row - 0.5) * cell,
  ];
  const radius = Math.min(SIZE.radius + 4, cell * 0.3);
  fillRound(g, { x: 1, y: 1, width: face.width - 2, height: face.height - 2 }, radius, inScheme(HOLE));
  if (falling) {
    const [x, y] = centre(falling.disc);
    const from = -cell * DISC_R;
    g.save();
    g.beginPath();
    g.rect(0, 0, face.width, face.height);
    g.clip();
    paintDisc(g, falling.disc.side, x, from + (y - from) * falling.share ** 2, cell * DISC_R, signs[falling.disc.side]);
    g.restore();
  }
  paintFront(g, face, radius, cell, centre);
  const isWon = (disc: Disc) => won.some(({ column, row }) => column === disc.column && row === disc.row);
  for (const disc of discs) {
    const [x, y] = centre(disc);
    const recedes = won.length > 0 && !isWon(disc);
    g.globalAlpha = recedes ? RECEDED : 1;
    paintDisc(g, disc.side, x, y, cell * DISC_R, signs[disc.side]);
    g.globalAlpha = 1;
    if (recedes) ring(g, x, y, cell * 0.38, FILL[disc.side], Math.max(1.5, cell * 0.03));
    else if (won.length === 0 && !falling && disc === discs.at(-1)) ring(g, x, y, cell * 0.375, '#ffffff', cell * 0.05);
  }
  paintWon(g, won, signs, cell, centre);
  for (let column = 0; column < COLUMNS; column++) {
    const [x] = centre({ column, row: 0 });
    const style = { type: cell < 30 ? 'tiny' : 'label', color: COLOR.muted, align: 'center' } as const;
    drawText(g, numberText(column + 1), x, face.height + (NUMBERS * cell) / 2 + 2, style);
  }
}

type Centre = (disc: Pick<Disc, 'column' | 'row'>) => [number, number];

/** One shape with holes: what is behind it stays. */
function paintFront(g: Canvas, face: Size, radius: number, cell: number, centre: Centre): void {
  g.beginPath();
  g.roundRect(0, 0, face.width, face.height, radius);
  for (let at = 0; at < COLUMNS * ROWS; at++) {
    const [x, y] = centre({ column: at % COLUMNS, row: Math.floor(at / COLUMNS) });
    g.moveTo(x + cell * HOLE_R, y);
    g.arc(x, y, cell * HOLE_R, 0, 2 * Math.PI);
  }
  g.fillStyle = COLOR.board;
  g.fill('evenodd');
  strokeRound(g, { x: 0, y: 0, ...face }, radius, COLOR.boardEdge, 2);
}

function paintWon(g: Canvas, won: readonly Disc[], signs: Signs, cell: number, centre: Centre): void {
  const [last, ...others] = won;
  if (!last) return;
  g.strokeStyle = '#ffffff';
  g.lineWidth = cell * 0.1;
  for (const disc of others) {
    g.beginPath();
    g.moveTo(...centre(last));
    g.lineTo(...centre(disc));
    g.stroke();
  }
  for (const disc of won) {
    const [x, y] = centre(disc);
    paintDisc(g, disc.side, x, y, cell * DISC_R, signs[disc.side]);
    ring(g, x, y, cell * DISC_R, '#ffffff', cell * 0.06);
  }
}

function ring(g: Canvas, x: number, y: number, radius: number, color: string, width: number): void {
  circle(g, x, y, radius);
  g.strokeStyle = color;
  g.lineWidth = width;
  g.stroke();
}
