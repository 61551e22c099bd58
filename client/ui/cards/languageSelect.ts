/** The language: a native select, transparent over a globe. It needs no lobby, so it is never disabled. */

import { Hotspot, make } from '../../a11y/overlay.ts';
import type { Canvas, Rect } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { isLanguage, LANGUAGE_IDS, LANGUAGES } from '../../i18n/languages.ts';
import { text } from '../../i18n/text.ts';
import { paintButton } from '../kit/buttonPainter.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

/** Where the focus goes back to, when the whole screen has been made anew in another language. */
export const LANGUAGE_SELECT = 'language';

export class LanguageSelect {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #spot: Hotspot<HTMLSelectElement>;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.control);
    const select = make('select', 'control', section);
    select.id = LANGUAGE_SELECT;
    select.hidden = true;
    select.setAttribute('aria-label', text('you.language'));
    for (const id of LANGUAGE_IDS) {
      const option = new Option(LANGUAGES[id].name, id);
      option.lang = id;
      select.append(option);
    }
    select.value = context.language.id;
    select.addEventListener('change', () => void this.#choose(select.value));
    this.#spot = new Hotspot(select, context.wake);
  }

  update(rect: Rect | undefined): void {
    this.#spot.place(rect);
    if (!rect) return this.#node.hide();
    const look = { label: '', kind: 'hero', state: this.#spot.state } as const;
    this.#node.show(rect, look.state, (g, size) => {
      paintButton(g, size, look);
      drawGlobe(g, size.width / 2, size.height / 2, 10, COLOR.text);
    });
  }

  async #choose(id: string): Promise<void> {
    const { language, actions, wake } = this.#context;
    if (!isLanguage(id) || (await language.choose(id))) return;
    this.#spot.element.value = language.id;
    actions.refused(text('you.languageFailed'));
    wake();
  }
}

function drawGlobe(g: Canvas, x: number, y: number, r: number, color: string): void {
  g.save();
  g.strokeStyle = color;
  g.lineWidth = 1.8;
  g.beginPath();
  g.arc(x, y, r, 0, 2 * Math.PI);
  g.moveTo(x - r, y);
  g.lineTo(x + r, y);
  g.moveTo(x + r * 0.42, y);
  g.ellipse(x, y, r * 0.42, r, 0, 0, 2 * Math.PI);
  g.stroke();
  g.restore();
}
