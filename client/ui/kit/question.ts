/** A question over everything else, with a yes that has a cost, and a no that has the focus. */
import {
  balanced,
  type Canvas,
  drawLines,
  drawLinesAround,
  fitted,
  measure,
  paintBox,
  type Size,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { Button } from './button.ts';
import { DEPTH } from './depths.ts';
import { Dialog, middleOf } from './dialog.ts';
import type { KitContext } from './stage.ts';

type Words = { title: string; about: string; no: string; yes: string };

const WIDTH = 420;
const LINE = 21;
/** Without the lines of what it is about. */
const AROUND = 172;

export class Question {
  readonly dialog: Dialog;
  readonly #yes: Button;
  readonly #no: Button;

  /** `id`: of its dialog. */
  constructor(context: KitContext, id: string, onYes: () => void, onNo: () => void) {
    this.dialog = new Dialog(context, { role: 'alertdialog', id, hasText: true, onEscape: onNo });
    this.#no = new Button(context, this.dialog.element, DEPTH.dialogPart, onNo);
    this.#yes = new Button(context, this.dialog.element, DEPTH.dialogPart, onYes);
  }

  show(window: Size, { title, about, no, yes }: Words): HTMLElement {
    const margin = { width: 32, height: 16 };
    const width = middleOf(window, WIDTH, 0, margin).width;
    const lines = balanced(measure(), about, 'body', width - 64);
    const rect = middleOf(window, WIDTH, AROUND + lines.length * LINE, margin);
    this.dialog.show(rect, title, about, (g, size) => paintQuestion(g, size, title, lines), about);
    const half = (rect.width - 56) / 2;
    const row = { y: rect.y + rect.height - 72, width: half, height: 48 };
    this.#no.show({ ...row, x: rect.x + 24 }, { label: no, kind: 'primary' });
    this.#yes.show({ ...row, x: rect.x + 32 + half }, { label: yes, kind: 'danger' });
    return this.#no.element;
  }
}

function paintQuestion(g: Canvas, size: Size, title: string, lines: readonly string[]): void {
  const middle = size.width / 2;
  paintBox(g, size, SIZE.radius + 4, COLOR.panel, COLOR.raisedEdge);
  const heading = fitted(g, title, ['hero', 'title', 'name'], size.width - 48);
  drawLinesAround(g, heading.lines, middle, 44, 20, { type: heading.type, color: COLOR.text, align: 'center' });
  drawLines(g, lines, middle, 82, LINE, { type: 'body', color: COLOR.soft, align: 'center' });
}
