/** The moving picture of the chosen game: two frames a second, and still where nothing may move. */
import type { Canvas, Rect, Size } from '../../design/canvas.ts';
import { strokeRound, upright } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { presentationOf } from '../../presentation/list.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

/** With what else moves in a lobby, the screen is to be painted no more than six times a second. */
const FRAME_MS = 500;
/** Where it stands still: most of the match has been played. */
const STILL_AT = 0.6;

type Shown = { mode: string; rect: Rect; isTop: boolean };

export class DemoPicture {
  readonly #context: ScreenContext;
  readonly #node: Node;
  #shown: Shown | undefined;
  #painted: { mode: string; frame: number } | undefined;

  constructor(context: ScreenContext) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.row);
  }

  /** `isTop`: it fills the head of its panel. */
  update(shown: Shown | undefined, now: number): void {
    this.#shown = shown;
    this.#show(now);
  }

  /** Between two updates of the screen, each tick. */
  step(now: number): void {
    const shown = this.#shown;
    if (shown && this.#painted?.frame !== this.#frameAt(shown.mode, now)) this.#show(now);
  }

  #frameAt(mode: string, now: number): number {
    const frames = presentationOf(mode)?.demo.frames ?? 1;
    return this.#context.stage.isStill ? Math.floor(frames * STILL_AT) : Math.floor(now / FRAME_MS) % frames;
  }

  #show(now: number): void {
    const shown = this.#shown;
    const game = shown && presentationOf(shown.mode);
    if (!shown || !game) return;
    const { mode, rect, isTop } = shown;
    const frame = this.#frameAt(mode, now);
    const summary = game.demo.at(frame);
    const before = this.#painted;
    const canTell = before?.mode === mode && before.frame < frame && this.#context.stage.mirroredIn === undefined;
    const changed = canTell ? game.picture.changed?.(game.demo.at(before.frame), summary, rect) : undefined;
    this.#painted = { mode, frame };
    const paint = (g: Canvas, size: Size) => {
      g.save();
      g.beginPath();
      const round = isTop ? SIZE.radius - 1 : SIZE.radiusTile;
      g.roundRect(0, 0, size.width, size.height, isTop ? [round, round, 0, 0] : round);
      g.clip();
      // A board is not turned around in right-to-left languages.
      upright(g, size.width / 2, () => game.picture.paint(g, size, summary, true));
      g.restore();
      if (!isTop) strokeRound(g, { x: 0, y: 0, ...size }, round, COLOR.heroEdge);
    };
    this.#node.show(rect, `${mode} ${frame}`, paint, undefined, changed);
  }
}
