/** Where the filters stand: in one line, each with its shape and number, and with its word as far as there is room. Pure. */
import type { Rect } from '../../design/canvas.ts';
import { CHIP_GAP, CHIP_MIN } from '../layout/rosterLayout.ts';

/** Widths of what a chip says. `isOn`: it is chosen, and has its word before the others. */
type ChipWords = { number: number; word: number; isOn: boolean };
export type ChipPlace = { rect: Rect; hasWord: boolean };

/** Beside the number: the shape, and what is left free at both ends. */
const FRAME = 30;
const WORD_GAP = 5;
/** A line that is not full is shared out, but no chip becomes a bar. */
const STRETCH_MAX = 28;

export function chipPlaces(line: Rect, chips: readonly ChipWords[]): ChipPlace[] {
  const widths = chips.map(({ number }) => Math.max(CHIP_MIN, number + FRAME));
  const hasWord = chips.map(() => false);
  let room = line.width - CHIP_GAP * (chips.length - 1) - widths.reduce((sum, width) => sum + width, 0);
  const order = chips.map((_, i) => i).toSorted((a, b) => Number(chips[b]?.isOn) - Number(chips[a]?.isOn));
  for (const i of order) {
    const { number, word } = chips[i] as ChipWords;
    const more = Math.max(CHIP_MIN, number + word + WORD_GAP + FRAME) - (widths[i] ?? 0);
    if (more > room) continue;
    room -= more;
    widths[i] = (widths[i] ?? 0) + more;
    hasWord[i] = true;
  }
  // In a crowd on the narrowest phone all are a little narrower than they would like to be.
  const stretch = Math.min(STRETCH_MAX, room / Math.max(1, chips.length));
  let x = line.x;
  return widths.map((width, i) => {
    const rect = { ...line, x: Math.round(x), width: Math.floor(width + stretch) };
    x += width + stretch + CHIP_GAP;
    return { rect, hasWord: hasWord[i] ?? false };
  });
}
