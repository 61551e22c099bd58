/** At most three toasts above the lower edge, where they cover least; a press dismisses. */

import { make, makeButton, setAttribute, setText } from '../../a11y/overlay.ts';
import {
  type Canvas,
  drawLinesAround,
  fillRound,
  measure,
  paintBox,
  type Rect,
  type Size,
  wrapped,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { Toast } from '../../model/toasts.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross } from '../kit/icons.ts';
import { type Layout, LOW_BELOW } from '../layout/layout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const SLOTS = 3;
const LINE = 19;

type Slot = { control: Control; id: number };

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
    // A low match has room over its bar, and for the newest only.
    const isOver = layout.match !== undefined && layout.isWide && layout.height < LOW_BELOW;
    const shown = this.#context.model.toasts.shown(now).slice(isOver ? -1 : 0);
    let bottom = isOver ? 0 : bottomOf(layout) - 12;
    const newestFirst = shown.toReversed();
    setText(this.#hiddenText, newestFirst[0]?.text ?? '');
    for (const [i, toast] of newestFirst.entries()) {
      const { lines, width, height } = this.#sizeOf(toast, layout, isOver);
      if (isOver) bottom += height + 4;
      this.#showToast(
        this.#slots[i] as Slot,
        toast,
        { x: this.#xOf(layout, width, isOver), y: bottom - height, width, height },
        lines,
      );
      if (!isOver) bottom -= height + 8;
    }
  }

  #sizeOf({ text: words }: Toast, { notices, isWide, roster, tabs }: Layout, isOver: boolean) {
    const most = isOver ? 400 : tabs.length > 0 && isWide && roster ? roster.panel.width - 24 : 460;
    const width = Math.min(notices.width - 24, most);
    const lines = wrapped(measure(), words, 'body', width - 72);
    return { lines, width, height: Math.max(48, lines.length * LINE + 28) };
  }

  /** In the newcomers' corner, or above the roster if tabs stand there: nothing to press is as seldom needed. */
  #xOf({ notices, isWide, tabs }: Layout, width: number, isOver: boolean): number {
    const room = notices.width - width;
    return notices.x + (!isWide || isOver ? room / 2 : tabs.length > 0 ? 12 : room - 12);
  }

  #showToast(slot: Slot, toast: Toast, rect: Rect, lines: readonly string[]): void {
    const { element, isLit } = slot.control;
    slot.id = toast.id;
    setAttribute(element, 'aria-label', `${text('toast.dismiss')}: ${toast.text}`);
    slot.control.show(rect, `${toast.id} ${isLit}`, (g, size) => paintToast(g, size, toast.kind, lines, isLit));
  }

  #makeSlot(section: HTMLElement): Slot {
    const { wake, actions } = this.#context;
    const button = makeButton(section, text('toast.dismiss'), wake, () => actions.dismiss(slot.id));
    const slot = { control: new Control(this.#context, button, DEPTH.toast), id: 0 };
    return slot;
  }
}

/** A sheet's buttons stand where the toasts would. */
function bottomOf({ notices, profile, isWide }: Layout): number {
  return profile && !isWide ? profile.y : notices.y + notices.height;
}

function paintToast(g: Canvas, size: Size, kind: Toast['kind'], lines: readonly string[], isHovered: boolean): void {
  paintBox(g, size, SIZE.radius, COLOR.sheet, COLOR.raisedEdge);
  fillRound(g, { x: 14, y: 14, width: 4, height: size.height - 28 }, 2, kind === 'refused' ? COLOR.bad : COLOR.focus);
  drawLinesAround(g, lines, 32, size.height / 2, LINE, { type: 'body', color: COLOR.text });
  drawCross(g, size.width - 24, size.height / 2, 5, isHovered ? COLOR.text : COLOR.muted);
}
