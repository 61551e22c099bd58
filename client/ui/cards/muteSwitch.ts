/** Turns all sounds off and on: a speaker, which says what a press does. It needs no lobby, so it is never disabled. */
import type { Rect } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawSpeaker } from '../kit/icons.ts';
import type { ScreenContext } from '../screenContext.ts';

export class MuteSwitch {
  readonly #context: ScreenContext;
  readonly #button: Button;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#button = new Button(context, section, DEPTH.control, () => context.mute.toggle());
  }

  update(rect: Rect | undefined): void {
    const isMuted = this.#context.mute.isOn;
    this.#button.show(rect, {
      label: '',
      name: text(isMuted ? 'sound.unmute' : 'sound.mute'),
      kind: 'hero',
      mark: (g, { width, height }) =>
        drawSpeaker(g, width / 2, height / 2, isMuted ? COLOR.muted : COLOR.text, isMuted),
    });
  }
}
