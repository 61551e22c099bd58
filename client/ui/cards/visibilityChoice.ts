/** Your visibility: three real radio buttons over the drawn segments. */

import { VISIBILITIES, type Visibility } from '../../../shared/playerRow.ts';
import { Hotspot, make, makeRadio, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, paintBox, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

export class VisibilityChoice {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #radios: readonly Hotspot<HTMLInputElement>[];

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const { stage, wake, actions } = context;
    this.#node = stage.node(DEPTH.sheetControl);
    const group = make('div', 'part above', section, { role: 'radiogroup', 'aria-label': text('you.visibility') });
    this.#radios = VISIBILITIES.map((visibility) => {
      const choose = () => void actions.setVisibility(visibility);
      return new Hotspot(makeRadio(group, 'visibility', text(`visibility.${visibility}`), wake, choose), wake);
    });
  }

  update(rect: Rect | undefined, isEnabled: boolean): void {
    const chosen = this.#context.model.self.shown('visibility') ?? 'everyone';
    for (const [i, radio] of this.#radios.entries()) {
      const width = (rect?.width ?? 0) / VISIBILITIES.length;
      radio.place(rect && { ...rect, x: rect.x + i * width, width });
      radio.element.checked = VISIBILITIES[i] === chosen;
      radio.element.disabled = !isEnabled;
      setAttribute(radio.element, 'title', isEnabled ? undefined : text('you.offline'));
    }
    const hovered = isEnabled ? this.#radios.findIndex((radio) => radio.isHovered) : -1;
    this.#node.show(rect, `${chosen} ${hovered} ${isEnabled}`, (g, size) =>
      paintSegments(g, size, chosen, hovered, isEnabled),
    );
  }
}

function paintSegments(g: Canvas, size: Size, chosen: Visibility, hovered: number, isEnabled: boolean): void {
  g.globalAlpha = isEnabled ? 1 : 0.5;
  paintBox(g, size, SIZE.radiusSmall, COLOR.heroRaised, COLOR.heroEdge);
  const width = size.width / VISIBILITIES.length;
  VISIBILITIES.forEach((visibility, i) => {
    const segment = { x: i * width + 3, y: 3, width: width - 6, height: size.height - 6 };
    const isOn = visibility === chosen;
    if (isOn) fillRound(g, segment, SIZE.radiusSmall - 3, COLOR.accent);
    else if (i === hovered) fillRound(g, segment, SIZE.radiusSmall - 3, COLOR.heroRaisedHover);
    const style = {
      type: 'bodyStrong',
      color: isOn ? COLOR.onAccent : COLOR.soft,
      align: 'center',
      width: width - 12,
    } as const;
    drawText(g, text(`visibility.${visibility}`), segment.x + segment.width / 2, size.height / 2, style);
  });
  g.globalAlpha = 1;
}
