/** One dialog at a time: of those that want to be open, the most urgent. */

import { Modal } from '../../a11y/modal.ts';
import type { Canvas, Size } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { closedOf } from '../../model/linkView.ts';
import { isPlaying } from '../../model/play/matchView.ts';
import type { Layer } from '../../page/BackStack.ts';
import { DEPTH } from '../kit/depths.ts';
import { Later } from '../kit/later.ts';
import type { Node } from '../kit/stage.ts';
import { GiveUp } from '../play/giveUp.ts';
import { ReadyCheck } from '../play/readyCheck.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import type { AnyDialog, AskedDialogs } from './askedDialogs.ts';
import { Notice } from './notice.ts';

/** Once loaded, they are there at once for the screen of another language too. */
let Loaded: typeof AskedDialogs | undefined;

export class Dialogs {
  readonly #context: ScreenContext;
  readonly #modal: Modal;
  readonly #scrim: Node;
  readonly #giveUp: GiveUp;
  readonly #notice: Notice;
  readonly #check: ReadyCheck;
  readonly #later: Later<typeof import('./askedDialogs.ts')>;
  #asked: AskedDialogs | undefined;
  /** Opened as soon as it is there. */
  #wanted: 'commands' | 'shortcuts' | undefined;
  /** Stands for what is asked for until that is there. */
  readonly #awaited: Layer;

  /** `onProfile`: a player's card is to have the focus. */
  constructor(context: ScreenContext, onProfile: () => void) {
    this.#context = context;
    this.#scrim = context.stage.node(DEPTH.scrim);
    this.#modal = new Modal(context.root);
    this.#giveUp = new GiveUp(context);
    this.#notice = new Notice(context);
    this.#check = new ReadyCheck(context);
    const isOpen = () => this.#wanted !== undefined || isAsked(context);
    this.#awaited = {
      get isOpen() {
        return isOpen();
      },
      back: () => this.#takeBack(),
    };
    this.#later = new Later({
      load: () => import('./askedDialogs.ts'),
      loaded: (module) => {
        Loaded = module.AskedDialogs;
        if (!this.#asked) this.#loaded(new Loaded(context, onProfile));
      },
      failed: () => {
        if (isOpen()) context.model.toast('refused', text('app.notLoaded'), context.now());
      },
      until: context.until,
    });
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || this.#asked || !isOpen()) return;
      event.stopPropagation();
      this.#takeBack();
    };
    window.addEventListener('keydown', pressed, { signal: context.until, capture: true });
    if (Loaded) this.#loaded(new Loaded(context, onProfile));
  }

  /** For Back. The question whether to give up has no entry of its own: it is what Back does in a match. */
  get layers(): readonly Layer[] {
    return [this.#check, this.#notice, ...(this.#asked?.byUrgency ?? [this.#awaited])].reverse();
  }

  update(frame: Frame): void {
    // A closed link asks nobody anything.
    const isClosed = closedOf(this.#context.model.link) !== undefined;
    this.#later.start();
    const urgent: readonly AnyDialog[] = [this.#check, this.#giveUp, this.#notice];
    let opened: { dialog: HTMLElement; focus: HTMLElement } | undefined;
    for (const each of [...urgent, ...(this.#asked?.byUrgency ?? [])]) {
      const focus = each.update(frame, opened !== undefined || (isClosed && each !== this.#notice));
      if (focus) opened ??= { dialog: each.dialog.element, focus };
    }
    const { width, height } = frame.layout;
    if (opened) this.#scrim.show({ x: 0, y: 0, width, height }, 'scrim', paintScrim);
    this.#modal.open(opened?.dialog, opened?.focus);
  }

  /** Over whatever was asked for, but never in a game, whose keys are the game's. */
  openCommands(): void {
    this.#openOnceThere('commands');
  }

  openShortcuts(): void {
    this.#openOnceThere('shortcuts');
  }

  #openOnceThere(what: 'commands' | 'shortcuts'): void {
    if (isPlaying(this.#context.model.play.match)) return;
    this.#wanted = what;
    this.#context.wake();
    this.#openWanted();
  }

  #openWanted(): void {
    const wanted = this.#wanted;
    if (!this.#asked || !wanted) return;
    this.#wanted = undefined;
    this.#asked[wanted].open();
  }

  #loaded(asked: AskedDialogs): void {
    this.#asked = asked;
    // A match may have begun in the meantime.
    if (isPlaying(this.#context.model.play.match)) this.#wanted = undefined;
    this.#openWanted();
    this.#context.wake();
  }

  #takeBack(): void {
    const { model, actions } = this.#context;
    this.#wanted = undefined;
    actions.records.close();
    actions.replays.close();
    actions.openSettings(undefined);
    actions.social.close();
    actions.social.askReport(undefined);
    actions.social.askBlock(undefined);
    model.commit(() => model.emblems.close());
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

/** Whether one of those that are loaded later is to be open. */
function isAsked({ model }: ScreenContext): boolean {
  const { records, replay, settings, emblems, social } = model;
  const asked = [records, replay, settings, emblems.draft, social.open, social.reported, social.blocking];
  return asked.some((each) => each !== undefined);
}

function paintScrim(g: Canvas, size: Size): void {
  g.fillStyle = COLOR.scrim;
  g.fillRect(0, 0, size.width, size.height);
}
