/** A match's area once its result is shown: the board keeps a part of its own, and the result covers none of it. Pure. */
import type { Rect } from '../../design/canvas.ts';
import { SPACE } from '../../design/tokens.ts';

/** From so much width, or where it is low, they stand beside each other. */
const BESIDE_FROM = 720;
const LOW_BELOW = 520;
const STORY = { share: 0.4, least: 340, most: 548 };
/** Of a result below the board: title, four rows, a note and two rows of buttons. */
const BELOW = { least: 330, share: 0.46 };

export function resultSplit({ x, y, width, height }: Rect): { game: Rect; story: Rect } {
  if (width >= BESIDE_FROM || (height < LOW_BELOW && width > height)) {
    const gap = width >= BESIDE_FROM && height >= LOW_BELOW ? 3 * SPACE.l : SPACE.m;
    const wanted = Math.min(STORY.most, Math.max(STORY.least, width * STORY.share));
    const wide = Math.round(Math.min(width - gap - 1, wanted));
    const game = { x, y, width: width - wide - gap, height };
    return { game, story: { x: x + width - wide, y, width: wide, height } };
  }
  const tall = Math.min(height, Math.max(BELOW.least, Math.round(height * BELOW.share)));
  const game = { x, y, width, height: Math.max(1, height - tall - SPACE.s) };
  return { game, story: { x, y: y + height - tall, width, height: tall } };
}
