/**
 * One dialog at a time: the last word of a link that ended, the ready check, the question before a match is given up, the
 * idle warning, which any input dismisses, what is wrong with a player, messages and friends, and the records that the player
 * looks at.
 */

import { Modal } from '../../a11y/modal.ts';
import { type Hotspot, make, makeButton, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, fillRound, type Rect, type Size, strokeRound, wrapped } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { closedOf } from '../../model/linkView.ts';
import { buttonKey, paintButton } from '../kit/buttonPainter.ts';
import { paintCountdown } from '../kit/countdown.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawDoor } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import { PeopleDialog } from '../people/peopleDialog.ts';
import { GiveUp } from '../play/giveUp.ts';
import { ReadyCheck } from '../play/readyCheck.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { RecordsDialog } from './recordsDialog.ts';
import { ReportDialog } from './reportDialog.ts';

/** `count`: seconds in the ring; undefined: a door instead. */
type DialogLook = { title: string; text: string; hint: string; button: string | undefined; count: number | undefined };

export class Dialogs {
  readonly #context: ScreenContext;
  readonly #modal: Modal;
  readonly #nodes: Record<'scrim' | 'card' | 'button', Node>;
  readonly #dialog: HTMLElement;
  readonly #title: HTMLElement;
  readonly #text: HTMLElement;
  readonly #button: Hotspot<HTMLButtonElement>;
  readonly #check: ReadyCheck;
  readonly #giveUp: GiveUp;
  readonly #report: ReportDialog;
  readonly #people: PeopleDialog;
  readonly #records: RecordsDialog;
  #act: () => void = () => {};

  constructor(context: ScreenContext) {
    this.#context = context;
    const { stage, root, wake } = context;
    this.#nodes = {
      scrim: stage.node(DEPTH.scrim),
      card: stage.node(DEPTH.dialog),
      button: stage.node(DEPTH.dialogPart),
    };
    this.#modal = new Modal(root);
    this.#check = new ReadyCheck(context);
    this.#giveUp = new GiveUp(context);
    this.#report = new ReportDialog(context);
    this.#people = new PeopleDialog(context);
    this.#records = new RecordsDialog(context);
    this.#dialog = make('div', 'part above', root);
    this.#dialog.setAttribute('role', 'alertdialog');
    this.#dialog.setAttribute('aria-modal', 'true');
    this.#dialog.setAttribute('aria-labelledby', 'dialog-title');
    this.#dialog.setAttribute('aria-describedby', 'dialog-text');
    this.#dialog.hidden = true;
    this.#title = make('h2', 'heard', this.#dialog);
    this.#title.id = 'dialog-title';
    this.#text = make('p', 'heard', this.#dialog);
    this.#text.id = 'dialog-text';
    this.#button = makeButton(this.#dialog, '', wake, () => this.#act());
  }

  update(frame: Frame): void {
    const closed = this.#closed();
    // A closed link asks nobody anything: what the others show is put away by it.
    const check = this.#check.update(frame);
    const giveUp = this.#giveUp.update(frame, check !== undefined || closed !== undefined);
    const isAsking = check !== undefined || giveUp !== undefined;
    const look = closed ?? (isAsking ? undefined : this.#idle(frame.now));
    const report = this.#report.update(frame, isAsking || look !== undefined);
    const isCovered = isAsking || look !== undefined || report !== undefined;
    const people = this.#people.update(frame, isCovered);
    const records = this.#records.update(frame, isCovered || people !== undefined);
    const { width, height } = frame.layout;
    if (isCovered || people || records) this.#nodes.scrim.show({ x: 0, y: 0, width, height }, 'scrim', paintScrim);
    else this.#nodes.scrim.hide();
    this.#updateWords(look, width, height);
    if (look) this.#modal.open(this.#dialog, this.#button.element);
    else if (check) this.#modal.open(this.#check.dialog, check);
    else if (giveUp) this.#modal.open(this.#giveUp.dialog, giveUp);
    else if (report) this.#modal.open(this.#report.dialog, report);
    else if (people) this.#modal.open(this.#people.dialog, people);
    else this.#modal.open(records && this.#records.dialog, records);
  }

  /** Opens the question whether to give a match up. */
  askToGiveUp(): void {
    this.#giveUp.open();
  }

  #updateWords(look: DialogLook | undefined, width: number, height: number): void {
    setAttribute(this.#dialog, 'hidden', look ? undefined : '');
    if (!look) {
      this.#nodes.card.hide();
      this.#nodes.button.hide();
      return this.#button.place(undefined);
    }
    setText(this.#title, look.title);
    setText(this.#text, look.hint === '' ? look.text : `${look.text} ${look.hint}`);
    const rect = cardRect(width, height, look.button !== undefined);
    this.#nodes.card.show(rect, JSON.stringify(look), (g, size) => paintDialog(g, size, look));
    this.#updateButton(look.button, rect);
  }

  #updateButton(label: string | undefined, card: Rect): void {
    if (label === undefined) {
      this.#button.place(undefined);
      return this.#nodes.button.hide();
    }
    const rect = { x: card.x + card.width / 2 - 100, y: card.y + card.height - 72, width: 200, height: 48 };
    this.#button.place(rect);
    setAttribute(this.#button.element, 'aria-label', label);
    const look = { label, kind: 'primary', state: this.#button.state } as const;
    this.#nodes.button.show(rect, buttonKey(look), (g, size) => paintButton(g, size, look));
  }

  #closed(): DialogLook | undefined {
    const { model, actions } = this.#context;
    const closed = closedOf(model.link);
    if (!closed) return undefined;
    this.#act = () => actions.retry();
    const button = closed.canRejoin ? text('closed.rejoin') : undefined;
    return { title: closed.title, text: closed.text, hint: '', button, count: undefined };
  }

  #idle(now: number): DialogLook | undefined {
    const { model, actions } = this.#context;
    const count = model.idle.secondsLeft(now);
    if (count === undefined) return undefined;
    this.#act = () => actions.stay();
    const hint = text('idle.hint');
    return { title: text('idle.title'), text: text('idle.text', { count }), hint, button: text('idle.stay'), count };
  }
}

function cardRect(width: number, height: number, hasButton: boolean): Rect {
  const card = { width: Math.min(420, width - 32), height: hasButton ? 318 : 246 };
  return { ...card, x: Math.round((width - card.width) / 2), y: Math.max(8, Math.round((height - card.height) / 2)) };
}

function paintScrim(g: Canvas, size: Size): void {
  g.fillStyle = COLOR.scrim;
  g.fillRect(0, 0, size.width, size.height);
}

function paintDialog(g: Canvas, size: Size, look: DialogLook): void {
  const box = { x: 0, y: 0, ...size };
  const middle = size.width / 2;
  fillRound(g, box, SIZE.radius + 4, COLOR.panel);
  strokeRound(g, box, SIZE.radius + 4, COLOR.raisedEdge);
  if (look.count === undefined) {
    fillRound(g, { x: middle - 36, y: 28, width: 72, height: 72 }, 36, COLOR.raised);
    drawDoor(g, middle, 64, 18, COLOR.focus, COLOR.lamp);
  } else {
    paintCountdown(g, { x: middle, y: 64, r: 34 }, { seconds: look.count, share: Math.min(1, look.count / 60) });
  }
  drawText(g, look.title, middle, 132, { type: 'hero', color: COLOR.text, align: 'center', width: size.width - 40 });
  const lines = wrapped(g, look.text, 'body', size.width - 64);
  if (look.hint !== '') lines.push(...wrapped(g, look.hint, 'body', size.width - 64));
  lines.forEach((line, i) => {
    drawText(g, line, middle, 168 + i * 21, { type: 'body', color: COLOR.soft, align: 'center' });
  });
}
