/** Your status: a native select, transparent over the one that is drawn. */

import { CHOSEN_STATUSES, type ChosenStatus } from '../../../shared/status.ts';
import { Hotspot, make, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawChevron } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import { drawStatus } from '../kit/statusShape.ts';
import type { SelfPlaces } from '../layout/selfLayout.ts';
import type { ScreenContext } from '../screenContext.ts';

/** Narrower, the word needs the room. */
const ARROW_FROM = 140;

export class StatusSelect {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #spot: Hotspot<HTMLSelectElement>;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.control);
    const select = make('select', 'control', section);
    select.setAttribute('aria-label', text('you.status'));
    for (const status of CHOSEN_STATUSES) select.append(new Option(text(`chosen.${status}`), status));
    select.addEventListener('change', () => {
      void context.actions.setStatus(select.value as ChosenStatus);
      context.wake();
    });
    this.#spot = new Hotspot(select, context.wake);
  }

  update(places: SelfPlaces | undefined, isEnabled: boolean): void {
    this.#spot.place(places?.status);
    if (!places) return this.#node.hide();
    const { self } = this.#context.model;
    const status = self.shown('chosenStatus') ?? 'online';
    const { element, state } = this.#spot;
    if (element.value !== status) element.value = status;
    element.disabled = !isEnabled;
    setAttribute(element, 'title', isEnabled ? undefined : text('you.offline'));
    const isHovered = state !== 'rest' && isEnabled;
    this.#node.show(places.status, `${status} ${isHovered} ${isEnabled}`, (g, size) =>
      paintSelect(g, size, status, isHovered, isEnabled),
    );
  }
}

function paintSelect(g: Canvas, size: Size, status: ChosenStatus, isHovered: boolean, isEnabled: boolean): void {
  const box = { x: 0, y: 0, ...size };
  const fill = isHovered ? COLOR.heroRaisedHover : COLOR.heroRaised;
  const middle = size.height / 2;
  const hasArrow = size.width >= ARROW_FROM;
  g.globalAlpha = isEnabled ? 1 : 0.5;
  fillRound(g, box, SIZE.radiusSmall, fill);
  strokeRound(g, box, SIZE.radiusSmall, COLOR.heroEdge);
  drawStatus(g, status, 20, middle, 6, fill);
  drawText(g, text(`chosen.${status}`), 36, middle, {
    type: 'bodyStrong',
    color: COLOR.text,
    width: size.width - 36 - (hasArrow ? 34 : 6),
  });
  if (hasArrow) drawChevron(g, size.width - 22, middle, 5, COLOR.soft);
  g.globalAlpha = 1;
}
