/** Paints a player's plate by the board, and the sheet with their moves below it. */
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound, textWidth } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import { paintDisc } from '../../presentation/connect-four/disc.ts';
import { drawAvatar } from '../../ui/kit/avatar.ts';
import type { Plate } from './boardView.ts';

/** From so much height a plate has a line for the turn, with its clock. */
const TALL_FROM = 120;
/** From so much width the disc stands at the end of the name's line. */
const WIDE_FROM = 236;
const PAD = 16;
const LINE = 26;

export function paintPlate(g: Canvas, size: Size, plate: Plate): void {
  const isTall = size.height >= TALL_FROM;
  const box = isTall ? { x: 0, y: 0, ...size } : { x: 0, y: 4, width: size.width, height: size.height - 8 };
  const radius = isTall ? SIZE.radius : SIZE.radiusSmall;
  fillRound(g, box, radius, plate.isLit ? COLOR.selected : COLOR.panel);
  strokeRound(g, box, radius, plate.isLit ? COLOR.focus : COLOR.panelEdge, plate.isLit ? 2 : 1);
  if (isTall) paintTall(g, size, plate);
  else paintLow(g, size, plate);
}

const groundOf = ({ isLit }: Plate): string => (isLit ? COLOR.selected : COLOR.panel);

/** The disc of the side on a ring of the ground, so that it stands apart from what it lies on. */
function paintBadge(g: Canvas, plate: Plate, x: number, y: number, radius: number): void {
  g.beginPath();
  g.arc(x, y, radius + 2, 0, 2 * Math.PI);
  g.fillStyle = groundOf(plate);
  g.fill();
  paintDisc(g, plate.side, x, y, radius, plate.sign);
}

function paintTall(g: Canvas, size: Size, plate: Plate): void {
  const { face, name, side, sign, turn, time, part } = plate;
  const isWide = size.width >= WIDE_FROM;
  const avatar = isWide ? 60 : 44;
  const middle = PAD + 30;
  drawAvatar(g, face, PAD, middle - avatar / 2, avatar, groundOf(plate));
  if (isWide) paintDisc(g, side, size.width - PAD - 16, middle, 16, sign);
  else paintBadge(g, plate, PAD + avatar - 6, middle + avatar / 2 - 6, 9);
  const x = PAD + avatar + 12;
  const width = size.width - x - (isWide ? PAD + 42 : PAD);
  const second = plate.rating === '' ? '' : plate.rating;
  drawText(g, name, x, second === '' ? middle : middle - 11, {
    type: isWide ? 'title' : 'name',
    color: COLOR.text,
    width,
  });
  if (second !== '') paintRating(g, plate, { x, y: middle + 12, width, height: 0 });
  const low = size.height - 42;
  const clock = time === '' ? 0 : textWidth(g, time, 'hero');
  const room = size.width - 2 * PAD - clock - 8;
  drawText(g, turn, PAD, low, { type: 'bodyStrong', color: plate.isLit ? COLOR.text : COLOR.muted, width: room });
  drawText(g, time, size.width - PAD, low, { type: 'hero', color: COLOR.text, align: 'right' });
  const bar = { x: PAD, y: size.height - 20, width: size.width - 2 * PAD, height: 5 };
  fillRound(g, bar, 2.5, COLOR.track);
  if (part > 0) fillRound(g, { ...bar, width: Math.max(5, bar.width * part) }, 2.5, COLOR.focus);
}

/** With its mode, where that has room. */
function paintRating(g: Canvas, { rating, mode }: Plate, { x, y, width }: Rect): void {
  drawText(g, rating, x, y, { type: 'bodyStrong', color: COLOR.text, width });
  const after = x + textWidth(g, rating, 'bodyStrong') + 6;
  if (x + width - after >= textWidth(g, mode, 'body'))
    drawText(g, mode, after, y, { type: 'body', color: COLOR.soft, width: x + width - after });
}

/** In one line above the board: a phone. The rating gives way to the turn. */
function paintLow(g: Canvas, { width, height }: Size, plate: Plate): void {
  const { face, name, note, rating } = plate;
  const middle = height / 2;
  drawAvatar(g, face, 10, middle - 18, 36, groundOf(plate));
  paintBadge(g, plate, 42, middle + 13, 8);
  const second = note === '' ? rating : note;
  const room = width - 64;
  drawText(g, name, 58, second === '' ? middle : middle - 10, { type: 'name', color: COLOR.text, width: room });
  drawText(g, second, 58, middle + 11, { type: 'small', color: COLOR.soft, width: room });
}

/** The latest moves of one side, as many as there is room for: which of the match it was, and its column. */
export function paintSheet(g: Canvas, size: Size, { side, sign, moves, isLit }: SheetLook): void {
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radius, COLOR.panel);
  strokeRound(g, box, SIZE.radius, COLOR.panelEdge);
  drawText(g, text('four.sheet'), PAD, 24, {
    type: 'smallStrong',
    color: COLOR.soft,
    width: size.width - 2 * PAD - 40,
  });
  drawText(g, numberText(moves.length), size.width - PAD, 24, { type: 'small', color: COLOR.muted, align: 'right' });
  g.fillStyle = COLOR.panelEdge;
  g.fillRect(PAD, 44, size.width - 2 * PAD, 1);
  const lines = Math.max(1, Math.floor((size.height - 44 - 12) / LINE));
  const shown = moves.slice(-lines);
  shown.forEach(({ at, column }, i) => {
    const y = 44 + 6 + (i + 0.5) * LINE;
    const isLast = i === shown.length - 1 && !isLit;
    if (isLast)
      fillRound(g, { x: 6, y: y - LINE / 2 + 1, width: size.width - 12, height: LINE - 2 }, 7, COLOR.selected);
    drawText(g, numberText(at), PAD + 18, y, { type: 'small', color: COLOR.muted, align: 'right' });
    paintDisc(g, side, PAD + 38, y, 8, sign);
    const words = text('four.columnName', { column });
    drawText(g, words, PAD + 56, y, { type: 'small', color: COLOR.text, width: size.width - PAD - 62 });
  });
}

/** `isLit`: it is this side's turn, so the last move of all is the other's. */
export type SheetLook = Pick<Plate, 'side' | 'sign' | 'moves' | 'isLit'>;
