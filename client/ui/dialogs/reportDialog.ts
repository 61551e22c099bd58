/** What is wrong with a player: one of five reasons, and a few words to it. */

import { REPORT_MAX_CHARS } from '../../../shared/limits.ts';
import { REPORT_REASONS, type ReportReason } from '../../../shared/socialProtocol.ts';
import { Hotspot, make, place, setText } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawText, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { isolated, text } from '../../i18n/text.ts';
import { canAct } from '../../model/linkView.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const PAD = 24;
const ROW = 44;
const HEAD = 96;
const FIELD = 48;
const BUTTON = 48;
const HEIGHT = HEAD + REPORT_REASONS.length * ROW + 12 + FIELD + 16 + BUTTON + PAD;

export class ReportDialog {
  readonly dialog: HTMLElement;
  readonly #context: ScreenContext;
  readonly #card: Node;
  readonly #field: Node;
  readonly #title: HTMLElement;
  readonly #radios: readonly Radio[];
  readonly #input: HTMLInputElement;
  readonly #send: Button;
  readonly #cancel: Button;
  #id: string | undefined;
  #reason: ReportReason | undefined;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, actions, wake } = context;
    this.#card = stage.node(DEPTH.dialog);
    this.#field = stage.node(DEPTH.dialogPart);
    this.dialog = make('div', 'part above', root);
    this.dialog.setAttribute('role', 'dialog');
    this.dialog.setAttribute('aria-modal', 'true');
    this.dialog.setAttribute('aria-labelledby', 'report-title');
    this.dialog.setAttribute('aria-describedby', 'report-text');
    this.dialog.hidden = true;
    this.#title = make('h2', 'heard', this.dialog);
    this.#title.id = 'report-title';
    const words = make('p', 'heard', this.dialog);
    words.id = 'report-text';
    setText(words, text('report.text'));
    const group = make('div', 'part', this.dialog);
    group.setAttribute('role', 'radiogroup');
    group.setAttribute('aria-label', text('report.why'));
    this.#radios = REPORT_REASONS.map((reason) => ({
      reason,
      spot: new Hotspot(this.#makeRadio(group, reason), wake),
      node: stage.node(DEPTH.dialogPart),
    }));
    this.#input = make('input', 'field words', this.dialog);
    this.#input.type = 'text';
    this.#input.autocomplete = 'off';
    this.#input.maxLength = REPORT_MAX_CHARS;
    this.#input.setAttribute('aria-label', text('report.more'));
    this.#input.addEventListener('input', wake);
    this.#cancel = new Button(context, this.dialog, DEPTH.dialogPart, () => actions.social.askReport(undefined));
    this.#send = new Button(context, this.dialog, DEPTH.dialogPart, () => this.#report());
    this.dialog.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Escape') {
        event.stopPropagation();
        actions.social.askReport(undefined);
      }
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement) this.#report();
    });
  }

  /** What gets the focus; undefined where it is not open. It waits while something else `isUrgent`. */
  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { reported } = this.#context.model.social;
    const isShown = reported !== undefined && !isUrgent;
    this.dialog.hidden = !isShown;
    if (reported?.id !== this.#id) this.#begin(reported?.id);
    if (!isShown) {
      this.#hide();
      return undefined;
    }
    const title = text('report.title', { name: isolated(reported.name) });
    setText(this.#title, title);
    const places = placesIn(layout);
    this.#card.show(places.card, title, (g, size) => paintCard(g, size, title));
    for (const [i, radio] of this.#radios.entries()) this.#showRadio(radio, places.reasons[i] as Rect);
    place(this.#input, places.field);
    const isEmpty = this.#input.value === '';
    this.#field.show(places.field, String(isEmpty), (g, size) => paintField(g, size, isEmpty));
    this.#updateButtons(places, reported.id);
    return (this.#radios.find(({ reason }) => reason === this.#reason) ?? this.#radios[0])?.spot.element;
  }

  #updateButtons({ cancel, send }: Places, id: string): void {
    const { model } = this.#context;
    const why = canAct(model.link) ? (this.#reason ? undefined : text('report.why')) : text('play.offline');
    const isDisabled = model.asked.has(`report ${id}`);
    this.#cancel.show(cancel, { label: text('you.cancel'), kind: 'quiet' });
    const look = { label: text('report.send'), kind: 'primary', isDisabled } as const;
    this.#send.show(send, { ...look, ...(why !== undefined && { why }) });
  }

  #showRadio({ reason, spot, node }: Radio, rect: Rect): void {
    spot.place(rect);
    spot.element.checked = reason === this.#reason;
    const look = { reason, isOn: reason === this.#reason, isLit: spot.isHovered };
    node.show(rect, JSON.stringify(look), (g, size) => paintReason(g, size, look));
  }

  #makeRadio(group: HTMLElement, reason: ReportReason): HTMLInputElement {
    const radio = make('input', 'control', group);
    radio.type = 'radio';
    radio.name = 'report-reason';
    radio.value = reason;
    radio.hidden = true;
    radio.setAttribute('aria-label', text(`report.${reason}`));
    radio.addEventListener('change', () => {
      this.#reason = reason;
      this.#context.wake();
    });
    return radio;
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

  #hide(): void {
    this.#card.hide();
    this.#field.hide();
    for (const { spot, node } of this.#radios) {
      spot.place(undefined);
      node.hide();
    }
    place(this.#input, undefined);
    this.#cancel.hide();
    this.#send.hide();
  }
}

type Radio = { reason: ReportReason; spot: Hotspot<HTMLInputElement>; node: Node };
type Places = { card: Rect; reasons: Rect[]; field: Rect; cancel: Rect; send: Rect };

/** Where the window is too low the reasons stand closer. */
function placesIn({ width, height }: Size): Places {
  const card = { width: Math.min(440, width - 24), height: Math.min(HEIGHT, height - 16) };
  const x = Math.round((width - card.width) / 2);
  const y = Math.round((height - card.height) / 2);
  const inner = { x: x + PAD, width: card.width - 2 * PAD };
  const lacking = HEIGHT - card.height;
  const head = HEAD - Math.min(34, lacking);
  const row = ROW - Math.max(0, lacking - 34) / REPORT_REASONS.length;
  const reasons = REPORT_REASONS.map((_, i) => ({ ...inner, y: y + head + i * row, height: row }));
  const below = y + card.height - PAD - BUTTON;
  const half = (inner.width - 8) / 2;
  return {
    card: { ...card, x, y },
    reasons,
    field: { ...inner, y: below - 16 - FIELD, height: FIELD },
    cancel: { x: inner.x, y: below, width: half, height: BUTTON },
    send: { x: inner.x + half + 8, y: below, width: half, height: BUTTON },
  };
}

function paintCard(g: Canvas, size: Size, title: string): void {
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radius + 4, COLOR.panel);
  strokeRound(g, box, SIZE.radius + 4, COLOR.raisedEdge);
  const width = size.width - 2 * PAD;
  drawText(g, title, PAD, 36, { type: 'title', color: COLOR.text, width });
  if (size.height < HEIGHT) return;
  balanced(g, text('report.text'), 'small', width).forEach((line, i) => {
    drawText(g, line, PAD, 62 + i * 18, { type: 'small', color: COLOR.muted });
  });
}

function paintReason(g: Canvas, size: Size, look: { reason: ReportReason; isOn: boolean; isLit: boolean }): void {
  const y = size.height / 2;
  if (look.isOn || look.isLit) {
    fillRound(
      g,
      { x: 0, y: 2, width: size.width, height: size.height - 4 },
      SIZE.radiusSmall,
      look.isOn ? COLOR.selected : COLOR.hover,
    );
  }
  g.beginPath();
  g.arc(20, y, 9, 0, 2 * Math.PI);
  g.lineWidth = 2;
  g.strokeStyle = look.isOn ? COLOR.focus : COLOR.muted;
  g.stroke();
  if (look.isOn) {
    g.beginPath();
    g.arc(20, y, 4.5, 0, 2 * Math.PI);
    g.fillStyle = COLOR.focus;
    g.fill();
  }
  const words = text(`report.${look.reason}`);
  drawText(g, words, 42, y, { type: 'body', color: COLOR.text, width: size.width - 54 });
}

function paintField(g: Canvas, size: Size, isEmpty: boolean): void {
  fillRound(g, { x: 0, y: 0, ...size }, SIZE.radiusSmall, COLOR.raised);
  strokeRound(g, { x: 0, y: 0, ...size }, SIZE.radiusSmall, COLOR.raisedEdge);
  const style = { type: 'body', color: COLOR.muted, width: size.width - 28 } as const;
  if (isEmpty) drawText(g, text('report.more'), 14, size.height / 2, style);
}
