/** A match that is watched again, over everything else. What it shows is loaded on first use (replayScreen.ts). */
import { makeButton, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import type { Layer } from '../../page/BackStack.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { Dialog } from '../kit/dialog.ts';
import { iconOf } from '../kit/icons.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import type { ReplayScreen } from './replayScreen.ts';

const drawBack = iconOf('M.4 -.8L-.4 0L.4 .8', { line: 2 });

export class ReplayDialog implements Layer {
  readonly dialog: Dialog;
  readonly #context: ScreenContext;
  readonly #close: Control;
  #screen: ReplayScreen | 'loading' | 'failed' | undefined;

  constructor(context: ScreenContext) {
    this.#context = context;
    const close = () => this.back();
    this.dialog = new Dialog(context, { role: 'dialog', id: 'replay', onEscape: close });
    const button = makeButton(this.dialog.element, text('records.close'), context.wake, close);
    this.#close = new Control(context, button, DEPTH.dialogControl);
  }

  get isOpen(): boolean {
    return this.#context.model.replay !== undefined;
  }

  back(): void {
    this.#context.actions.replays.close();
  }

  update(frame: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { replay } = this.#context.model;
    const screen = typeof this.#screen === 'object' ? this.#screen : undefined;
    if (!replay || isUrgent) {
      screen?.rest(replay !== undefined);
      return this.dialog.hide();
    }
    if (this.#screen === undefined) void this.#load();
    const corner = screen ? screen.corner : { x: 8, y: 6, width: 44, height: 44 };
    this.#showClose(corner);
    if (screen) return screen.update(frame, replay);
    const note = text(this.#screen === 'failed' ? 'app.notLoaded' : 'records.loading');
    const whole = { x: 0, y: 0, width: frame.layout.width, height: frame.layout.height };
    this.dialog.show(whole, text('replay.title'), note, (g, size) => paintNote(g, size, note), note);
    return this.#close.element;
  }

  #showClose(corner: Rect): void {
    const isLit = this.#close.isLit;
    const paint = (g: Canvas, size: Size) =>
      drawBack(g, size.width / 2, size.height / 2, 8, isLit ? COLOR.text : COLOR.soft);
    this.#close.show(corner, String(isLit), paint);
  }

  async #load(): Promise<void> {
    const { context, dialog } = { context: this.#context, dialog: this.dialog };
    this.#screen = 'loading';
    try {
      const module = await import('./replayScreen.ts');
      if (context.until.aborted) return;
      this.#screen = new module.ReplayScreen(context, dialog);
    } catch {
      this.#screen = 'failed';
      setText(dialog.title, text('app.notLoaded'));
    }
    context.wake();
  }
}

function paintNote(g: Canvas, size: Size, note: string): void {
  g.fillStyle = COLOR.page;
  g.fillRect(0, 0, size.width, size.height);
  const style = { type: 'body', color: COLOR.soft, align: 'center', width: size.width - 40 } as const;
  drawText(g, note, size.width / 2, size.height / 2, style);
}
