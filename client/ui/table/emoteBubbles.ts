/** Emotes in a bubble by the player who shows them: at the plate that the game draws, or under the bar. */
import type { Emote } from '../../../shared/matchProtocol.ts';
import { type Canvas, fillRound, type Rect, type Size, strokeRound, upright } from '../../design/canvas.ts';
import { COLOR, FONT } from '../../design/tokens.ts';
import { EMOTE_MS } from '../../model/play/emotes.ts';
import { isResultDue, type MatchView } from '../../model/play/matchView.ts';
import { shownEmotes } from '../../model/play/tableTalk.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { Layout } from '../layout/layout.ts';
import type { ScreenContext } from '../screenContext.ts';

export const EMOTE_SIGNS: Record<Emote, string> = {
  clap: '👏',
  wow: '😮',
  think: '🤔',
  phew: '😅',
  fire: '🔥',
  thanks: '🙏',
  wave: '👋',
  gg: 'gg',
};

const BUBBLE = { width: 48, height: 40 };
/** How far it stands over the corner of its plate. */
const OVER = 14;

export class EmoteBubbles {
  readonly #context: ScreenContext;
  readonly #nodes: Node[] = [];
  /** The latest of those that were shown, when it goes. */
  #until = 0;

  constructor(context: ScreenContext) {
    this.#context = context;
  }

  update(match: MatchView | undefined, layout: Layout['match'], now: number): void {
    // The result shows its own.
    const shown = match && layout && !isResultDue(match, now) ? shownEmotes(match, now) : [];
    for (const [n, { seat, emote, at }] of shown.entries()) {
      const plate = this.#context.actions.play.page.plateOf(seat);
      const rect = layout && this.#inFrame(bubbleAt(plate, layout, n));
      this.#nodes[n] ??= this.#context.stage.node(DEPTH.result);
      if (rect) this.#nodes[n].show(rect, `${emote} ${at}`, (g, size) => paintBubble(g, size, EMOTE_SIGNS[emote]));
      this.#wakeAt(at + EMOTE_MS, now);
    }
  }

  /** The frame is mirrored in right-to-left languages, the game is not. */
  #inFrame(rect: Rect): Rect {
    const { mirroredIn } = this.#context.stage;
    return mirroredIn === undefined ? rect : { ...rect, x: mirroredIn - rect.x - rect.width };
  }

  #wakeAt(until: number, now: number): void {
    if (until <= this.#until) return;
    this.#until = until;
    setTimeout(this.#context.wake, until - now + 1);
  }
}

/** Inside the window, over the plate's corner. */
function bubbleAt(plate: Rect | undefined, { bar, area }: NonNullable<Layout['match']>, n: number): Rect {
  if (!plate) return { ...BUBBLE, x: area.x + 12 + n * (BUBBLE.width + 8), y: bar.y + bar.height - 8 };
  const end = bar.x + bar.width - BUBBLE.width;
  return {
    ...BUBBLE,
    x: Math.min(end, plate.x + plate.width - BUBBLE.width + OVER / 2),
    y: Math.max(area.y - OVER, plate.y - OVER),
  };
}

function paintBubble(g: Canvas, size: Size, sign: string): void {
  const box = { x: 1, y: 1, width: size.width - 2, height: size.height - 2 };
  fillRound(g, box, 14, COLOR.sheet);
  strokeRound(g, box, 14, COLOR.raisedEdge, 1);
  upright(g, size.width / 2, () => {
    g.font = sign === 'gg' ? `700 17px ${FONT}` : `24px ${FONT}`;
    g.fillStyle = COLOR.text;
    g.textAlign = 'center';
    g.textBaseline = 'middle';
    g.fillText(sign, size.width / 2, size.height / 2 + 1);
  });
}
