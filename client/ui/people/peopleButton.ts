/** Opens messages and friends; a count says what of them is new. */
import { make } from '../../a11y/overlay.ts';
import type { Rect } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { Button } from '../kit/button.ts';
import { drawBubble, drawCount } from '../kit/peopleIcons.ts';
import type { Paint } from '../kit/stage.ts';
import type { ScreenContext } from '../screenContext.ts';

export const PEOPLE_BUTTON = 44;

export class PeopleButton {
  readonly #context: ScreenContext;
  readonly #button: Button;

  constructor(context: ScreenContext, section: HTMLElement, depth: number) {
    this.#context = context;
    this.#button = new Button(context, make('div', 'part', section), depth, () => {
      const { social } = context.model;
      // If only friend requests wait, the player comes for them.
      context.actions.social.show(social.waiting > social.unread && social.unread === 0 ? 'friends' : 'messages');
    });
    this.#button.element.setAttribute('aria-haspopup', 'dialog');
  }

  update(rect: Rect | undefined): void {
    const { waiting } = this.#context.model.social;
    const name = waiting > 0 ? text('people.openNew', { count: waiting }) : text('people.open');
    const isLit = this.#button.isLit || waiting > 0;
    const mark: Paint = (g, { width, height }) => {
      drawBubble(g, width / 2 - 1, height / 2 + 1, 11, isLit ? COLOR.text : COLOR.soft);
      if (waiting > 0) drawCount(g, width / 2 + 9, height / 2 - 10, waiting, COLOR.page);
    };
    this.#button.show(rect, { label: '', name, kind: 'bare', mark });
  }
}
