/** Turns all sounds off and on: a speaker, which says what a press does. It needs no lobby, so it is never disabled. */

import { type Hotspot, makeButton, setAttribute } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { paintButton } from '../kit/buttonPainter.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawSpeaker } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

export class MuteSwitch {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #spot: Hotspot<HTMLButtonElement>;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.control);
    this.#spot = makeButton(section, '', context.wake, () => {
      context.mute.toggle();
      context.wake();
    });
  }

  update(rect: Rect | undefined): void {
    const isMuted = this.#context.mute.isOn;
    this.#spot.place(rect);
    setAttribute(this.#spot.element, 'aria-label', text(isMuted ? 'sound.unmute' : 'sound.mute'));
    if (!rect) return this.#node.hide();
    const look = { label: '', kind: 'hero', state: this.#spot.state } as const;
    this.#node.show(rect, `${look.state} ${isMuted}`, (g, size) => {
      paintButton(g, size, look);
      drawSpeaker(g, size.width / 2, size.height / 2, isMuted ? COLOR.muted : COLOR.text, isMuted);
    });
  }
}
