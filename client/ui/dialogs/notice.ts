/** The last word of a link that ended, or the idle warning, which any input dismisses. */

import { type Canvas, drawLines, drawText, fillRound, paintBox, type Size, wrapped } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { closedOf } from '../../model/linkView.ts';
import type { Layer } from '../../page/BackStack.ts';
import { Button } from '../kit/button.ts';
import { paintCountdown } from '../kit/countdown.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog, middleOf } from '../kit/dialog.ts';
import { drawDoor } from '../kit/icons.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

/** `count`: seconds in the ring; undefined: a door instead. */
type NoticeLook = { title: string; text: string; hint: string; button: string | undefined; count: number | undefined };

export class Notice implements Layer {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #button: Button;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { model, actions } = context;
    this.dialog = new Dialog(context, { role: 'alertdialog', id: 'dialog', hasText: true });
    this.#button = new Button(context, this.dialog.element, DEPTH.dialogPart, () => {
      if (closedOf(model.link)) actions.retry();
      else actions.stay();
    });
  }

  /** The last message of a link is no layer: under it there is nothing to go back to. */
  get isOpen(): boolean {
    const { model, now } = this.#context;
    return closedOf(model.link) === undefined && model.idle.secondsLeft(now()) !== undefined;
  }

  back(): void {
    this.#context.actions.stay();
  }

  update({ layout, now }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const look = this.#closed() ?? (isUrgent ? undefined : this.#idle(now));
    if (!look) return this.dialog.hide();
    const rect = middleOf(layout, 420, look.button === undefined ? 246 : 318, { width: 32, height: 0 });
    const words = look.hint === '' ? look.text : `${look.text} ${look.hint}`;
    this.dialog.show(rect, look.title, JSON.stringify(look), (g, size) => paintNotice(g, size, look), words);
    const at = { x: rect.x + rect.width / 2 - 100, y: rect.y + rect.height - 72, width: 200, height: 48 };
    if (look.button !== undefined) this.#button.show(at, { label: look.button, kind: 'primary' });
    return this.#button.element;
  }

  #closed(): NoticeLook | undefined {
    const closed = closedOf(this.#context.model.link);
    const button = closed?.canRejoin ? text('closed.rejoin') : undefined;
    return closed && { title: closed.title, text: closed.text, hint: '', button, count: undefined };
  }

  #idle(now: number): NoticeLook | undefined {
    const count = this.#context.model.idle.secondsLeft(now);
    if (count === undefined) return undefined;
    const [hint, button] = [text('idle.hint'), text('idle.stay')];
    return { title: text('idle.title'), text: text('idle.text', { count }), hint, button, count };
  }
}

function paintNotice(g: Canvas, size: Size, look: NoticeLook): void {
  const middle = size.width / 2;
  paintBox(g, size, SIZE.radius + 4, COLOR.panel, COLOR.raisedEdge);
  if (look.count === undefined) {
    fillRound(g, { x: middle - 36, y: 28, width: 72, height: 72 }, 36, COLOR.raised);
    drawDoor(g, middle, 64, 18, COLOR.focus, COLOR.doorLight);
  } else {
    paintCountdown(g, { x: middle, y: 64, r: 34 }, { seconds: look.count, share: Math.min(1, look.count / 60) });
  }
  drawText(g, look.title, middle, 132, { type: 'hero', color: COLOR.text, align: 'center', width: size.width - 40 });
  const sentences = [look.text, look.hint].filter((each) => each !== '');
  const lines = sentences.flatMap((sentence) => wrapped(g, sentence, 'body', size.width - 64));
  drawLines(g, lines, middle, 168, 21, { type: 'body', color: COLOR.soft, align: 'center' });
}
