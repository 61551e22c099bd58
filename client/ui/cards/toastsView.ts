/** At most three toasts above the lower edge, where they cover least; a press dismisses. */

import { type Hotspot, make, makeButton, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound, wrapped } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { Toast } from '../../model/toasts.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross } from '../kit/icons.ts';
import type { Node, Stage } from '../kit/stage.ts';
import { type Layout, LOW_BELOW } from '../layout/layout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const SLOTS = 3;
const LINE = 19;

type Slot = { spot: Hotspot<HTMLButtonElement>; node: Node; id: number };

export class ToastsView {
  readonly #context: ScreenContext;
  readonly #slots: readonly Slot[];
  readonly #measure: Canvas;
  readonly #said: HTMLElement;

  constructor(context: ScreenContext) {
    this.#context = context;
    const section = make('div', 'part above', context.root);
    this.#slots = Array.from({ length: SLOTS }, () => this.#makeSlot(section, context.stage));
    this.#said = make('p', 'heard', section);
    this.#said.setAttribute('role', 'status');
    this.#measure = document.createElement('canvas').getContext('2d') as Canvas;
  }

  update({ layout, now }: Frame): void {
    // A low match has room over its bar, and for the newest only.
    const isOver = layout.match !== undefined && layout.isWide && layout.height < LOW_BELOW;
    const shown = this.#context.model.toasts.shown(now).slice(isOver ? -1 : 0);
    let bottom = isOver ? 0 : bottomOf(layout) - 12;
    const newestFirst = shown.toReversed();
    setText(this.#said, newestFirst[0]?.text ?? '');
    for (const [i, slot] of this.#slots.entries()) {
      const toast = newestFirst[i];
      if (!toast) {
        slot.spot.place(undefined);
        slot.node.hide();
        continue;
      }
      const { lines, width, height } = this.#sizeOf(toast, layout, isOver);
      if (isOver) bottom += height + 4;
      this.#showToast(slot, toast, { x: this.#xOf(layout, width, isOver), y: bottom - height, width, height }, lines);
      if (!isOver) bottom -= height + 8;
    }
  }

  #sizeOf({ text: words }: Toast, { notices, isWide, roster, tabs }: Layout, isOver: boolean) {
    const most = isOver ? 400 : tabs.length > 0 && isWide && roster ? roster.panel.width - 24 : 460;
    const width = Math.min(notices.width - 24, most);
    const lines = wrapped(this.#measure, words, 'body', width - 72);
    return { lines, width, height: Math.max(48, lines.length * LINE + 28) };
  }

  /** In the corner of the newcomers, or above the roster where tabs stand there: nothing to press is as seldom needed. */
  #xOf({ notices, isWide, tabs }: Layout, width: number, isOver: boolean): number {
    const room = notices.width - width;
    return notices.x + (!isWide || isOver ? room / 2 : tabs.length > 0 ? 12 : room - 12);
  }

  #showToast(slot: Slot, toast: Toast, rect: Rect, lines: readonly string[]): void {
    const isHovered = slot.spot.state !== 'rest';
    slot.id = toast.id;
    slot.spot.place(rect);
    setAttribute(slot.spot.element, 'aria-label', `${text('toast.dismiss')}: ${toast.text}`);
    slot.node.show(rect, `${toast.id} ${isHovered}`, (g, size) => paintToast(g, size, toast.kind, lines, isHovered));
  }

  #makeSlot(section: HTMLElement, stage: Stage): Slot {
    const { wake, actions } = this.#context;
    const slot: Slot = {
      spot: makeButton(section, text('toast.dismiss'), wake, () => actions.dismiss(slot.id)),
      node: stage.node(DEPTH.toast),
      id: 0,
    };
    return slot;
  }
}

/** A sheet's buttons stand where the toasts would. */
function bottomOf({ notices, profile, isWide }: Layout): number {
  return profile && !isWide ? profile.y : notices.y + notices.height;
}

function paintToast(g: Canvas, size: Size, kind: Toast['kind'], lines: readonly string[], isHovered: boolean): void {
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radius, COLOR.sheet);
  strokeRound(g, box, SIZE.radius, COLOR.raisedEdge);
  fillRound(g, { x: 14, y: 14, width: 4, height: size.height - 28 }, 2, kind === 'refused' ? COLOR.bad : COLOR.focus);
  lines.forEach((line, i) => {
    const y = size.height / 2 + (i - (lines.length - 1) / 2) * LINE;
    drawText(g, line, 32, y, { type: 'body', color: COLOR.text });
  });
  drawCross(g, size.width - 24, size.height / 2, 5, isHovered ? COLOR.text : COLOR.muted);
}
