/** The header, for the scene and the first paint. */

import { type Canvas, drawText, fillRound, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { Badge } from '../../model/linkView.ts';
import type { ListNote } from '../../model/listNote.ts';
import { drawDoor } from '../kit/icons.ts';

type HeaderLook = { online: number | undefined; badge: Badge; note: ListNote | undefined; isNoteLit?: boolean };
/** A piece of the header's text; `x` in CSS px from the header's left. */
type Piece = { text: string; x: number; width: number };
/** `name`, `count` and `note`: undefined where there is no room for them. `badge`: the whole pill. */
type HeaderPlaces = { name: Piece | undefined; badge: Piece; count: Piece | undefined; note: Piece | undefined };

const NAME_X = 36;
const GAP = 10;
const DOT_GAP = 18;
const BADGE_PADDING = 38;
/** Messages and friends have a button at the end: it reaches so far into the margin. */
export const PEOPLE_EDGE = 8;
const PEOPLE_ROOM = 38;

export const onlineText = (online: number | undefined): string =>
  online === undefined ? text('online.unknown') : text('online.count', { count: online });

/** On a narrow screen words go in turn: the note's, the badge's, the note, the count. News displaces the name. */
export function headerPlaces(g: Canvas, size: Size, { online, badge, note }: HeaderLook): HeaderPlaces {
  const name = { ...pieceAt(g, text('app.name'), NAME_X), width: textWidth(g, text('app.name'), 'wordmark') };
  const short = badge.short ?? badge.text;
  const tries: [badge: string, note: string | undefined, name: Piece | undefined][] = [
    [badge.text, note?.text, name],
    [badge.text, note?.short, name],
    [short, note?.short, name],
  ];
  if (note?.isNews) tries.push([short, note.short, undefined]);
  tries.push([badge.text, undefined, name], [short, undefined, name]);
  const room = size.width - PEOPLE_ROOM;
  for (const [badgeText, noteText, nameThere] of tries) {
    const count = pieceAt(g, onlineText(online), nameThere ? nameThere.x + nameThere.width + 18 : NAME_X);
    const end = pillAt(g, badgeText, room);
    const last = noteText === undefined ? count : pieceAt(g, noteText, count.x + count.width + DOT_GAP);
    if (last.x + last.width + GAP > end.x) continue;
    return { name: nameThere, badge: end, count, note: noteText === undefined ? undefined : last };
  }
  // On the narrowest screens a lost connection matters more than the count.
  return { name, badge: pillAt(g, short, room), count: undefined, note: undefined };
}

const pieceAt = (g: Canvas, piece: string, x: number): Piece => ({
  text: piece,
  x,
  width: textWidth(g, piece, 'body'),
});

function pillAt(g: Canvas, label: string, end: number): Piece {
  const width = textWidth(g, label, 'smallStrong') + BADGE_PADDING;
  return { text: label, x: end - width, width };
}

export function paintHeader(g: Canvas, size: Size, look: HeaderLook): void {
  const middle = size.height / 2;
  const { name, badge, count, note } = headerPlaces(g, size, look);
  drawDoor(g, 15, middle, 13, COLOR.focus, COLOR.lamp);
  if (name) drawText(g, name.text, name.x, middle, { type: 'wordmark', color: COLOR.text });
  if (count) drawText(g, count.text, count.x, middle + 1, { type: 'body', color: COLOR.soft });
  if (note) paintNote(g, note, middle + 1, look.note?.isNews ?? false, look.isNoteLit ?? false);
  paintBadge(g, badge, middle, look.badge.tone);
}

/** News has a ring before it instead of a dot, and is a little brighter. */
function paintNote(g: Canvas, { text: words, x }: Piece, y: number, isNews: boolean, isLit: boolean): void {
  g.beginPath();
  g.arc(x - DOT_GAP / 2, y, isNews ? 3 : 1.5, 0, 2 * Math.PI);
  g.lineWidth = 1.5;
  g.strokeStyle = COLOR.gold;
  g.fillStyle = COLOR.muted;
  if (isNews) g.stroke();
  else g.fill();
  drawText(g, words, x, y, { type: 'body', color: isLit ? COLOR.text : isNews ? COLOR.soft : COLOR.muted });
}

function paintBadge(g: Canvas, { text: label, x, width }: Piece, middle: number, tone: Badge['tone']): void {
  const color = { good: COLOR.good, fair: COLOR.fair, bad: COLOR.bad }[tone];
  fillRound(g, { x, y: middle - 15, width, height: 30 }, 15, COLOR.panel);
  g.beginPath();
  g.arc(x + 17, middle, 4, 0, 2 * Math.PI);
  g.lineWidth = 2;
  g.strokeStyle = color;
  g.fillStyle = color;
  if (tone === 'bad') g.stroke();
  else g.fill();
  drawText(g, label, x + 27, middle, { type: 'smallStrong', color });
}
