/** Opens messages and friends; a count says what of them is new. */
import { make } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { Button } from '../kit/button.ts';
import { drawBubble, drawCount } from '../kit/peopleIcons.ts';
import type { Node } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

export const PEOPLE_BUTTON = 44;

export class PeopleButton {
  readonly #context: ScreenContext;
  readonly #button: Button;
  readonly #node: Node;

  constructor(context: ScreenContext, section: HTMLElement, depth: number) {
    this.#context = context;
    const part = make('div', 'part', section);
    this.#button = new Button(context, part, depth, () => {
      const { social } = context.model;
      // Where only asks wait, they are what one comes for.
      context.actions.social.show(social.waiting > social.unread && social.unread === 0 ? 'friends' : 'messages');
    });
    this.#button.element.setAttribute('aria-haspopup', 'dialog');
    this.#node = context.stage.node(depth + 1);
  }

  update(rect: Rect | undefined): void {
    const { waiting } = this.#context.model.social;
    const name = waiting > 0 ? text('people.openNew', { count: waiting }) : text('people.open');
    this.#button.show(rect, { label: '', name, kind: 'bare' });
    if (!rect) return this.#node.hide();
    const color = this.#button.isLit || waiting > 0 ? COLOR.text : COLOR.soft;
    this.#node.show(rect, `${waiting} ${this.#button.isLit}`, (g, size) => {
      const [x, y] = [size.width / 2, size.height / 2];
      drawBubble(g, x - 1, y + 1, 11, color);
      if (waiting > 0) drawCount(g, x + 9, y - 10, waiting, COLOR.page);
    });
  }
}
