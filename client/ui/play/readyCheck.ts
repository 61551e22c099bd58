/** The ready check: a dialog that nobody misses. Accept has the focus, each player a pip, the ring empties. */

import { make, place, setText } from '../../a11y/overlay.ts';
import { balanced, type Canvas, drawText, fillRound, type Rect, type Size, strokeRound } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { isolated, numberText, text } from '../../i18n/text.ts';
import { type CheckView, checkView } from '../../model/play/checkView.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button } from '../kit/button.ts';
import { paintCountdown } from '../kit/countdown.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCheckMark } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const HEIGHT = 412;

export class ReadyCheck {
  readonly dialog: HTMLElement;
  readonly #context: ScreenContext;
  readonly #card: Node;
  readonly #title: HTMLElement;
  readonly #text: HTMLElement;
  readonly #pips: HTMLElement;
  readonly #accept: Button;
  readonly #decline: Button;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, actions } = context;
    this.#card = stage.node(DEPTH.dialog);
    this.dialog = make('div', 'part above', root);
    this.dialog.setAttribute('role', 'alertdialog');
    this.dialog.setAttribute('aria-modal', 'true');
    this.dialog.setAttribute('aria-labelledby', 'check-title');
    this.dialog.setAttribute('aria-describedby', 'check-text');
    this.dialog.hidden = true;
    this.#title = make('h2', 'plate', this.dialog);
    this.#title.id = 'check-title';
    this.#title.tabIndex = -1;
    this.#text = make('p', 'heard', this.dialog);
    this.#text.id = 'check-text';
    this.#pips = make('p', 'heard', this.dialog);
    this.#pips.setAttribute('role', 'status');
    this.#accept = new Button(context, this.dialog, DEPTH.dialogPart, () => void actions.play.accept());
    this.#decline = new Button(context, this.dialog, DEPTH.dialogPart, () => void actions.play.decline());
  }

  /** What gets the focus; undefined where there is no ready check. */
  update(frame: Frame): HTMLElement | undefined {
    const { model } = this.#context;
    const view = checkView(model.play.state.check, model.roster.selfId, frame.now);
    this.dialog.hidden = view === undefined;
    if (!view) {
      this.#accept.hide();
      this.#decline.hide();
      this.#card.hide();
      return undefined;
    }
    setText(this.#title, view.title);
    place(this.#title, cardRect(frame.layout));
    setText(this.#text, `${view.mode}. ${view.text}`);
    setText(this.#pips, view.pips.map((pip) => text(pip.isReady ? 'check.ready' : 'check.notReady', pip)).join(', '));
    const rect = cardRect(frame.layout);
    // Seconds are drawn at most so finely: nothing else moves.
    const share = Math.round(view.share * 200) / 200;
    this.#card.show(rect, JSON.stringify({ ...view, share }), (g, size) => paintCheck(g, size, view));
    return this.#updateButtons(view, rect);
  }

  #updateButtons({ stage, seconds }: CheckView, card: Rect): HTMLElement {
    const width = Math.min(196, (card.width - 56) / 2);
    const y = card.y + card.height - 84;
    const x = card.x + (card.width - 2 * width - 12) / 2;
    const isAsked = stage === 'asked';
    const accept = { label: text('check.accept'), name: text('check.accept'), kind: 'accept' } as const;
    this.#accept.show(isAsked ? { x, y, width, height: 56 } : undefined, {
      ...accept,
      label: `${accept.label}  ${numberText(seconds)}`,
    });
    this.#decline.show(isAsked ? { x: x + width + 12, y, width, height: 56 } : undefined, {
      label: text('check.decline'),
      kind: 'quiet',
    });
    return isAsked ? this.#accept.element : this.#title;
  }
}

function cardRect({ width, height }: Size): Rect {
  const card = { width: Math.min(480, width - 24), height: Math.min(HEIGHT, height - 16) };
  return { ...card, x: Math.round((width - card.width) / 2), y: Math.max(8, Math.round((height - card.height) / 2)) };
}

function paintCheck(g: Canvas, size: Size, view: CheckView): void {
  const box = { x: 0, y: 0, ...size };
  const middle = size.width / 2;
  const isLow = size.height < HEIGHT;
  fillRound(g, box, SIZE.radius + 4, COLOR.panel);
  strokeRound(g, box, SIZE.radius + 4, view.stage === 'asked' ? COLOR.gold : COLOR.raisedEdge, 1.5);
  const ring = isLow ? 26 : 38;
  const at = { x: middle, y: 20 + ring, r: ring };
  if (view.stage === 'entering') paintReady(g, at);
  else paintCountdown(g, at, view);
  const top = 2 * ring + (isLow ? 42 : 56);
  drawText(g, view.title, middle, top, { type: 'big', color: COLOR.text, align: 'center', width: size.width - 32 });
  drawText(g, view.mode, middle, top + 30, {
    type: 'body',
    color: COLOR.soft,
    align: 'center',
    width: size.width - 32,
  });
  paintPips(g, size.width, top + 52, view.pips);
  const lines = balanced(g, view.text, 'small', size.width - 64);
  const pipsEnd = top + 52 + 70;
  const y = view.stage === 'asked' ? size.height - 112 - (lines.length - 1) * 19 : (pipsEnd + size.height) / 2;
  lines.forEach((line, i) => {
    drawText(g, line, middle, y + i * 19, { type: 'small', color: COLOR.soft, align: 'center' });
  });
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
    strokeRound(
      g,
      { x: x - size / 2 - 4, y: top - 4, width: size + 8, height: size + 8 },
      size / 2 + 4,
      isReady ? COLOR.good : COLOR.track,
      2.5,
    );
    if (isReady) {
      fillRound(g, { x: x + 8, y: top + 26, width: 22, height: 22 }, 11, COLOR.panel);
      fillRound(g, { x: x + 10, y: top + 28, width: 18, height: 18 }, 9, COLOR.good);
      drawCheckMark(g, x + 19, top + 37, 6, COLOR.onAccept);
    }
    const label = isYou ? text('roster.you') : name;
    drawText(g, label, x, top + size + 18, {
      type: 'label',
      color: isReady ? COLOR.text : COLOR.muted,
      align: 'center',
      width: step - 8,
    });
  });
}

/** For who hears: once, as it begins. */
export const checkAlert = (view: CheckView): string =>
  text('say.check', { mode: isolated(view.mode), count: view.seconds });
