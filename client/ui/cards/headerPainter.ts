/** The header, for the scene and the first paint. */

import { type Canvas, drawText, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR, type TypeName } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { Badge } from '../../model/linkView.ts';
import type { ListNote } from '../../model/listNote.ts';
import { drawDoor } from '../kit/icons.ts';

/** `room`: what the buttons at the end leave, in px. */
export type HeaderLook = {
  room: number;
  online: number | undefined;
  matches: number | undefined;
  badge: Badge;
  note: ListNote | undefined;
  isNoteLit?: boolean;
};
/** A piece of the header's text; `x` in CSS px from the header's left. */
type Piece = { text: string; x: number; width: number };
/** `name`, `count`, `matches` and `note`: undefined where there is no room for them. `badge`: with its dot. */
type HeaderPlaces = Record<'name' | 'count' | 'matches' | 'note', Piece | undefined> & { badge: Piece };
type Try = { badge: string; note?: string | undefined; hasMatches?: boolean; isNameless?: boolean };

const NAME_X = 36;
const GAP = 10;
const DOT_GAP = 18;
/** Of the badge: its dot before the words. */
const BADGE_DOT = 14;
const COUNT_GAP = 14;

export const onlineText = (online: number | undefined): string =>
  online === undefined ? text('online.unknown') : text('online.count', { count: online });

/** '' before it is known. */
export const matchesText = (matches: number | undefined): string =>
  matches === undefined ? '' : text('online.matches', { count: matches });

/** On a narrow screen words go in turn: the note's, the matches, the badge's, the note, the count. News displaces the name. */
export function headerPlaces(g: Canvas, look: HeaderLook): HeaderPlaces {
  const { note, matches } = look;
  const short = look.badge.short ?? look.badge.text;
  // A good link needs no word.
  const badge = look.badge.tone === 'good' ? short : look.badge.text;
  const tries: Try[] = [
    { badge, note: note?.text },
    { badge, note: note?.short },
    { badge: short, note: note?.short },
  ];
  if (matches !== undefined) tries.unshift(...tries.slice(0, 2).map((each) => ({ ...each, hasMatches: true })));
  if (note?.isNews) tries.push({ badge: short, note: note.short, isNameless: true });
  tries.push({ badge }, { badge: short });
  for (const each of tries) {
    const places = placesOf(g, look, each);
    if (places) return places;
  }
  // On the narrowest screens a lost connection matters more than the count.
  const none = { count: undefined, matches: undefined, note: undefined };
  return { name: nameAt(g), badge: badgeAt(g, short, look.room), ...none };
}

function placesOf(g: Canvas, { room, online, matches: number }: HeaderLook, wanted: Try): HeaderPlaces | undefined {
  const name = wanted.isNameless ? undefined : nameAt(g);
  const count = pieceAt(g, onlineText(online), name ? endOf(name) + 18 : NAME_X, 'bodyStrong');
  const x = endOf(count) + COUNT_GAP;
  const matches = wanted.hasMatches ? pieceAt(g, matchesText(number), x, 'body') : undefined;
  const before = matches ?? count;
  const note = wanted.note === undefined ? undefined : pieceAt(g, wanted.note, endOf(before) + DOT_GAP, 'body');
  const badge = badgeAt(g, wanted.badge, room);
  return endOf(note ?? before) + GAP > badge.x ? undefined : { name, count, matches, note, badge };
}

const endOf = ({ x, width }: Piece): number => x + width;
const nameAt = (g: Canvas): Piece => pieceAt(g, text('app.name'), NAME_X, 'wordmark');
const pieceAt = (g: Canvas, piece: string, x: number, type: TypeName): Piece => ({
  text: piece,
  x,
  width: textWidth(g, piece, type),
});

function badgeAt(g: Canvas, label: string, end: number): Piece {
  const width = textWidth(g, label, 'small') + BADGE_DOT;
  return { text: label, x: end - width, width };
}

export function paintHeader(g: Canvas, size: Size, look: HeaderLook): void {
  const middle = size.height / 2;
  const { name, badge, count, matches, note } = headerPlaces(g, look);
  drawDoor(g, 15, middle, 13, COLOR.focus, COLOR.doorLight);
  if (name) drawText(g, name.text, name.x, middle, { type: 'wordmark', color: COLOR.text });
  if (count) drawText(g, count.text, count.x, middle + 1, { type: 'bodyStrong', color: COLOR.text });
  if (matches) drawText(g, matches.text, matches.x, middle + 1, { type: 'body', color: COLOR.soft });
  if (note) paintNote(g, note, middle + 1, look.note?.isNews ?? false, look.isNoteLit ?? false);
  paintBadge(g, badge, middle + 1, look.badge.tone);
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

function paintBadge(g: Canvas, { text: label, x }: Piece, middle: number, tone: Badge['tone']): void {
  const color = { good: COLOR.good, fair: COLOR.lamp, bad: COLOR.bad }[tone];
  g.beginPath();
  g.arc(x + 4, middle, 4, 0, 2 * Math.PI);
  g.lineWidth = 2;
  g.strokeStyle = color;
  g.fillStyle = color;
  if (tone === 'bad') g.stroke();
  else g.fill();
  drawText(g, label, x + BADGE_DOT, middle, { type: 'small', color: tone === 'good' ? COLOR.soft : color });
}
