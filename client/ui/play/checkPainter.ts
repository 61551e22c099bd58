/** How a ready check is drawn: the band with all that stands still, and each face with the ring of its answer. */
import {
  balanced,
  type Canvas,
  drawLines,
  drawLinesAround,
  drawText,
  fillRound,
  type Rect,
  type Size,
  strokeRound,
  textWidth,
  upright,
} from '../../design/canvas.ts';
import { COLOR, inScheme, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { CheckView } from '../../model/play/checkView.ts';
import type { MatchupSeat, MatchupView } from '../../model/play/matchupView.ts';
import { presentationOf } from '../../presentation/list.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { drawForm } from '../kit/formMarks.ts';
import { drawCheckMark } from '../kit/icons.ts';
import type { CheckLayout, SeatPlace } from './checkLayout.ts';

const FLOOR = { dark: '#070b15', light: '#f1f5ff' };
/** Around a face, for its ring and the mark of who is ready. */
export const RIM = 16;
const DASHES = 12;

/** `heading`: `view.title` belongs to screen readers; here the mode is the title. */
export function paintBand(
  g: Canvas,
  size: Size,
  view: Pick<CheckView, 'stage' | 'text' | 'title'> & { mode: string; modeId: string },
  matchup: MatchupView,
  at: CheckLayout,
): void {
  g.fillStyle = inScheme(FLOOR);
  g.fillRect(0, 0, size.width, size.height);
  presentationOf(view.modeId)?.paintCheck?.(g, size, at.seats);
  g.fillStyle = COLOR.heroEdge;
  g.fillRect(0, 0, size.width, 1);
  g.fillRect(0, size.height - 1, size.width, 1);
  const { x } = at.clock;
  const { width } = at.buttons;
  const isOver = view.stage === 'entering';
  const color = isOver ? COLOR.good : COLOR.lamp;
  const title = isOver ? view.title : text('check.found');
  drawText(g, title, x, at.title, { type: 'smallStrong', color, align: 'center', width });
  drawText(g, view.mode, x, at.mode, { type: 'hero', color: COLOR.text, align: 'center', width });
  if (at.line !== undefined)
    drawText(g, matchup.line, x, at.line, { type: 'bodyStrong', color: COLOR.text, align: 'center', width });
  if (at.stake) paintStake(g, at.stake, matchup);
  matchup.seats.forEach((seat, i) => {
    const place = at.seats[i];
    if (place) paintWords(g, seat, place, matchup.seats.length === 2);
  });
  paintNote(g, size, view, at);
}

/** While it is asked, below the buttons; then in their place. */
function paintNote(g: Canvas, size: Size, view: Pick<CheckView, 'stage' | 'text'>, at: CheckLayout): void {
  const { x } = at.clock;
  if (view.stage !== 'asked') {
    const lines = balanced(g, view.text, 'body', at.buttons.width);
    const y = at.buttons.y + at.buttons.height / 2;
    return drawLinesAround(g, lines, x, y, 20, { type: 'body', color: COLOR.soft, align: 'center' });
  }
  if (at.note === undefined) return;
  const lines = balanced(g, view.text, 'small', Math.min(480, size.width - 32));
  drawLines(g, lines, x, at.note, 18, { type: 'small', color: COLOR.muted, align: 'center' });
}

function paintStake(g: Canvas, rect: Rect, { stake }: MatchupView): void {
  if (stake.length === 0) return;
  fillRound(g, rect, SIZE.radiusTile, COLOR.panel);
  strokeRound(g, rect, SIZE.radiusTile, COLOR.panelEdge);
  const cell = rect.width / stake.length;
  for (const [i, { label, change, tone }] of stake.entries()) {
    const x = rect.x + cell * (i + 0.5);
    const style = { align: 'center', width: cell - 12 } as const;
    drawText(g, label, x, rect.y + rect.height * 0.31, { ...style, type: 'label', color: COLOR.muted });
    drawText(g, change, x, rect.y + rect.height * 0.69, { ...style, type: 'title', color: COLOR[tone] });
  }
  g.fillStyle = COLOR.panelEdge;
  g.fillRect(rect.x + cell, rect.y + 12, 1, rect.height - 24);
}

function paintWords(
  g: Canvas,
  seat: MatchupSeat,
  { x, y, r, width, isLarge, hasForm }: SeatPlace,
  isDuel: boolean,
): void {
  const style = { align: 'center', width } as const;
  let line = y + r + (isLarge ? 42 : 34);
  drawText(g, seat.name, x, line, { ...style, type: isLarge ? 'big' : 'title', color: COLOR.text });
  line += isLarge ? 29 : 23;
  paintRating(g, seat, x, line, width, isDuel);
  if (hasForm && seat.form.length > 0) {
    drawForm(g, seat.form, x, line + 16);
    line += 37;
  }
  line += 22;
  drawText(g, seat.state, x, line, {
    ...style,
    type: 'smallStrong',
    color: seat.isReady ? COLOR.good : COLOR.lamp,
  });
}

/** "1,204 you", "1,131 level, 4–4". */
function paintRating(g: Canvas, seat: MatchupSeat, x: number, y: number, width: number, isDuel: boolean): void {
  const second = seat.isYou ? text('roster.you') : isDuel ? '' : seat.met;
  const first = seat.rating;
  const gap = first && second ? 7 : 0;
  const wide = textWidth(g, first, 'bodyStrong');
  const rest = Math.min(textWidth(g, second, 'body'), Math.max(0, width - wide - gap));
  const from = x - (wide + gap + rest) / 2;
  drawText(g, first, from, y, { type: 'bodyStrong', color: COLOR.text });
  if (rest > 0) drawText(g, second, from + wide + gap, y, { type: 'body', color: COLOR.muted, width: rest + 1 });
}

/** Around the middle of its own box. `step`: how far the ring of who is awaited has turned. */
export function paintFace(g: Canvas, size: Size, { face, isReady }: MatchupSeat, r: number, step: number): void {
  const [x, y] = [size.width / 2, size.height / 2];
  drawAvatar(g, face, x - r, y - r, 2 * r, inScheme(FLOOR));
  const ring = r + 9;
  g.lineWidth = 4;
  g.lineCap = 'butt';
  g.strokeStyle = isReady ? COLOR.good : COLOR.lamp;
  const dash = (2 * Math.PI * ring) / DASHES;
  if (!isReady) {
    g.setLineDash([dash * 0.68, dash * 0.32]);
    g.lineDashOffset = (-step * dash) / 4;
  }
  g.beginPath();
  g.arc(x, y, ring, 0, 2 * Math.PI);
  g.stroke();
  g.setLineDash([]);
  if (!isReady) return;
  const badge = Math.max(12, r * 0.3);
  const [bx, by] = [x + ring * 0.74, y + ring * 0.74];
  for (const [extra, fill] of [[4, inScheme(FLOOR)] as const, [0, COLOR.good] as const]) {
    g.beginPath();
    g.arc(bx, by, badge + extra, 0, 2 * Math.PI);
    g.fillStyle = fill;
    g.fill();
  }
  upright(g, bx, () => drawCheckMark(g, bx, by, badge * 0.62, COLOR.page));
}
