/** The place of a match's parts in the page. They are loaded once the lobby stands, before anybody can be in a match. */
import { make } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import type { MessageLine } from '../../model/views/talkLines.ts';
import { Later } from '../kit/later.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import type { MatchParts } from './matchParts.ts';

/** For a screen that follows in another language. */
let Loaded: typeof MatchParts | undefined;

export class MatchSlot {
  readonly #later: Later<typeof import('./matchParts.ts')>;
  #parts: MatchParts | undefined;

  /** `menu`: of a line's author. */
  constructor(context: ScreenContext, menu: (line: MessageLine, at: { x: number; y: number }) => void) {
    const root = make('div', 'part', context.root);
    if (Loaded) this.#parts = new Loaded({ ...context, root }, menu);
    this.#later = new Later({
      load: () => import('./matchParts.ts'),
      loaded: (module) => {
        Loaded = module.MatchParts;
        this.#parts ??= new Loaded({ ...context, root }, menu);
        context.wake();
      },
      failed: () => {
        if (context.model.play.match) context.model.toast('refused', text('app.notLoaded'), context.now());
      },
      until: context.until,
    });
  }

  update(frame: Frame): void {
    this.#later.start();
    this.#parts?.update(frame);
  }

  focusField(): boolean {
    return this.#parts?.focusField() ?? false;
  }
}
