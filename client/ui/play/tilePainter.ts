/** Paints the tiles of the list of matches: a live picture, or the seats of an open match, and the names below it. */
import {
  type Canvas,
  drawText,
  fillRound,
  type Rect,
  type Size,
  strokeRound,
  textWidth,
  upright,
} from '../../design/canvas.ts';
import { COLOR, inScheme, SIZE } from '../../design/tokens.ts';
import { numberText, text } from '../../i18n/text.ts';
import { seatFaces } from '../../model/faces.ts';
import type { TileSeat, TileView } from '../../model/play/tileView.ts';
import { presentationOf } from '../../presentation/list.ts';
import { drawEmblem } from '../kit/emblem.ts';
import { drawEye, drawPlus } from '../kit/icons.ts';

/** `deed`: what a press does, where it is shown. `isPrimary`: it takes a seat. `height`: of the picture. */
export type TileLook = {
  view: TileView;
  isLarge: boolean;
  picture: number;
  deed: { label: string; isPrimary: boolean; hasEye: boolean; isDisabled: boolean } | undefined;
  isLit: boolean;
  isOver: boolean;
};

const FLOOR = { dark: '#070b15', light: '#f1f5ff' };
const EMBLEM = 16;
const LINE = 20;
const FIRST_LINE = 16;

/** `summary`: as the game read it; undefined: none has come. */
export function paintTile(g: Canvas, size: Size, look: TileLook, summary: unknown): void {
  const { view, isLarge, isOver } = look;
  g.globalAlpha = isOver ? 0.45 : 1;
  const box = { x: 0, y: 0, width: size.width, height: look.picture };
  paintPicture(g, box, look, summary);
  if (view.isOpen) paintSeats(g, box, view);
  if (isLarge && !view.isOpen) paintBadge(g, view);
  if (look.deed) paintDeed(g, deedPlace(box, look, g), look);
  if (isLarge && view.seats.length === 2) paintLargeNames(g, size, look);
  else paintNames(g, size, look);
  g.globalAlpha = 1;
}

function paintPicture(g: Canvas, box: Rect, { view, isLarge, isLit }: TileLook, summary: unknown): void {
  const picture = presentationOf(view.mode)?.picture;
  g.save();
  g.beginPath();
  g.roundRect(box.x, box.y, box.width, box.height, SIZE.radiusTile);
  g.clip();
  g.fillStyle = inScheme(FLOOR);
  g.fillRect(0, 0, box.width, box.height);
  // A board is not turned around in right-to-left languages.
  if (picture && !view.isOpen) {
    upright(g, box.width / 2, () => {
      if (summary === undefined) picture.paintGround(g, box);
      else picture.paint(g, box, summary, isLarge);
    });
  }
  g.restore();
  if (view.isOpen) g.setLineDash([5, 4]);
  strokeRound(g, box, SIZE.radiusTile, isLit ? COLOR.link : COLOR.heroEdge, isLit ? 2 : 1);
  g.setLineDash([]);
}

/** Those who sit, and a dashed ring for each free seat. */
function paintSeats(g: Canvas, box: Rect, { seats, free }: TileView): void {
  const all = seats.length + free;
  const size = Math.min(34, (box.width - 20) / all - 8);
  const y = box.height * 0.36 - size / 2;
  let x = (box.width - all * size - (all - 1) * 8) / 2;
  for (const face of facesOf(seats)) {
    drawEmblem(g, face.emblem, x, y, size, face.isBot ? 'square' : 'round');
    x += size + 8;
  }
  for (let at = 0; at < free; at++) {
    g.beginPath();
    g.arc(x + size / 2, y + size / 2, size / 2 - 1, 0, 2 * Math.PI);
    g.setLineDash([4, 3]);
    g.strokeStyle = COLOR.lamp;
    g.lineWidth = 1.5;
    g.stroke();
    g.setLineDash([]);
    drawPlus(g, x + size / 2, y + size / 2, 4, COLOR.lamp);
    x += size + 8;
  }
}

/** "👁 21 · last round", over the corner of a large picture. */
function paintBadge(g: Canvas, { watchers, stage }: TileView): void {
  const words = [watchers > 0 ? numberText(watchers) : '', stage].filter((each) => each !== '').join(' · ');
  if (words === '') return;
  const eye = watchers > 0 ? 24 : 0;
  const width = textWidth(g, words, 'smallStrong') + eye + 22;
  fillRound(g, { x: 10, y: 10, width, height: 30 }, 15, inScheme({ dark: '#070b15e6', light: '#f1f5ffe6' }));
  if (eye > 0) drawEye(g, 28, 25, 8, COLOR.soft);
  drawText(g, words, 21 + eye, 25, { type: 'smallStrong', color: COLOR.text });
}

function deedPlace(box: Rect, { deed, isLarge, view }: TileLook, g: Canvas): Rect {
  const words = textWidth(g, deed?.label ?? '', 'smallStrong') + (deed?.hasEye ? 24 : 0);
  const width = Math.max(isLarge ? 76 : 64, words + 26);
  const height = isLarge ? 44 : 30;
  if (isLarge && !view.isOpen) return { x: box.width - width - 10, y: box.height - height - 10, width, height };
  const y = view.isOpen ? box.height * 0.68 - height / 2 + 6 : box.height - height - 7;
  return { x: (box.width - width) / 2, y, width, height };
}

function paintDeed(g: Canvas, at: Rect, { deed, isLit }: TileLook): void {
  if (!deed) return;
  const rest = deed.isPrimary ? COLOR.accent : COLOR.text;
  const color = deed.isPrimary ? COLOR.onAccent : COLOR.page;
  g.save();
  if (deed.isDisabled) g.globalAlpha *= 0.6;
  fillRound(g, at, SIZE.radiusSmall, deed.isPrimary && isLit ? COLOR.accentHover : rest);
  const eye = deed.hasEye ? 24 : 0;
  const width = textWidth(g, deed.label, 'smallStrong');
  const left = at.x + (at.width - width - eye) / 2;
  const middle = at.y + at.height / 2;
  if (eye > 0) drawEye(g, left + 8, middle, 8, color);
  drawText(g, deed.label, left + eye, middle, { type: 'smallStrong', color });
  g.restore();
}

/** In one column up to two, in two columns above; then the mode, and how many watch. */
function paintNames(g: Canvas, size: Size, { view, picture }: TileLook): void {
  const { seats, foot, stage, watchers, hasFriend, isOpen } = view;
  const columns = seats.length > 2 ? 2 : 1;
  const width = (size.width - 12 * (columns - 1)) / columns;
  const faces = facesOf(seats);
  for (const [i, seat] of seats.slice(0, 4).entries()) {
    const [column, row] = [Math.floor(i / 2), i % 2];
    const x = column * (width + 12);
    const y = picture + FIRST_LINE + row * LINE;
    const isTagged = i === 0 && hasFriend && isOpen;
    const tag = isTagged ? text('matches.friend') : seat.score === undefined ? '' : numberText(seat.score);
    const face = faces[i];
    drawEmblem(g, face?.emblem ?? null, x, y - EMBLEM / 2, EMBLEM, face?.isBot ? 'square' : 'round');
    const end = tag === '' ? 0 : textWidth(g, tag, 'smallStrong') + 8;
    const name = { type: 'smallStrong', color: COLOR.text, width: width - EMBLEM - 8 - end } as const;
    drawText(g, seat.name, x + EMBLEM + 8, y, name);
    const color = isTagged ? COLOR.link : seat.isBehind ? COLOR.muted : COLOR.text;
    if (tag !== '') drawText(g, tag, x + width, y, { type: 'smallStrong', color, align: 'right' });
  }
  const y = picture + FIRST_LINE + 2 * LINE - 1;
  const count = watchers > 0 ? numberText(watchers) : '';
  const end = count === '' ? 0 : textWidth(g, count, 'tiny') + 26;
  const room = size.width - end;
  // The picture shows which game it is.
  const said = stage === '' || textWidth(g, foot, 'tiny') <= room ? foot : stage;
  drawText(g, said, 0, y, { type: 'tiny', color: COLOR.muted, width: room });
  if (count === '') return;
  drawText(g, count, size.width, y, { type: 'tiny', color: COLOR.muted, align: 'right' });
  drawEye(g, size.width - end + 13, y, 6.5, COLOR.muted);
}

/** Two players on both sides of the score. */
function paintLargeNames(g: Canvas, { width }: Size, { view, picture }: TileLook): void {
  const [left, right] = view.seats as [TileSeat, TileSeat];
  const [first, second] = facesOf(view.seats);
  const y = picture + 22;
  const score = left.score === undefined ? '' : `${numberText(left.score)}–${numberText(right.score ?? 0)}`;
  const room = (width - textWidth(g, score, 'title')) / 2 - 44;
  drawEmblem(g, first?.emblem ?? null, 0, y - 11, 22, first?.isBot ? 'square' : 'round');
  drawText(g, left.name, 30, y, { type: 'name', color: COLOR.text, width: room });
  drawText(g, score, width / 2, y, { type: 'title', color: COLOR.text, align: 'center' });
  drawEmblem(g, second?.emblem ?? null, width - 22, y - 11, 22, second?.isBot ? 'square' : 'round');
  drawText(g, right.name, width - 30, y, { type: 'name', color: COLOR.text, align: 'right', width: room });
}

/** Of two equal emblems the second has another livery, as at the table itself. */
const facesOf = (seats: readonly TileSeat[]) =>
  seatFaces(
    seats.map(({ id, emblem }) => ({
      ...(emblem !== undefined && { emblem }),
      ...(id === undefined && { bot: 'medium' as const }),
    })),
  );
