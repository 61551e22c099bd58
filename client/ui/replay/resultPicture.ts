/** A match's end as a picture to be sent to others: it names those alone whom strangers may know. */
import { balanced, begin, type Canvas, drawLines, drawText, type Size, upright } from '../../design/canvas.ts';
import { COLOR, type TypeName } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { ReplayView } from '../../model/replay/replayView.ts';
import type { Playback } from '../../presentation/replay.ts';
import { drawDoor } from '../kit/icons.ts';
import { paintPlayer } from './replayPainter.ts';

/** As previews of links have it. */
const PICTURE = { width: 1_200, height: 630 };
const SCALE = 1.5;
const PAD = 28;
const ROW = 60;
const FOOT = 30;
/** Of what is written beside the board. */
const STORY_LEAST = 300;

export type PictureLook = { readonly title: string; readonly view: ReplayView; readonly playback: Playback };

export function resultPicture(look: PictureLook, isMirrored: boolean): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, PICTURE);
  const g = canvas.getContext('2d');
  if (!g) return Promise.resolve(undefined);
  const size = { width: PICTURE.width / SCALE, height: PICTURE.height / SCALE };
  begin(g, SCALE, size.width, isMirrored);
  paintPicture(g, size, look);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'));
}

function paintPicture(g: Canvas, size: Size, { title, view, playback }: PictureLook): void {
  g.fillStyle = COLOR.page;
  g.fillRect(0, 0, size.width, size.height);
  const tall = Math.min(size.height - 2 * PAD, (size.width - 3 * PAD - STORY_LEAST) / playback.aspect);
  const board = { width: tall * playback.aspect, height: tall };
  g.save();
  g.translate(PAD, (size.height - board.height) / 2);
  const last = playback.frame(playback.length);
  upright(g, board.width / 2, () => playback.paint(g, board, last, view.emblems));
  g.restore();
  const x = 2 * PAD + board.width;
  const width = size.width - x - PAD;
  drawText(g, title, x, PAD + 10, { type: 'smallStrong', color: view.isWon ? COLOR.lamp : COLOR.muted, width });
  const [type, lines] = outcomeLines(g, view.title, width);
  drawLines(g, lines, x, PAD + 46, 36, { type, color: COLOR.text, width });
  const top = PAD + 46 + lines.length * 36 + 4;
  const height = Math.min(ROW, (size.height - PAD - FOOT - top) / view.rows.length - 4);
  const firsts = view.rows.filter(({ place }) => place === 1).length;
  for (const [i, row] of view.rows.entries()) {
    g.save();
    g.translate(x, top + i * (height + 4));
    const score = playback.scores(playback.length)?.[row.seat];
    const isFirst = row.place === 1 && firsts === 1;
    const look = { row, score, isLit: false, isFirst, emblem: view.emblems[row.seat] ?? null };
    paintPlayer(g, { width, height }, look, playback);
    g.restore();
  }
  const foot = size.height - PAD - 4;
  drawDoor(g, x + 8, foot, 9, COLOR.accent, COLOR.doorLight);
  drawText(g, text('app.name'), x + 26, foot, { type: 'bodyStrong', color: COLOR.soft });
}

/** On one line, or else two smaller ones. */
function outcomeLines(g: Canvas, outcome: string, width: number): [TypeName, string[]] {
  const large = balanced(g, outcome, 'big', width);
  return large.length <= 2 ? ['big', large] : ['hero', balanced(g, outcome, 'hero', width).slice(0, 2)];
}
