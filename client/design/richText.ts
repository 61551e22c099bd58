/** Sentences whose names stand out: the parts that are isolated (i18n/text.ts) are written stronger. */
import { type Canvas, drawText, textWidth } from './canvas.ts';
import { piecesOf } from './lineBreaks.ts';
import type { TypeName } from './tokens.ts';

type Part = { readonly text: string; readonly isStrong: boolean; readonly x: number };
export type RichLine = readonly Part[];
export type RichStyle = { plain: TypeName; strong: TypeName; color: string; strongColor: string };

const NAMES = /\u2068([^\u2069]*)\u2069/g;

export function richLines(
  g: Canvas,
  sentence: string,
  width: number,
  style: Pick<RichStyle, 'plain' | 'strong'>,
): RichLine[] {
  const lines: Part[][] = [[]];
  let x = 0;
  for (const { text, isStrong } of partsOf(sentence)) {
    const type = isStrong ? style.strong : style.plain;
    for (const piece of piecesOf(text)) {
      const wide = textWidth(g, piece, type);
      if (x > 0 && x + textWidth(g, piece.trimEnd(), type) > width) {
        lines.push([]);
        x = 0;
      }
      const line = lines.at(-1) as Part[];
      const last = line.at(-1);
      if (last?.isStrong === isStrong) line[line.length - 1] = { ...last, text: last.text + piece };
      else line.push({ text: piece, isStrong, x });
      x += wide;
    }
  }
  return lines;
}

/** The end of the last line. */
export function endOf(g: Canvas, lines: readonly RichLine[], style: Pick<RichStyle, 'plain' | 'strong'>): number {
  const last = lines.at(-1)?.at(-1);
  return last ? last.x + textWidth(g, last.text.trimEnd(), last.isStrong ? style.strong : style.plain) : 0;
}

/** `y`: the middle of the line. */
export function drawRich(g: Canvas, line: RichLine, x: number, y: number, width: number, style: RichStyle): void {
  for (const part of line) {
    const { plain, strong, color, strongColor } = style;
    const look = part.isStrong ? { type: strong, color: strongColor } : { type: plain, color };
    drawText(g, part.text, x + part.x, y, { ...look, width: Math.max(8, width - part.x) });
  }
}

function partsOf(sentence: string): { text: string; isStrong: boolean }[] {
  return sentence
    .split(NAMES)
    .map((text, i) => ({ text, isStrong: i % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
