import { type Canvas, drawLines, drawText, fillRound, type Size, wrapped } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';

/** A sign, a title and a sentence, centred from the top: 128 px with one line, without the sign if that is too high; the title alone below 60 px. */
export function paintEmpty(
  g: Canvas,
  size: Size,
  words: { title: string; text: string },
  sign: (x: number, y: number) => void,
): void {
  const middle = size.width / 2;
  const isLow = size.height < 120;
  if (!isLow) {
    fillRound(g, { x: middle - 28, y: 0, width: 56, height: 56 }, 28, COLOR.raised);
    sign(middle, 28);
  }
  const top = isLow ? 14 : 84;
  drawText(g, words.title, middle, top, { type: 'title', color: COLOR.text, align: 'center', width: size.width - 24 });
  if (size.height < 60) return;
  const lines = wrapped(g, words.text, 'small', size.width - 48);
  drawLines(g, lines, middle, top + 26, 19, { type: 'small', color: COLOR.muted, align: 'center' });
}
