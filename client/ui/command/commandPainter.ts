/** How the command bar looks. */
import { modeOf } from '../../../shared/modes.ts';
import type { Entry } from '../../commands/command.ts';
import {
  type Canvas,
  drawLines,
  drawLinesAround,
  drawText,
  fillRound,
  paintBox,
  type Size,
  strokeRound,
  textWidth,
  wrapped,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { drawPlay, drawSearch } from '../kit/icons.ts';
import { drawModeIcon } from '../kit/modeIcon.ts';
import type { CommandPlaces } from './commandPlaces.ts';

const PICTURE = 34;

export function paintCard(g: Canvas, size: Size, places: CommandPlaces, isEmpty: boolean): void {
  const { card, field, side, foot, isSheet } = places;
  paintBox(g, size, isSheet ? 0 : SIZE.radius + 4, COLOR.panel, isSheet ? undefined : COLOR.raisedEdge);
  const middle = field.y - card.y + field.height / 2;
  drawSearch(g, field.x - card.x + 24, middle, 9, COLOR.soft);
  const width = field.width - 64;
  if (isEmpty) drawText(g, text('command.placeholder'), 64, middle, { type: 'body', color: COLOR.muted, width });
  g.fillStyle = COLOR.panelEdge;
  g.fillRect(0, places.list.y - card.y - 1, size.width, 1);
  if (side) g.fillRect(side.x - card.x, side.y - card.y, 1, side.height);
  if (!foot) return;
  g.fillRect(0, foot.y - card.y, size.width, 1);
  paintKeys(g, foot.y - card.y + foot.height / 2);
}

/** A key with its name on it; returns where it ends. */
export function paintKey(g: Canvas, key: string, x: number, middle: number): number {
  const width = Math.max(22, textWidth(g, key, 'label') + 14);
  fillRound(g, { x, y: middle - 11, width, height: 22 }, 6, COLOR.raised);
  strokeRound(g, { x, y: middle - 11, width, height: 22 }, 6, COLOR.raisedEdge);
  drawText(g, key, x + width / 2, middle, { type: 'label', color: COLOR.soft, align: 'center' });
  return x + width;
}

function paintKeys(g: Canvas, middle: number): void {
  let x = 20;
  const groups: [keys: readonly string[], words: string][] = [
    [['↑', '↓'], text('command.keyChoose')],
    [['Enter'], text('command.keyDo')],
    [['Tab'], text('command.keyOptions')],
    [['?'], text('shortcuts.title')],
  ];
  for (const [keys, words] of groups) {
    for (const key of keys) x = paintKey(g, key, x, middle) + 4;
    drawText(g, words, x + 2, middle, { type: 'small', color: COLOR.muted });
    x += textWidth(g, words, 'small') + 20;
  }
}

export function paintHeading(g: Canvas, size: Size, heading: 'actions' | 'people', count: number): void {
  const words = text(`command.${heading}`);
  drawText(g, words, 10, size.height / 2 + 3, { type: 'label', color: COLOR.soft });
  const x = 18 + textWidth(g, words, 'label');
  drawText(g, numberText(count), x, size.height / 2 + 3, { type: 'label', color: COLOR.muted });
}

export function paintEntry(g: Canvas, size: Size, entry: Entry, isActive: boolean, hasKeys: boolean): void {
  const behind = isActive ? COLOR.selected : COLOR.panel;
  if (isActive) fillRound(g, { x: 0, y: 1, width: size.width, height: size.height - 2 }, SIZE.radiusSmall, behind);
  const middle = size.height / 2;
  g.globalAlpha = entry.why === undefined ? 1 : 0.55;
  paintPicture(g, entry, 12, middle - PICTURE / 2, PICTURE, behind);
  const x = 12 + PICTURE + 14;
  const key = hasKeys && isActive && entry.why === undefined ? 'Enter' : '';
  const width = size.width - x - 12 - (key === '' ? 0 : textWidth(g, key, 'small') + 12);
  const second = entry.why ?? entry.note;
  const style = { type: 'name', color: COLOR.text, width } as const;
  // Without a second line a long label has two.
  const lines = second === '' ? wrapped(g, entry.label, 'name', width).slice(0, 2) : [entry.label];
  if (second === '') drawLinesAround(g, lines, x, middle, 19, style);
  else drawText(g, entry.label, x, middle - 9, style);
  if (second !== '') drawText(g, second, x, middle + 11, { type: 'small', color: COLOR.muted, width });
  if (key !== '') drawText(g, key, size.width - 12, middle, { type: 'small', color: COLOR.soft, align: 'right' });
  g.globalAlpha = 1;
}

function paintPicture(
  g: Canvas,
  { picture }: Pick<Entry, 'picture'>,
  x: number,
  y: number,
  size: number,
  behind: string,
): void {
  if (picture === 'action') return drawPlay(g, x + size / 2, y + size / 2, size * 0.2, COLOR.link);
  if ('player' in picture) return drawAvatar(g, picture.player, x, y, size, behind);
  const mode = modeOf(picture.mode);
  if (mode) drawModeIcon(g, mode, x, y, size);
}

/** What Enter would do: with the player that it is about, in words, and why not. `standing`: of the player that it is about. */
export function paintSide(g: Canvas, size: Size, entry: Entry, standing: string): void {
  const large = 56;
  const pad = 20;
  const { about, label, note, more = '', why } = entry;
  const picture = about ? { player: about } : entry.picture;
  const hasPicture = picture !== 'action';
  if (hasPicture) paintPicture(g, { ...entry, picture }, pad, 20, large, COLOR.panel);
  const x = hasPicture ? pad + large + 14 : pad;
  const width = size.width - x - pad;
  const title = wrapped(g, about?.name ?? label, 'title', width).slice(0, 2);
  const height = title.length * 22 + (about ? 20 : 0);
  const top = hasPicture ? 20 + large / 2 - height / 2 + 11 : 34;
  drawLines(g, title, x, top, 22, { type: 'title', color: COLOR.text, width });
  if (about) drawText(g, standing, x, top + title.length * 22, { type: 'small', color: COLOR.muted, width });
  let y = hasPicture ? 20 + large + 28 : top + title.length * 22 + 6;
  const say = (words: string, color: string): void => {
    if (words === '') return;
    const lines = wrapped(g, words, 'body', size.width - 2 * pad).slice(0, 4);
    drawLines(g, lines, pad, y, 20, { type: 'body', color });
    y += lines.length * 20 + 8;
  };
  if (about) say(label, COLOR.text);
  say(why === undefined ? note : text('command.cannot', { why }), why === undefined ? COLOR.soft : COLOR.lamp);
  say(more, COLOR.muted);
}

export function paintNothing(g: Canvas, size: Size): void {
  const words = wrapped(g, text('command.none'), 'body', size.width - 48);
  drawLines(g, words, 24, 40, 20, { type: 'body', color: COLOR.muted });
}
