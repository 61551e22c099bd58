/** Join by invite code: a field and its button. */

import { make, place, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

const CODE_LENGTH = 6;

export class CodeField {
  readonly #context: ScreenContext;
  readonly #input: HTMLInputElement;
  readonly #node: Node;
  readonly #join: Button;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    this.#node = context.stage.node(DEPTH.control);
    this.#input = make('input', 'field code', section);
    this.#input.type = 'text';
    this.#input.autocomplete = 'off';
    this.#input.autocapitalize = 'characters';
    this.#input.spellcheck = false;
    this.#input.maxLength = 2 * CODE_LENGTH;
    this.#input.hidden = true;
    this.#input.setAttribute('aria-label', text('play.code'));
    this.#input.addEventListener('input', context.wake);
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) this.#submit();
    });
    this.#join = new Button(context, section, DEPTH.control, () => this.#submit());
  }

  /** `why`: nothing can be joined now, for that reason. */
  update(places: { code: Rect; join: Rect } | undefined, why: string | undefined): void {
    place(this.#input, places?.code);
    if (!places) {
      this.#join.hide();
      return this.#node.hide();
    }
    this.#input.disabled = why !== undefined;
    setAttribute(this.#input, 'title', why);
    const isEmpty = this.#input.value.trim() === '';
    this.#node.show(places.code, `${isEmpty} ${why}`, (g, size) => paintField(g, size, isEmpty, why === undefined));
    const isAsked = this.#context.model.asked.has('joinMatch');
    const isDisabled = isEmpty || isAsked;
    const look = { label: text('play.join'), kind: 'hero', name: text('play.joinLabel'), isDisabled } as const;
    this.#join.show(places.join, { ...look, ...(why !== undefined && { why }) });
  }

  /** Letters in any case, and what was copied along with them. */
  async #submit(): Promise<void> {
    const code = this.#input.value.replace(/[\s-]/g, '');
    if (code === '') return;
    if (await this.#context.actions.play.joinCode(code)) this.#input.value = '';
    this.#context.wake();
  }
}

function paintField(g: Canvas, size: Size, isEmpty: boolean, isEnabled: boolean): void {
  const box = { x: 0, y: 0, ...size };
  g.globalAlpha = isEnabled ? 1 : 0.5;
  fillRound(g, box, SIZE.radiusSmall, COLOR.panel);
  strokeRound(g, box, SIZE.radiusSmall, COLOR.heroEdge);
  if (isEmpty) drawText(g, text('play.code'), 14, size.height / 2, { type: 'body', color: COLOR.muted });
  g.globalAlpha = 1;
}
