/**
 * The scroll bar of a list, drawn at the depth of its rows. The native one lies over the canvas, and so over everything
 * that covers the list: it is transparent, and takes the pointer.
 */
import { type Canvas, fillRound, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import type { DEPTH } from './depths.ts';
import type { Node, Stage } from './stage.ts';

const WIDTH = 5;
/** From the list's edge, and from both ends, where some browsers have arrows. */
const EDGE = 2;
const END = 6;
const LENGTH_MIN = 28;
/** What a list is wider than its rows, so that the bar stands beside them. */
export const SCROLL_BAR_ROOM = EDGE + WIDTH;

type Depth = (typeof DEPTH)['overRow' | 'resultControl' | 'dialogControl'];

export class ScrollBar {
  readonly #node: Node;

  constructor(stage: Stage, depth: Depth) {
    this.#node = stage.node(depth, 'withOthers');
  }

  /** `list`: where the scrolling element stands; `content`: height of what scrolls in it. */
  show(list: Rect, content: number, scroll: number): void {
    const hidden = content - list.height;
    if (hidden < 1) return;
    const track = list.height - 2 * END;
    const height = Math.min(track, Math.max(LENGTH_MIN, Math.round((track * list.height) / content)));
    const y = list.y + END + (track - height) * Math.max(0, Math.min(1, scroll / hidden));
    this.#node.show({ x: list.x + list.width - EDGE - WIDTH, y, width: WIDTH, height }, '', paintThumb);
  }
}

function paintThumb(g: Canvas, size: Size): void {
  fillRound(g, { x: 0, y: 0, ...size }, WIDTH / 2, COLOR.thumb);
}
