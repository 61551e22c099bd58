/** How well bots play: a native select, transparent over the one that is drawn. */

import { BOT_STRENGTHS, type BotStrength } from '../../../shared/matchProtocol.ts';
import { Hotspot, make } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawChevron } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

export class BotStrengthSelect {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #spot: Hotspot<HTMLSelectElement>;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.control);
    const select = make('select', 'control', section);
    select.hidden = true;
    select.setAttribute('aria-label', text('bots.strength'));
    for (const strength of BOT_STRENGTHS) select.append(new Option(text(`bots.${strength}`), strength));
    select.addEventListener('change', () => {
      context.actions.play.chooseBots(select.value as BotStrength);
      context.wake();
    });
    this.#spot = new Hotspot(select, context.wake);
  }

  update(rect: Rect | undefined): void {
    this.#spot.place(rect);
    if (!rect) return this.#node.hide();
    const { botStrength } = this.#context.model.play;
    const { element, state } = this.#spot;
    if (element.value !== botStrength) element.value = botStrength;
    const isHovered = state !== 'rest';
    this.#node.show(rect, `${botStrength} ${isHovered}`, (g, size) => paintSelect(g, size, botStrength, isHovered));
  }
}

function paintSelect(g: Canvas, size: Size, strength: BotStrength, isHovered: boolean): void {
  const box = { x: 0, y: 0, ...size };
  const middle = size.height / 2;
  fillRound(g, box, SIZE.radiusSmall, isHovered ? COLOR.heroRaisedHover : COLOR.heroRaised);
  strokeRound(g, box, SIZE.radiusSmall, COLOR.heroEdge);
  drawText(g, text(`bots.${strength}`), 12, middle, { type: 'body', color: COLOR.text, width: size.width - 40 });
  drawChevron(g, size.width - 18, middle, 5, COLOR.soft);
}
