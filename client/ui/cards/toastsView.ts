/** Short messages that pass by (ui/layout/toastLayout.ts); a press dismisses one. */

import { make, makeButton, setAttribute, setText } from '../../a11y/overlay.ts';
import {
  balanced,
  type Canvas,
  drawLinesAround,
  fillRound,
  measure,
  paintBox,
  type Rect,
  type Size,
  textWidth,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { bannerOf } from '../../model/linkView.ts';
import type { Toast } from '../../model/toasts.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross } from '../kit/icons.ts';
import { type ToastPlaces, type ToastStyle, toastPlaces } from '../layout/toastLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { bannerRect } from './bannerView.ts';

const SLOTS = 3;
/** Its mark before the words, and the cross after them. */
const BESIDE = 76;

type Slot = { control: Control; id: number };
type ToastLook = ToastStyle & Size & { toast: Toast; lines: readonly string[] };

export class ToastsView {
  readonly #context: ScreenContext;
  readonly #slots: readonly Slot[];
  readonly #hiddenText: HTMLElement;

  constructor(context: ScreenContext) {
    this.#context = context;
    const section = make('div', 'part above', context.root);
    this.#slots = Array.from({ length: SLOTS }, () => this.#makeSlot(section));
    this.#hiddenText = make('p', 'visuallyHidden', section, { role: 'status' });
  }

  update({ layout, now }: Frame): void {
    const { model } = this.#context;
    const places = toastPlaces(layout, bannerOf(model.link, now) && bannerRect(layout));
    const newestFirst = model.toasts.shown(now).toReversed();
    setText(this.#hiddenText, newestFirst[0]?.text ?? '');
    let above = 0;
    for (const [i, toast] of newestFirst.slice(0, places.isOne ? 1 : SLOTS).entries()) {
      const look = lookOf(toast, places);
      this.#showToast(this.#slots[i] as Slot, places.rectOf(look, above), look);
      above += look.height + 8;
    }
  }

  #showToast(slot: Slot, rect: Rect, look: ToastLook): void {
    const { element, isLit } = slot.control;
    const { id, text: words } = look.toast;
    slot.id = id;
    setAttribute(element, 'aria-label', `${text('toast.dismiss')}: ${words}`);
    slot.control.show(rect, `${id} ${isLit} ${look.type}`, (g, size) => paintToast(g, size, look, isLit));
  }

  #makeSlot(section: HTMLElement): Slot {
    const { wake, actions } = this.#context;
    const button = makeButton(section, text('toast.dismiss'), wake, () => actions.dismiss(slot.id));
    const slot = { control: new Control(this.#context, button, DEPTH.toast), id: 0 };
    return slot;
  }
}

/** As wide as its words, so that it covers as little as it can. */
function lookOf(toast: Toast, { type, line, width }: ToastPlaces): ToastLook {
  const g = measure();
  const lines = balanced(g, toast.text, type, width - BESIDE);
  const longest = Math.max(...lines.map((each) => textWidth(g, each, type)));
  const height = Math.max(48, lines.length * line + 14);
  return { toast, lines, type, line, width: Math.min(width, Math.ceil(longest) + BESIDE), height };
}

function paintToast(g: Canvas, size: Size, { toast, lines, type, line }: ToastLook, isHovered: boolean): void {
  paintBox(g, size, SIZE.radius, COLOR.sheet, COLOR.raisedEdge);
  const mark = toast.kind === 'refused' ? COLOR.bad : COLOR.focus;
  fillRound(g, { x: 14, y: 12, width: 4, height: size.height - 24 }, 2, mark);
  drawLinesAround(g, lines, 32, size.height / 2, line, { type, color: COLOR.text });
  drawCross(g, size.width - 24, size.height / 2, 5, isHovered ? COLOR.text : COLOR.muted);
}
