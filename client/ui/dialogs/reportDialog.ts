/** What is wrong with a player: one of five reasons, and a few words to it. */

import { REPORT_MAX_CHARS } from '../../../shared/limits.ts';
import { REPORT_REASONS, type ReportReason } from '../../../shared/socialProtocol.ts';
import { make, makeField, makeRadio, place } from '../../a11y/overlay.ts';
import {
  balanced,
  type Canvas,
  drawLines,
  drawText,
  fillRound,
  paintBox,
  type Rect,
  type Size,
  strokeRound,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { isolated, text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import type { Layer } from '../../page/BackStack.ts';
import { Button } from '../kit/button.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog, middleOf } from '../kit/dialog.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const PAD = 24;
const ROW = 44;
const HEAD = 96;
const FIELD = 48;
const BUTTON = 48;
const HEIGHT = HEAD + REPORT_REASONS.length * ROW + 12 + FIELD + 16 + BUTTON + PAD;

export class ReportDialog implements Layer {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #field: Node;
  readonly #radios: readonly Radio[];
  readonly #input: HTMLInputElement;
  readonly #send: Button;
  readonly #cancel: Button;
  #id: string | undefined;
  #reason: ReportReason | undefined;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, wake } = context;
    const close = () => this.back();
    this.dialog = new Dialog(context, { role: 'dialog', id: 'report', hasText: true, onEscape: close });
    const { element } = this.dialog;
    this.#field = stage.node(DEPTH.dialogPart);
    const group = make('div', 'part', element, { role: 'radiogroup', 'aria-label': text('report.why') });
    this.#radios = REPORT_REASONS.map((reason) => {
      const radio = makeRadio(group, 'report-reason', text(`report.${reason}`), wake, () => {
        this.#reason = reason;
      });
      return { reason, control: new Control(context, radio, DEPTH.dialogPart) };
    });
    const attributes = { maxlength: String(REPORT_MAX_CHARS), 'aria-label': text('report.more'), spellcheck: 'true' };
    this.#input = makeField(element, 'words', attributes, wake);
    this.#cancel = new Button(context, element, DEPTH.dialogPart, close);
    this.#send = new Button(context, element, DEPTH.dialogPart, () => this.#report());
    element.addEventListener('keydown', ({ key, target }) => {
      if (key === 'Enter' && target instanceof HTMLInputElement) this.#report();
    });
  }

  get isOpen(): boolean {
    return this.#context.model.social.reported !== undefined;
  }

  back(): void {
    this.#context.actions.social.askReport(undefined);
  }

  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { reported } = this.#context.model.social;
    if (reported?.id !== this.#id) this.#begin(reported?.id);
    if (!reported || isUrgent) {
      place(this.#input, undefined);
      return this.dialog.hide();
    }
    const title = text('report.title', { name: isolated(reported.name) });
    const places = placesIn(layout);
    this.dialog.show(places.card, title, '', (g, size) => paintCard(g, size, title), text('report.text'));
    for (const [i, radio] of this.#radios.entries()) this.#showRadio(radio, places.reasons[i] as Rect);
    place(this.#input, places.field);
    const isEmpty = this.#input.value === '';
    this.#field.show(places.field, String(isEmpty), (g, size) => paintField(g, size, isEmpty));
    this.#updateButtons(places, reported.id);
    return (this.#radios.find(({ reason }) => reason === this.#reason) ?? this.#radios[0])?.control.element;
  }

  #updateButtons({ cancel, send }: Places, id: string): void {
    const { model } = this.#context;
    const why = canAct(model.link) ? (this.#reason ? undefined : text('report.why')) : text('play.offline');
    const isDisabled = model.asked.has(`report ${id}`);
    this.#cancel.show(cancel, { label: text('you.cancel'), kind: 'quiet' });
    this.#send.show(send, { label: text('report.send'), kind: 'primary', isDisabled, why });
  }

  #showRadio({ reason, control }: Radio, rect: Rect): void {
    const look = { reason, isOn: reason === this.#reason, isLit: control.isHovered };
    control.element.checked = look.isOn;
    control.show(rect, JSON.stringify(look), (g, size) => paintReason(g, size, look));
  }

  #report(): void {
    if (this.#reason && canAct(this.#context.model.link)) {
      void this.#context.actions.social.report(this.#reason, this.#input.value);
    }
  }

  /** Of another player nothing is said yet. */
  #begin(id: string | undefined): void {
    this.#id = id;
    this.#reason = undefined;
    this.#input.value = '';
  }
}

type Radio = { reason: ReportReason; control: Control<HTMLInputElement> };
type Places = { card: Rect; reasons: Rect[]; field: Rect; cancel: Rect; send: Rect };

/** Where the window is too low the reasons stand closer. */
function placesIn(window: Size): Places {
  const card = middleOf(window, 440, HEIGHT, { width: 24, height: 16 });
  const { x, y } = card;
  const inner = { x: x + PAD, width: card.width - 2 * PAD };
  const lacking = HEIGHT - card.height;
  const head = HEAD - Math.min(34, lacking);
  const row = ROW - Math.max(0, lacking - 34) / REPORT_REASONS.length;
  const reasons = REPORT_REASONS.map((_, i) => ({ ...inner, y: y + head + i * row, height: row }));
  const below = y + card.height - PAD - BUTTON;
  const half = (inner.width - 8) / 2;
  return {
    card,
    reasons,
    field: { ...inner, y: below - 16 - FIELD, height: FIELD },
    cancel: { x: inner.x, y: below, width: half, height: BUTTON },
    send: { x: inner.x + half + 8, y: below, width: half, height: BUTTON },
  };
}

function paintCard(g: Canvas, size: Size, title: string): void {
  paintBox(g, size, SIZE.radius + 4, COLOR.panel, COLOR.raisedEdge);
  const width = size.width - 2 * PAD;
  drawText(g, title, PAD, 36, { type: 'title', color: COLOR.text, width });
  if (size.height < HEIGHT) return;
  const lines = balanced(g, text('report.text'), 'small', width);
  drawLines(g, lines, PAD, 62, 18, { type: 'small', color: COLOR.muted });
}

function paintReason(g: Canvas, size: Size, look: { reason: ReportReason; isOn: boolean; isLit: boolean }): void {
  const y = size.height / 2;
  if (look.isOn || look.isLit) {
    const box = { x: 0, y: 2, width: size.width, height: size.height - 4 };
    fillRound(g, box, SIZE.radiusSmall, look.isOn ? COLOR.selected : COLOR.hover);
  }
  strokeRound(g, { x: 10, y: y - 10, width: 20, height: 20 }, 10, look.isOn ? COLOR.focus : COLOR.muted, 2);
  if (look.isOn) fillRound(g, { x: 15.5, y: y - 4.5, width: 9, height: 9 }, 4.5, COLOR.focus);
  const words = text(`report.${look.reason}`);
  drawText(g, words, 42, y, { type: 'body', color: COLOR.text, width: size.width - 54 });
}

function paintField(g: Canvas, size: Size, isEmpty: boolean): void {
  paintBox(g, size, SIZE.radiusSmall, COLOR.raised, COLOR.raisedEdge);
  const style = { type: 'body', color: COLOR.muted, width: size.width - 28 } as const;
  if (isEmpty) drawText(g, text('report.more'), 14, size.height / 2, style);
}
