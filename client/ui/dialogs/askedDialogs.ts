/** The dialogs that somebody asks for. Loaded apart from the lobby: none of them is needed before it stands. */
import type { Layer } from '../../page/BackStack.ts';
import { CommandBar } from '../command/commandBar.ts';
import { Shortcuts } from '../command/shortcuts.ts';
import type { Dialog } from '../kit/dialog.ts';
import { PeopleDialog } from '../people/peopleDialog.ts';
import { ReplayDialog } from '../replay/replayDialog.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { BlockQuestion } from './blockQuestion.ts';
import { EmblemDialog } from './emblemDialog.ts';
import { LateSettings } from './lateSettings.ts';
import { RecordsDialog } from './recordsDialog.ts';
import { ReportDialog } from './reportDialog.ts';

/** `update`: what gets the focus; undefined where it is not open. It waits while something else `isUrgent`. */
export type AnyDialog = { dialog: Dialog; update(frame: Frame, isUrgent: boolean): HTMLElement | undefined };

export class AskedDialogs {
  readonly commands: CommandBar;
  readonly shortcuts: Shortcuts;
  readonly byUrgency: readonly (AnyDialog & Layer)[];

  /** `onProfile`: a player's card is to have the focus. */
  constructor(context: ScreenContext, onProfile: () => void) {
    this.shortcuts = new Shortcuts(context);
    this.commands = new CommandBar(context, () => this.shortcuts.open());
    const own = [BlockQuestion, ReportDialog, EmblemDialog].map((Each) => new Each(context));
    const records = new RecordsDialog(context, onProfile);
    const more = [new PeopleDialog(context), new ReplayDialog(context), records];
    this.byUrgency = [this.shortcuts, this.commands, ...own, new LateSettings(context), ...more];
    // The screen takes away what it began with; these came later. The settings go by themselves.
    context.until.addEventListener('abort', () => {
      for (const { dialog } of [this.shortcuts, this.commands, ...own, ...more]) dialog.element.remove();
    });
  }
}
