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
import { isolated, text } from '../../i18n/text.ts';
import { bannerOf, canAct } from '../../model/linkView.ts';
import type { LobbyModel } from '../../model/lobbyModel.ts';
import type { Toast } from '../../model/toasts.ts';
import { Button } from '../kit/button.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCross } from '../kit/icons.ts';
import type { Layout } from '../layout/layout.ts';
import { type ToastPlaces, type ToastStyle, toastPlaces } from '../layout/toastLayout.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { bannerRect } from './bannerView.ts';

const SLOTS = 3;
/** Its mark before the words, and the cross after them. */
const BESIDE = 76;
/** What a button in it needs beside its label, with the gap before it. */
const AROUND_LABEL = 36;

type Slot = { control: Control; undo: Button; toast: Toast | undefined };
type ToastLook = ToastStyle & Size & { toast: Toast; lines: readonly string[]; undoWidth: number };

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
    const places = placesOf(model, layout, now);
    const newestFirst = model.toasts.shown(now).toReversed();
    setText(this.#hiddenText, newestFirst[0]?.text ?? '');
    let above = 0;
    for (const [i, toast] of newestFirst.slice(0, places.isOne ? 1 : SLOTS).entries()) {
      const look = lookOf(toast, places, canUndo(model, toast));
      this.#showToast(this.#slots[i] as Slot, places.rectOf(look, above), look);
      above += look.height + 8;
    }
  }

  #showToast(slot: Slot, rect: Rect, look: ToastLook): void {
    const { element, isLit } = slot.control;
    const { id, text: words, blocked } = look.toast;
    const { actions } = this.#context;
    slot.toast = look.toast;
    setAttribute(element, 'aria-label', `${text('toast.dismiss')}: ${words}`);
    slot.control.show(rect, `${id} ${isLit} ${look.type} ${look.undoWidth}`, (g, size) =>
      paintToast(g, size, look, isLit),
    );
    if (look.undoWidth === 0 || !blocked) return;
    const width = look.undoWidth - 12;
    const undo = { x: rect.x + rect.width - 48 - width, y: rect.y + 2, width, height: rect.height - 4 };
    const name = text('toast.undoBlock', { name: isolated(blocked.name) });
    slot.undo.show(undo, { label: text('toast.undo'), name, kind: 'quiet' });
    const isUsed = isLit || slot.undo.isLit || [element, slot.undo.element].includes(document.activeElement as never);
    if (isUsed) actions.hold(id);
  }

  #makeSlot(section: HTMLElement): Slot {
    const { wake, actions } = this.#context;
    const button = makeButton(section, text('toast.dismiss'), wake, () => actions.dismiss(slot.toast?.id ?? 0));
    button.classList.add('cover');
    const unblock = () => slot.toast?.blocked && void actions.social.unblock(slot.toast.blocked);
    const slot: Slot = {
      control: new Control(this.#context, button, DEPTH.toast),
      undo: new Button(this.#context, section, DEPTH.toast, () => void unblock()),
      toast: undefined,
    };
    return slot;
  }
}

const placesOf = (model: LobbyModel, layout: Layout, now: number): ToastPlaces =>
  toastPlaces(layout, bannerOf(model.link, now) && bannerRect(layout));

/** Once the server has told that the block stands, and as long as it does. */
const canUndo = ({ link, social }: LobbyModel, { blocked }: Toast): boolean =>
  blocked !== undefined && canAct(link) && social.tieOf(blocked.id) === 'blocked';

/** Where the newest stands. */
export function toastAt(model: LobbyModel, layout: Layout, now: number): Rect | undefined {
  const newest = model.toasts.shown(now).at(-1);
  if (!newest) return undefined;
  const places = placesOf(model, layout, now);
  return places.rectOf(lookOf(newest, places, canUndo(model, newest)), 0);
}

/** As wide as its words, so that it covers as little as it can. */
function lookOf(toast: Toast, { type, line, width }: ToastPlaces, canUndo: boolean): ToastLook {
  const g = measure();
  const undoWidth = canUndo ? Math.ceil(textWidth(g, text('toast.undo'), 'bodyStrong')) + AROUND_LABEL : 0;
  const beside = BESIDE + undoWidth;
  const lines = balanced(g, toast.text, type, width - beside);
  const longest = Math.max(...lines.map((each) => textWidth(g, each, type)));
  const height = Math.max(48, lines.length * line + 14);
  return { toast, lines, type, line, width: Math.min(width, Math.ceil(longest) + beside), height, undoWidth };
}

function paintToast(g: Canvas, size: Size, { toast, lines, type, line }: ToastLook, isHovered: boolean): void {
  paintBox(g, size, SIZE.radius, COLOR.sheet, COLOR.raisedEdge);
  const mark = toast.kind === 'refused' ? COLOR.bad : COLOR.focus;
  fillRound(g, { x: 14, y: 12, width: 4, height: size.height - 24 }, 2, mark);
  drawLinesAround(g, lines, 32, size.height / 2, line, { type, color: COLOR.text });
  drawCross(g, size.width - 24, size.height / 2, 5, isHovered ? COLOR.text : COLOR.muted);
}
