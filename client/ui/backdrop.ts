import type { Canvas, Size } from '../design/canvas.ts';
import { COLOR } from '../design/tokens.ts';
import { DEPTH } from './kit/depths.ts';
import type { Node } from './kit/stage.ts';
import type { Frame, ScreenContext } from './screenContext.ts';

export class Backdrop {
  readonly #node: Node;

  constructor({ stage }: ScreenContext) {
    this.#node = stage.node(DEPTH.backdrop);
  }

  update({ layout: { width, match } }: Frame): void {
    // What is behind a match is the game's.
    if (!match) this.#node.show({ x: 0, y: 0, width, height: 320 }, 'glow', paintGlow);
  }
}

export function paintGlow(g: Canvas, size: Size): void {
  const glow = g.createLinearGradient(0, 0, 0, size.height);
  glow.addColorStop(0, COLOR.pageGlow);
  glow.addColorStop(1, `${COLOR.pageGlow}00`);
  g.globalAlpha = 0.55;
  g.fillStyle = glow;
  g.fillRect(0, 0, size.width, size.height);
  g.globalAlpha = 1;
}
