/** Join by invite code: a field and its button. */

import { makeField, place, setAttribute } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Rect, type Size } from '../../design/canvas.ts';
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
    const most = String(2 * CODE_LENGTH);
    const attributes = { autocapitalize: 'characters', maxlength: most, 'aria-label': text('play.code') };
    this.#input = makeField(section, 'code', attributes, context.wake, () => void this.#submit());
    this.#join = new Button(context, section, DEPTH.control, () => this.#submit());
  }

  /** `why`: why nothing can be joined now. */
  update(places: { code: Rect; join: Rect } | undefined, why: string | undefined): void {
    place(this.#input, places?.code);
    if (!places) return;
    this.#input.disabled = why !== undefined;
    setAttribute(this.#input, 'title', why);
    const isEmpty = this.#input.value.trim() === '';
    this.#node.show(places.code, `${isEmpty} ${why}`, (g, size) => paintField(g, size, isEmpty, why === undefined));
    const isAsked = this.#context.model.asked.has('joinMatch');
    const look = { label: text('play.join'), kind: 'hero', name: text('play.joinLabel') } as const;
    this.#join.show(places.join, { ...look, isDisabled: isEmpty || isAsked, why });
  }

  focus(): void {
    this.#input.focus();
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
  g.globalAlpha = isEnabled ? 1 : 0.5;
  paintBox(g, size, SIZE.radiusSmall, COLOR.panel, COLOR.heroEdge);
  if (isEmpty) drawText(g, text('play.code'), 14, size.height / 2, { type: 'body', color: COLOR.muted });
  g.globalAlpha = 1;
}
