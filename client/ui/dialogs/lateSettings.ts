/** The settings, loaded when they are opened for the first time. */
import { text } from '../../i18n/text.ts';
import { isPlaying } from '../../model/play/matchView.ts';
import type { Layer } from '../../page/BackStack.ts';
import type { Dialog } from '../kit/dialog.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import type { SettingsDialog } from '../settings/settingsDialog.ts';

/** Once loaded, it is there for the screen of another language too. */
let Loaded: typeof SettingsDialog | undefined;

export class LateSettings implements Layer {
  readonly #context: ScreenContext;
  #made: SettingsDialog | undefined;
  #isLoading = false;

  constructor(context: ScreenContext) {
    this.#context = context;
  }

  get isOpen(): boolean {
    return this.#context.model.settings !== undefined;
  }

  /** Asked for only once it is there. */
  get dialog(): Dialog {
    return (this.#made as SettingsDialog).dialog;
  }

  back(): void {
    this.#context.actions.openSettings(undefined);
  }

  update(frame: Frame, isUrgent: boolean): HTMLElement | undefined {
    // A game has the whole screen, and the keys.
    if (this.isOpen && isPlaying(this.#context.model.play.match)) this.back();
    if (!this.isOpen) return this.#made?.hide();
    if (!this.#made && Loaded) this.#made = new Loaded(this.#context);
    if (!this.#made) void this.#load();
    return this.#made?.update(frame, isUrgent);
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    const { actions, wake } = this.#context;
    this.#isLoading = true;
    try {
      Loaded = (await import('../settings/settingsDialog.ts')).SettingsDialog;
    } catch {
      this.back();
      actions.refused(text('settings.failed'));
    }
    this.#isLoading = false;
    wake();
  }
}
