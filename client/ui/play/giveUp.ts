/** The question before a running match is given up: it counts as lost. */

import { balanced, type Canvas, drawLines, drawText, paintBox, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { endsWithout, stageOf } from '../../model/play/matchView.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog, middleOf } from '../kit/dialog.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

export class GiveUp {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #yes: Button;
  readonly #no: Button;
  #isOpen = false;

  constructor(context: ScreenContext) {
    this.#context = context;
    const onEscape = () => this.close();
    this.dialog = new Dialog(context, { role: 'alertdialog', id: 'give-up', hasText: true, onEscape });
    this.#no = new Button(context, this.dialog.element, DEPTH.dialogPart, () => this.close());
    this.#yes = new Button(context, this.dialog.element, DEPTH.dialogPart, () => {
      this.close();
      context.actions.play.leaveMatch();
    });
  }

  open(): void {
    this.#isOpen = true;
    this.#context.wake();
  }

  /** It goes when the match does, or something else `isUrgent`. */
  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { match } = this.#context.model.play;
    if (!match || stageOf(match) === 'over' || isUrgent) this.#isOpen = false;
    if (!this.#isOpen || !match) return this.dialog.hide();
    const rect = middleOf(layout, 420, 214, { width: 32, height: 0 });
    const about = text(endsWithout(match) ? 'match.leaveEnds' : 'match.leaveText');
    this.dialog.show(rect, text('match.leaveTitle'), about, (g, size) => paintQuestion(g, size, about), about);
    const half = (rect.width - 56) / 2;
    const row = { y: rect.y + rect.height - 72, width: half, height: 48 };
    this.#no.show({ ...row, x: rect.x + 24 }, { label: text('match.leaveNo'), kind: 'primary' });
    this.#yes.show({ ...row, x: rect.x + 32 + half }, { label: text('match.leaveYes'), kind: 'danger' });
    return this.#no.element;
  }

  /** Whether it was open. */
  close(): boolean {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    this.#context.wake();
    return wasOpen;
  }
}

function paintQuestion(g: Canvas, size: Size, about: string): void {
  const middle = size.width / 2;
  paintBox(g, size, SIZE.radius + 4, COLOR.panel, COLOR.raisedEdge);
  drawText(g, text('match.leaveTitle'), middle, 44, { type: 'hero', color: COLOR.text, align: 'center' });
  const lines = balanced(g, about, 'body', size.width - 64);
  drawLines(g, lines, middle, 82, 21, { type: 'body', color: COLOR.soft, align: 'center' });
}
