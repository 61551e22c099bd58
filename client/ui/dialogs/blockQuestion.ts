/** The question before a player is blocked, wherever that was asked for: menu, card, talk or command. */
import { isPlaying } from '../../model/play/matchView.ts';
import { blockWords } from '../../model/views/blockWords.ts';
import type { Layer } from '../../page/BackStack.ts';
import type { Dialog } from '../kit/dialog.ts';
import { Question } from '../kit/question.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

export class BlockQuestion implements Layer {
  readonly #context: ScreenContext;
  readonly #question: Question;

  constructor(context: ScreenContext) {
    this.#context = context;
    this.#question = new Question(
      context,
      'block',
      () => void context.actions.social.block(),
      () => this.back(),
    );
  }

  get dialog(): Dialog {
    return this.#question.dialog;
  }

  get isOpen(): boolean {
    return this.#context.model.social.blocking !== undefined;
  }

  back(): void {
    this.#context.actions.social.askBlock(undefined);
  }

  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    // A game has the whole screen, and the keys.
    if (this.isOpen && isPlaying(this.#context.model.play.match)) this.back();
    const words = blockWords(this.#context.model);
    if (!words || isUrgent) return this.dialog.hide();
    return this.#question.show(layout, words);
  }
}
