/** One dialog at a time: of those that want to be open, the most urgent. */

import { Modal } from '../../a11y/modal.ts';
import type { Canvas, Size } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { closedOf } from '../../model/linkView.ts';
import { isPlaying } from '../../model/play/matchView.ts';
import type { Layer } from '../../page/BackStack.ts';
import { CommandBar } from '../command/commandBar.ts';
import { Shortcuts } from '../command/shortcuts.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Dialog } from '../kit/dialog.ts';
import type { Node } from '../kit/stage.ts';
import { PeopleDialog } from '../people/peopleDialog.ts';
import { GiveUp } from '../play/giveUp.ts';
import { ReadyCheck } from '../play/readyCheck.ts';
import { ReplayDialog } from '../replay/replayDialog.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { BlockQuestion } from './blockQuestion.ts';
import { EmblemDialog } from './emblemDialog.ts';
import { LateSettings } from './lateSettings.ts';
import { Notice } from './notice.ts';
import { RecordsDialog } from './recordsDialog.ts';
import { ReportDialog } from './reportDialog.ts';

/** `update`: what gets the focus; undefined where it is not open. It waits while something else `isUrgent`. */
type AnyDialog = { dialog: Dialog; update(frame: Frame, isUrgent: boolean): HTMLElement | undefined };

export class Dialogs {
  readonly #context: ScreenContext;
  readonly #modal: Modal;
  readonly #scrim: Node;
  readonly #giveUp: GiveUp;
  readonly #notice: Notice;
  readonly #commands: CommandBar;
  readonly #shortcuts: Shortcuts;
  /** For Back. The question whether to give up has no entry of its own: it is what Back does in a match. */
  readonly layers: readonly Layer[];
  readonly #byUrgency: readonly AnyDialog[];

  constructor(context: ScreenContext) {
    this.#context = context;
    this.#scrim = context.stage.node(DEPTH.scrim);
    this.#modal = new Modal(context.root);
    this.#giveUp = new GiveUp(context);
    this.#notice = new Notice(context);
    const check = new ReadyCheck(context);
    this.#shortcuts = new Shortcuts(context);
    this.#commands = new CommandBar(context, () => this.#shortcuts.open());
    const asks = [BlockQuestion, ReportDialog, EmblemDialog, LateSettings, PeopleDialog];
    const dialogs = [...asks, ReplayDialog, RecordsDialog];
    const asked = [this.#shortcuts, this.#commands, ...dialogs.map((Each) => new Each(context))];
    this.#byUrgency = [check, this.#giveUp, this.#notice, ...asked];
    this.layers = [check, this.#notice, ...asked].reverse();
  }

  update(frame: Frame): void {
    // A closed link asks nobody anything.
    const isClosed = closedOf(this.#context.model.link) !== undefined;
    let opened: { dialog: HTMLElement; focus: HTMLElement } | undefined;
    for (const each of this.#byUrgency) {
      const focus = each.update(frame, opened !== undefined || (isClosed && each !== this.#notice));
      if (focus) opened ??= { dialog: each.dialog.element, focus };
    }
    const { width, height } = frame.layout;
    if (opened) this.#scrim.show({ x: 0, y: 0, width, height }, 'scrim', paintScrim);
    this.#modal.open(opened?.dialog, opened?.focus);
  }

  /** Over whatever was asked for, but never in a game, whose keys are the game's. */
  openCommands(): void {
    if (!isPlaying(this.#context.model.play.match)) this.#commands.open();
  }

  openShortcuts(): void {
    if (!isPlaying(this.#context.model.play.match)) this.#shortcuts.open();
  }

  openSettings(): void {
    const { model, actions } = this.#context;
    if (!isPlaying(model.play.match)) actions.openSettings('top');
  }

  askToGiveUp(): void {
    this.#giveUp.open();
  }

  /** Whether it was asked. */
  keepPlaying(): boolean {
    return this.#giveUp.close();
  }
}

function paintScrim(g: Canvas, size: Size): void {
  g.fillStyle = COLOR.scrim;
  g.fillRect(0, 0, size.width, size.height);
}
