/** The ready check: a dialog that nobody misses. Accept has the focus, each player a pip, the ring empties. */

import { make, place, setText } from '../../a11y/overlay.ts';
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
import { isolated, numberText, text } from '../../i18n/text.ts';
import { type CheckView, checkView } from '../../model/play/checkView.ts';
import type { Layer } from '../../page/BackStack.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button } from '../kit/button.ts';
import { paintCountdown } from '../kit/countdown.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog, middleOf } from '../kit/dialog.ts';
import { drawCheckMark } from '../kit/icons.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const HEIGHT = 412;

export class ReadyCheck implements Layer {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #pips: HTMLElement;
  readonly #accept: Button;
  readonly #decline: Button;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { play } = context.actions;
    this.dialog = new Dialog(context, { role: 'alertdialog', id: 'check', hasText: true });
    const { element, title } = this.dialog;
    title.className = 'plate';
    title.tabIndex = -1;
    this.#pips = make('p', 'visuallyHidden', element, { role: 'status' });
    this.#accept = new Button(context, element, DEPTH.dialogPart, () => void play.accept());
    this.#decline = new Button(context, element, DEPTH.dialogPart, () => void play.decline());
  }

  get isOpen(): boolean {
    const { model, now } = this.#context;
    return checkView(model.play.state.check, model.roster.selfId, now()) !== undefined;
  }

  /** Back neither accepts nor declines. */
  back(): void {}

  update({ layout, now }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { model } = this.#context;
    const view = checkView(model.play.state.check, model.roster.selfId, now);
    if (!view || isUrgent) return this.dialog.hide();
    const rect = middleOf(layout, 480, HEIGHT, { width: 24, height: 16 });
    place(this.dialog.title, rect);
    setText(this.#pips, view.pips.map((pip) => text(pip.isReady ? 'check.ready' : 'check.notReady', pip)).join(', '));
    // Seconds are drawn at most so finely: nothing else moves.
    const key = JSON.stringify({ ...view, share: Math.round(view.share * 200) / 200 });
    const words = `${view.mode}. ${view.text}`;
    this.dialog.show(rect, view.title, key, (g, size) => paintCheck(g, size, view), words);
    return this.#updateButtons(view, rect);
  }

  #updateButtons({ stage, seconds }: CheckView, card: Rect): HTMLElement {
    const width = Math.min(196, (card.width - 56) / 2);
    const y = card.y + card.height - 84;
    const x = card.x + (card.width - 2 * width - 12) / 2;
    if (stage !== 'asked') return this.dialog.title;
    const name = text('check.accept');
    const row = { y, width, height: 56 };
    this.#accept.show({ ...row, x }, { label: `${name}  ${numberText(seconds)}`, name, kind: 'accept' });
    this.#decline.show({ ...row, x: x + width + 12 }, { label: text('check.decline'), kind: 'quiet' });
    return this.#accept.element;
  }
}

function paintCheck(g: Canvas, size: Size, view: CheckView): void {
  const middle = size.width / 2;
  const isLow = size.height < HEIGHT;
  paintBox(g, size, SIZE.radius + 4, COLOR.panel, view.stage === 'asked' ? COLOR.gold : COLOR.raisedEdge, 1.5);
  const ring = isLow ? 26 : 38;
  const at = { x: middle, y: 20 + ring, r: ring };
  if (view.stage === 'entering') paintReady(g, at);
  else paintCountdown(g, at, view);
  const top = 2 * ring + (isLow ? 42 : 56);
  drawText(g, view.title, middle, top, { type: 'big', color: COLOR.text, align: 'center', width: size.width - 32 });
  const style = { type: 'body', color: COLOR.soft, align: 'center', width: size.width - 32 } as const;
  drawText(g, view.mode, middle, top + 30, style);
  paintPips(g, size.width, top + 52, view.pips);
  const lines = balanced(g, view.text, 'small', size.width - 64);
  const pipsEnd = top + 52 + 70;
  const y = view.stage === 'asked' ? size.height - 112 - (lines.length - 1) * 19 : (pipsEnd + size.height) / 2;
  drawLines(g, lines, middle, y, 19, { type: 'small', color: COLOR.soft, align: 'center' });
}

function paintReady(g: Canvas, { x, y, r }: { x: number; y: number; r: number }): void {
  fillRound(g, { x: x - r, y: y - r, width: 2 * r, height: 2 * r }, r, COLOR.good);
  drawCheckMark(g, x, y, r * 0.55, COLOR.onAccept);
}

/** A disc for each: grey until they are ready, then with a mark; their name below. */
function paintPips(g: Canvas, width: number, top: number, pips: CheckView['pips']): void {
  const step = Math.min(104, (width - 32) / pips.length);
  const from = width / 2 - (step * (pips.length - 1)) / 2;
  const size = 44;
  pips.forEach(({ id, name, isReady, isYou }, i) => {
    const x = from + i * step;
    g.globalAlpha = isReady ? 1 : 0.38;
    drawAvatar(g, { id, name }, x - size / 2, top, size, COLOR.panel);
    g.globalAlpha = 1;
    const ring = { x: x - size / 2 - 4, y: top - 4, width: size + 8, height: size + 8 };
    strokeRound(g, ring, size / 2 + 4, isReady ? COLOR.good : COLOR.track, 2.5);
    if (isReady) {
      fillRound(g, { x: x + 8, y: top + 26, width: 22, height: 22 }, 11, COLOR.panel);
      fillRound(g, { x: x + 10, y: top + 28, width: 18, height: 18 }, 9, COLOR.good);
      drawCheckMark(g, x + 19, top + 37, 6, COLOR.onAccept);
    }
    const color = isReady ? COLOR.text : COLOR.muted;
    const label = isYou ? text('roster.you') : name;
    drawText(g, label, x, top + size + 18, { type: 'label', color, align: 'center', width: step - 8 });
  });
}

/** For screen readers: once, as it begins. */
export const checkAlert = (view: CheckView): string =>
  text('say.check', { mode: isolated(view.mode), count: view.seconds });
