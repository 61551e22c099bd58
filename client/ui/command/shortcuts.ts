/** Which keys do what, shown by the question mark. */
import { make, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, paintBox, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { Layer } from '../../page/BackStack.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog, middleOf } from '../kit/dialog.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { paintKey } from './commandPainter.ts';

const LINES = () =>
  [
    [['/', 'Ctrl K'], text('command.placeholder')],
    [['↑', '↓', 'Home', 'End'], text('shortcuts.list')],
    [['Shift F10'], text('shortcuts.menu')],
    [['Esc'], text('shortcuts.close')],
    [[','], text('settings.title')],
    [['?'], text('shortcuts.help')],
  ] as const;

const HEAD = 72;
const ROW = 46;
const FOOT = 84;

export class Shortcuts implements Layer {
  readonly dialog: Dialog;
  isOpen = false;
  readonly #context: ScreenContext;
  readonly #close: Button;

  constructor(context: ScreenContext) {
    this.#context = context;
    this.dialog = new Dialog(context, { role: 'dialog', id: 'shortcuts', onEscape: () => this.back() });
    const list = make('dl', 'visuallyHidden', this.dialog.element);
    for (const [keys, words] of LINES()) {
      setText(make('dt', '', list), keys.join(', '));
      setText(make('dd', '', list), words);
    }
    this.#close = new Button(context, this.dialog.element, DEPTH.dialogControl, () => this.back());
  }

  open(): void {
    this.isOpen = true;
    this.#context.wake();
  }

  back(): void {
    this.isOpen = false;
    this.#context.wake();
  }

  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    if (isUrgent) this.isOpen = false;
    if (!this.isOpen) return this.dialog.hide();
    const height = HEAD + LINES().length * ROW + FOOT;
    const card = middleOf(layout, 520, height, { width: 24, height: 16 });
    this.dialog.show(card, text('shortcuts.title'), '', (g, size) => paintShortcuts(g, size));
    const rect = { x: card.x + card.width - 24 - 140, y: card.y + card.height - 24 - 44, width: 140, height: 44 };
    this.#close.show(rect, { label: text('records.close'), kind: 'quiet' });
    return this.#close.element;
  }
}

function paintShortcuts(g: Canvas, size: Size): void {
  paintBox(g, size, SIZE.radius + 4, COLOR.panel, COLOR.raisedEdge);
  drawText(g, text('shortcuts.title'), 24, 38, { type: 'title', color: COLOR.text, width: size.width - 48 });
  const row = Math.min(ROW, (size.height - HEAD - FOOT) / LINES().length);
  const words = Math.min(220, size.width * 0.44);
  for (const [i, [keys, what]] of LINES().entries()) {
    const middle = HEAD + (i + 0.5) * row;
    let x = 24;
    for (const key of keys) x = paintKey(g, key, x, middle) + 6;
    drawText(g, what, words, middle, { type: 'body', color: COLOR.soft, width: size.width - words - 24 });
  }
}
