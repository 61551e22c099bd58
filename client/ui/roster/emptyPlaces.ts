/** Where an empty list says why it is empty, and the button under those words. */
import type { Rect } from '../../design/canvas.ts';
import type { Empty } from './emptyList.ts';

/** With a sign above the words; without it; the title alone (kit/emptyPainter.ts). */
const HEIGHTS = [154, 92, 36] as const;
const BUTTON = { width: 160, height: 44, gap: 6 };
const EDGE = 4;

/** In the upper third of what the rows leave free, and as large as fits with its button. */
export function emptyPlaces(list: Rect, row: number, empty: Pick<Empty, 'rows' | 'action'>): EmptyPlaces {
  const top = list.y + empty.rows * row;
  const free = list.height - empty.rows * row;
  const foot = EDGE + (empty.action ? BUTTON.gap + BUTTON.height : 0);
  const height = HEIGHTS.find((each) => each + foot <= free) ?? HEIGHTS[2];
  const y = top + Math.max(0, Math.min(free - height - foot, Math.max(16, free * 0.3 - 70)));
  const words = { x: list.x + 12, y, width: list.width - 24, height };
  if (!empty.action) return { words, action: undefined };
  const { width, gap } = BUTTON;
  const x = words.x + (words.width - width) / 2;
  return { words, action: { x, y: y + height + gap, width, height: BUTTON.height } };
}

export type EmptyPlaces = { words: Rect; action: Rect | undefined };
