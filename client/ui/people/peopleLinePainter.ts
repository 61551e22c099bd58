/** How a line of the list of conversations or friends looks, and how high it is. */

import {
  balanced,
  type Canvas,
  drawLines,
  drawText,
  measure,
  type Rect,
  type Size,
  textWidth,
} from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import type { Line, PersonLine } from '../../model/views/peopleLines.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { drawCount, drawGroup } from '../kit/peopleIcons.ts';

const ROW = 60;
const HEADING = 38;
const NOTE_PADDING = 20;
const NOTE_LINE = 19;
const NOTE_TITLE = 28;
const AVATAR = 36;

export function linePlaces(lines: readonly Line[], width: number): Rect[] {
  let y = 0;
  return lines.map((line) => {
    const rect = { x: 0, y, width, height: heightOf(line, width) };
    y += rect.height;
    return rect;
  });
}

function heightOf(line: Line, width: number): number {
  if (line.kind === 'person') return ROW;
  if (line.kind === 'heading') return HEADING;
  const title = line.title === '' ? 0 : NOTE_TITLE;
  return 2 * NOTE_PADDING + title + NOTE_LINE * noteLines(line.text, width).length;
}

const noteLines = (words: string, width: number): string[] => balanced(measure(), words, 'small', width - 40);

/** `width`: what buttons leave of it. */
export function paintLine(g: Canvas, size: Size, line: Line, width: number): void {
  if (line.kind === 'person') return paintPerson(g, size, line, width);
  if (line.kind === 'heading') {
    return drawText(g, line.title, 12, size.height - 14, { type: 'label', color: COLOR.muted, width: size.width - 24 });
  }
  const middle = size.width / 2;
  let y = NOTE_PADDING + 8;
  if (line.title !== '') {
    drawText(g, line.title, middle, y, { type: 'name', color: COLOR.text, align: 'center', width: size.width - 24 });
    y += NOTE_TITLE;
  }
  const style = { type: 'small', color: COLOR.muted, align: 'center' } as const;
  drawLines(g, noteLines(line.text, size.width), middle, y, NOTE_LINE, style);
}

function paintPerson(g: Canvas, size: Size, line: PersonLine, room: number): void {
  const middle = size.height / 2;
  const behind = line.press?.isChosen ? COLOR.selected : COLOR.panel;
  g.globalAlpha = line.isFaint ? 0.6 : 1;
  if (typeof line.face === 'string') drawGroup(g, line.face, 10 + AVATAR / 2, middle);
  else drawAvatar(g, line.face, 10, middle - AVATAR / 2, AVATAR, behind);
  g.globalAlpha = 1;
  const x = 58;
  const end = room - 12;
  const aside = line.aside === '' ? 0 : textWidth(g, line.aside, 'label') + 10;
  const isUnread = line.unread > 0;
  const isAlone = line.detail === '';
  const style = { type: 'name', color: COLOR.text, width: end - aside - x } as const;
  drawText(g, line.title, x, isAlone ? middle : middle - 10, style);
  if (aside > 0) drawText(g, line.aside, end, middle - 10, { type: 'label', color: COLOR.muted, align: 'right' });
  if (isUnread) drawCount(g, end - 10, middle + 11, line.unread, behind);
  if (isAlone) return;
  const type = isUnread ? 'smallStrong' : 'small';
  const color = isUnread ? COLOR.soft : COLOR.muted;
  drawText(g, line.detail, x, middle + 11, { type, color, width: end - (isUnread ? 30 : 0) - x });
}
