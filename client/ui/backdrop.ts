import type { Canvas, Rect, Size } from '../design/canvas.ts';
import { COLOR } from '../design/tokens.ts';
import { DEPTH } from './kit/depths.ts';
import type { Node } from './kit/stage.ts';
import type { Frame, ScreenContext } from './screenContext.ts';

export const GLOW_HEIGHT = 320;
/** Of the door in the header. */
const DOOR_X = 15;
const LIGHT_REACH = 150;

export class Backdrop {
  readonly #node: Node;

  constructor({ stage }: ScreenContext) {
    this.#node = stage.node(DEPTH.backdrop);
  }

  update({ layout: { width, match, header } }: Frame): void {
    // What is behind a match is the game's.
    if (match) return;
    const key = `${header.x} ${header.y} ${header.height}`;
    this.#node.show({ x: 0, y: 0, width, height: GLOW_HEIGHT }, key, (g, size) => paintGlow(g, size, header));
  }
}

/** The sky, and the light that falls through the door of the wordmark. */
export function paintGlow(g: Canvas, size: Size, header: Rect): void {
  const glow = g.createLinearGradient(0, 0, 0, size.height);
  glow.addColorStop(0, COLOR.pageGlow);
  glow.addColorStop(1, `${COLOR.pageGlow}00`);
  g.globalAlpha = 0.55;
  g.fillStyle = glow;
  g.fillRect(0, 0, size.width, size.height);
  const [x, y] = [header.x + DOOR_X, header.y + header.height / 2];
  const light = g.createRadialGradient(x, y, 0, x, y, LIGHT_REACH);
  light.addColorStop(0, COLOR.doorLight);
  light.addColorStop(1, `${COLOR.doorLight}00`);
  g.globalAlpha = 0.2;
  g.fillStyle = light;
  g.fillRect(0, 0, x + LIGHT_REACH, y + LIGHT_REACH);
  g.globalAlpha = 1;
}
