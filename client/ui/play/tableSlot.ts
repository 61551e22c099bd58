/** The place of the match's talk in the page; the talk itself is loaded with the first match that has any. */
import { make } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import { hasTalk } from '../../model/play/tableTalk.ts';
import type { MessageLine } from '../../model/views/talkLines.ts';
import type { Layer } from '../../page/BackStack.ts';
import { Later } from '../kit/later.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import type { TableTalk } from './tableTalk.ts';

export class TableSlot implements Layer {
  readonly #context: ScreenContext;
  readonly #later: Later<typeof import('./tableTalk.ts')>;
  #talk: TableTalk | undefined;

  /** `menu`: of a line's author. */
  constructor(context: ScreenContext, menu: (line: MessageLine, at: { x: number; y: number }) => void) {
    this.#context = context;
    const root = make('div', 'part', context.root);
    this.#later = new Later({
      load: () => import('./tableTalk.ts'),
      loaded: ({ TableTalk }) => {
        this.#talk = new TableTalk({ ...context, root }, menu);
        context.wake();
      },
      failed: () => context.model.toast('refused', text('app.notLoaded'), context.now()),
      until: context.until,
    });
  }

  update(frame: Frame): void {
    const { match } = this.#context.model.play;
    if (match && hasTalk(match)) this.#later.start();
    this.#talk?.update(frame);
  }

  focusField(): boolean {
    return this.#talk?.focusField() ?? false;
  }

  get isOpen(): boolean {
    return this.#context.model.play.match?.isTalkOpen ?? false;
  }

  back(): void {
    this.#context.actions.play.openTalk(false);
  }
}
