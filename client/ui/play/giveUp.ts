/** The question before a running match is given up: it counts as lost. */

import { make, setText } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawText, fillRound, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { stageOf } from '../../model/play/matchView.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

export class GiveUp {
  readonly dialog: HTMLElement;
  readonly #context: ScreenContext;
  readonly #card: Node;
  readonly #yes: Button;
  readonly #no: Button;
  #isOpen = false;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, actions } = context;
    this.#card = stage.node(DEPTH.dialog);
    this.dialog = make('div', 'part above', root);
    this.dialog.setAttribute('role', 'alertdialog');
    this.dialog.setAttribute('aria-modal', 'true');
    this.dialog.setAttribute('aria-labelledby', 'give-up-title');
    this.dialog.setAttribute('aria-describedby', 'give-up-text');
    this.dialog.hidden = true;
    const title = make('h2', 'heard', this.dialog);
    title.id = 'give-up-title';
    setText(title, text('match.leaveTitle'));
    const words = make('p', 'heard', this.dialog);
    words.id = 'give-up-text';
    setText(words, text('match.leaveText'));
    this.#no = new Button(context, this.dialog, DEPTH.dialogPart, () => this.#close());
    this.#yes = new Button(context, this.dialog, DEPTH.dialogPart, () => {
      this.#close();
      actions.play.leaveMatch();
    });
    this.dialog.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#close();
    });
  }

  open(): void {
    this.#isOpen = true;
    this.#context.wake();
  }

  /** What gets the focus; undefined where it is not open. It goes when the match does, or something else `isUrgent`. */
  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { match } = this.#context.model.play;
    if (!match || stageOf(match) === 'over' || isUrgent) this.#isOpen = false;
    this.dialog.hidden = !this.#isOpen;
    if (!this.#isOpen) {
      this.#yes.hide();
      this.#no.hide();
      this.#card.hide();
      return undefined;
    }
    const width = Math.min(420, layout.width - 32);
    const x = Math.round((layout.width - width) / 2);
    const y = Math.max(8, Math.round((layout.height - 214) / 2));
    this.#card.show({ x, y, width, height: 214 }, 'give up', paintCard);
    const half = (width - 56) / 2;
    const row = { y: y + 214 - 72, width: half, height: 48 };
    this.#no.show({ ...row, x: x + 24 }, { label: text('match.leaveNo'), kind: 'primary' });
    this.#yes.show({ ...row, x: x + 32 + half }, { label: text('match.leaveYes'), kind: 'danger' });
    return this.#no.element;
  }

  #close(): void {
    this.#isOpen = false;
    this.#context.wake();
  }
}

function paintCard(g: Canvas, size: Size): void {
  const middle = size.width / 2;
  fillRound(g, { x: 0, y: 0, ...size }, SIZE.radius + 4, COLOR.panel);
  strokeRound(g, { x: 0, y: 0, ...size }, SIZE.radius + 4, COLOR.raisedEdge);
  drawText(g, text('match.leaveTitle'), middle, 44, { type: 'hero', color: COLOR.text, align: 'center' });
  balanced(g, text('match.leaveText'), 'body', size.width - 64).forEach((line, i) => {
    drawText(g, line, middle, 82 + i * 21, { type: 'body', color: COLOR.soft, align: 'center' });
  });
}
