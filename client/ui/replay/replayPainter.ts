/** How a replay is drawn around its board. */
import { modeOf } from '../../../shared/modes.ts';
import {
  balanced,
  type Canvas,
  drawLinesAround,
  drawText,
  fillRound,
  fitted,
  type Rect,
  type Size,
  strokeRound,
  textWidth,
} from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE } from '../../design/tokens.ts';
import { changeText, numberText, text } from '../../i18n/text.ts';
import type { ReplayRow } from '../../model/replay/replayView.ts';
import type { Playback } from '../../presentation/replay.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { drawCrown, iconOf } from '../kit/icons.ts';
import { drawModeIcon } from '../kit/modeIcon.ts';
import type { ReplayLayout } from '../layout/replayLayout.ts';

export const drawPause = iconOf('M-.45 -.8V.8M.45 -.8V.8', { line: 3.5, isUpright: true });
export const drawStepBack = iconOf('M.7 -.8L-.35 0L.7 .8ZM-.75 -.8V.8', { isUpright: true });
export const drawStepOn = iconOf('M-.7 -.8L.35 0L-.7 .8ZM.75 -.8V.8', { isUpright: true });
export const drawLink = iconOf(
  'M-.15 .35A.5 .5 0 0 0 .55 .4L.85 .1A.5 .5 0 0 0 .1 -.6L-.05 -.45M.15 -.35A.5 .5 0 0 0 -.55 -.4L-.85 -.1A.5 .5 0 0 0 -.1 .6L.05 .45',
);

export const drawPicture = iconOf('M-.9 -.75H.9V.75H-.9ZM-.9 .45L-.3 -.1L.2 .35L.5 .1L.9 .45M.45 -.3H.5');

/** `outcome`: how it ended. `note`: in the place of a match that cannot be seen. */
export type CardLook = {
  readonly mode: string;
  readonly title: string;
  readonly sub: string;
  readonly outcome: string;
  readonly isWon: boolean;
  readonly line: string;
  readonly note: string;
};

/** `room`: what the button at the bar's end takes. */
export function paintCard(g: Canvas, size: Size, look: CardLook, { bar, head }: ReplayLayout, room: number): void {
  g.fillStyle = COLOR.page;
  g.fillRect(0, 0, size.width, size.height);
  g.fillStyle = COLOR.panelEdge;
  g.fillRect(0, bar.y + bar.height - 1, size.width, 1);
  const mode = modeOf(look.mode);
  const middle = bar.y + bar.height / 2;
  const x = bar.x + 44 + SPACE.m;
  if (mode) drawModeIcon(g, mode, x, middle - 16, 32);
  const from = x + (mode ? 32 + SPACE.m : 0);
  const width = bar.x + bar.width - from - room - SPACE.m;
  const second = head ? look.sub : look.outcome || look.sub;
  drawText(g, look.title, from, middle - (second ? 9 : 0), { type: 'title', color: COLOR.text, width });
  drawText(g, second, from, middle + 12, { type: 'small', color: COLOR.muted, width });
  if (head && look.note === '') paintHead(g, head, look);
  if (look.note === '') return;
  const lines = balanced(g, look.note, 'body', Math.min(420, size.width - 48));
  drawLinesAround(g, lines, size.width / 2, size.height / 2 - 24, 22, {
    type: 'body',
    color: COLOR.soft,
    align: 'center',
  });
}

function paintHead(g: Canvas, { x, y, width }: Rect, { outcome, line, isWon }: CardLook): void {
  const lamp = isWon ? COLOR.lamp : COLOR.muted;
  drawText(g, line, x, y + 10, { type: 'smallStrong', color: lamp, width });
  const { type, lines } = fitted(g, outcome, ['big', 'hero', 'title'], width);
  drawText(g, lines.length > 1 ? outcome : (lines[0] ?? ''), x, y + 44, { type, color: COLOR.text, width });
}

/** `score`: rounds so far. `isLit`: it is their turn. */
export type PlayerLook = {
  readonly row: ReplayRow;
  readonly score: number | undefined;
  readonly isLit: boolean;
  readonly isFirst: boolean;
  readonly emblem: number | null;
};

/** Of a player's box. */
const NARROW = 240;

export function paintPlayer(g: Canvas, size: Size, look: PlayerLook, playback: Playback): void {
  const { row, score, isLit, isFirst, emblem } = look;
  const middle = size.height / 2;
  const isSmall = size.height < 56;
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radiusTile, row.isYou ? COLOR.selected : COLOR.panel);
  strokeRound(g, box, SIZE.radiusTile, isLit ? COLOR.focus : COLOR.panelEdge, isLit ? 2 : 1);
  const sign = isSmall ? 7 : 9;
  playback.drawSign(g, row.seat, emblem, 8 + sign, middle, sign);
  const avatar = Math.min(isSmall ? 28 : 38, size.height - 10);
  const x = 8 + 2 * sign + 8;
  drawAvatar(g, row.face, x, middle - avatar / 2, avatar, COLOR.panel);
  if (isFirst) paintCrown(g, x + avatar, middle - avatar / 2, isSmall ? 6 : 7);
  const from = x + avatar + 10;
  const right = size.width - 12;
  const second = size.height >= 40 ? secondLine(row) : undefined;
  // A name owns its line: in a narrow box the score stands below.
  const isBelow = isSmall && size.height >= 40 && size.width < NARROW;
  if (score !== undefined) {
    const style = { type: isSmall ? 'title' : 'big', color: COLOR.text, align: 'right' } as const;
    drawText(g, numberText(score), right, isBelow ? middle + 11 : middle, style);
  }
  const width = right - from - (score === undefined || isBelow ? 0 : 28);
  const y = second || (isBelow && score !== undefined) ? middle - 9 : middle;
  drawText(g, row.name, from, y, { type: isSmall ? 'bodyStrong' : 'name', color: COLOR.text, width });
  if (!second) return;
  drawText(g, second.plain, from, middle + 11, { type: 'small', color: COLOR.muted, width: right - from - 28 });
  if (!second.change) return;
  const color = second.isGood ? COLOR.good : second.isBad ? COLOR.bad : COLOR.soft;
  const at = from + (second.plain === '' ? 0 : textWidth(g, second.plain, 'small') + 8);
  drawText(g, second.change, at, middle + 11, { type: 'smallStrong', color });
}

/** At the upper right of a face. */
function paintCrown(g: Canvas, x: number, y: number, r: number): void {
  g.beginPath();
  g.arc(x - r * 0.5, y + r * 0.6, r + 4, 0, 2 * Math.PI);
  g.fillStyle = COLOR.panel;
  g.fill();
  drawCrown(g, x - r * 0.5, y + r * 0.6, r, COLOR.gold);
}

function secondLine({ rating, change, isAbandoned }: ReplayRow) {
  if (isAbandoned && change === undefined)
    return { plain: text('records.abandoned'), change: '', isGood: false, isBad: false };
  if (rating === undefined || change === undefined) return undefined;
  const plain = isAbandoned ? `${text('records.abandoned')} · ${numberText(rating)}` : numberText(rating);
  return { plain, change: changeText(change), isGood: change > 0, isBad: change < 0 };
}

/** From the slider's edge to where its line begins: half of the native thumb (main.css). */
const END = 12;
const DOTS_FROM = 9;

/** `at`: steps. It runs from left to right in every language, like the players of films and songs. */
export function paintTime(g: Canvas, size: Size, at: number, playback: Playback, isLit: boolean): void {
  const { length, moments, seatOfStep } = playback;
  const middle = size.height / 2;
  const wide = size.width - 2 * END;
  const placeOf = (step: number): number => END + (length === 0 ? 0 : (wide * step) / length);
  fillRound(g, { x: END, y: middle - 3, width: wide, height: 6 }, 3, COLOR.track);
  fillRound(g, { x: END, y: middle - 3, width: placeOf(at) - END, height: 6 }, 3, COLOR.link);
  const gap = wide / Math.max(1, length);
  const hasDots = seatOfStep !== undefined && gap >= DOTS_FROM - 3;
  const marks = hasDots
    ? Array.from({ length }, (_, i) => ({ at: i + 1, seat: seatOfStep(i + 1) }))
    : moments.map(({ at: step, seat }) => ({ at: step, seat }));
  for (const mark of marks) {
    g.beginPath();
    g.arc(placeOf(mark.at), middle, hasDots ? Math.min(6, Math.max(3, gap / 3 + 1)) : 5, 0, 2 * Math.PI);
    g.fillStyle = mark.seat === undefined ? COLOR.muted : playback.color(mark.seat);
    g.fill();
    g.strokeStyle = COLOR.page;
    g.lineWidth = 1.5;
    g.stroke();
  }
  g.beginPath();
  g.arc(placeOf(at), middle, isLit ? 11 : 10, 0, 2 * Math.PI);
  g.fillStyle = COLOR.text;
  g.fill();
  g.strokeStyle = COLOR.page;
  g.lineWidth = 2.5;
  g.stroke();
}

export type MomentLook = {
  readonly seat: number | undefined;
  readonly words: string;
  readonly place: string;
  readonly emblem: number | null;
};

export function paintMoment(
  g: Canvas,
  size: Size,
  { seat, words, place, emblem }: MomentLook,
  playback: Playback,
): void {
  const middle = size.height / 2;
  if (seat !== undefined) playback.drawSign(g, seat, emblem, 22, middle, 10);
  const end = textWidth(g, place, 'small');
  const width = size.width - 42 - end - 24;
  const type = textWidth(g, words, 'body') > width ? 'small' : 'body';
  drawText(g, words, 42, middle, { type, color: COLOR.text, width });
  drawText(g, place, size.width - 14, middle, { type: 'small', color: COLOR.muted, align: 'right' });
}

export function paintStage(g: Canvas, size: Size, words: string): void {
  const style = { type: 'smallStrong', color: COLOR.soft, align: 'center', width: size.width } as const;
  drawText(g, words, size.width / 2, size.height / 2, style);
}
