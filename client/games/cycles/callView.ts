/** Shows the countdown, "Go!" and a round's winner over the arena, which is dark in the light theme too. */
import { balanced, type Canvas, drawText, fillRound, type Size, textWidth } from '../../design/canvas.ts';
import { DARK, FONT } from '../../design/tokens.ts';
import { toneOf } from '../../presentation/cycles/tones.ts';
import type { Node, Stage } from '../../ui/kit/stage.ts';
import type { Board } from './board.ts';
import type { Call } from './calls.ts';

/** Maximum widths, CSS px. */
const WIDTH = { word: 420, card: 460, note: 160 } as const;

export class CallView {
  readonly #node: Node;

  constructor(stage: Stage) {
    this.#node = stage.node(8);
  }

  update(call: Call | undefined, board: Board): void {
    if (!call) return this.#node.hide();
    const width = Math.min(board.width - 8, WIDTH[call.kind]);
    const height = { word: Math.min(200, board.height * 0.6, board.width * 0.42), card: 112, note: 38 }[call.kind];
    const x = board.x + (board.width - width) / 2;
    const y = call.kind === 'note' ? board.y + 12 : board.y + (board.height - height) / 2;
    this.#node.show({ x, y, width, height }, JSON.stringify(call), (g, size) => paintCall(g, size, call));
  }
}

function paintCall(g: Canvas, size: Size, { kind, title, under, seat }: Call): void {
  const middle = size.width / 2;
  const color = seat === undefined ? DARK.text : toneOf(seat).color;
  if (kind === 'note') {
    fillRound(g, { x: 0, y: 0, ...size }, size.height / 2, '#0b1226d8');
    return drawText(g, title, middle, size.height / 2, {
      type: 'name',
      color,
      align: 'center',
      width: size.width - 24,
    });
  }
  if (kind === 'card') {
    fillRound(g, { x: 0, y: 0, ...size }, 16, '#0b1226e8');
    drawText(g, title, middle, 40, { type: 'hero', color, align: 'center', width: size.width - 24 });
    balanced(g, under, 'body', size.width - 32)
      .slice(0, 2)
      .forEach((line, i, { length }) => {
        drawText(g, line, middle, (length === 1 ? 78 : 70) + i * 20, {
          type: 'body',
          color: DARK.soft,
          align: 'center',
        });
      });
    return;
  }
  const px = Math.round(size.height * 0.56);
  g.font = `750 ${px}px ${FONT}`;
  g.textAlign = 'center';
  g.textBaseline = 'alphabetic';
  g.shadowColor = color;
  g.shadowBlur = px * 0.25;
  g.fillStyle = DARK.text;
  g.fillText(title, middle, size.height * 0.36 + px * 0.36);
  g.shadowBlur = 0;
  if (under === '') return;
  const width = Math.min(size.width, textWidth(g, under, 'bodyStrong') + 36);
  fillRound(g, { x: middle - width / 2, y: size.height * 0.84 - 15, width, height: 30 }, 15, '#080d1cb0');
  drawText(g, under, middle, size.height * 0.84, {
    type: 'bodyStrong',
    color: DARK.soft,
    align: 'center',
    width: size.width - 16,
  });
}
