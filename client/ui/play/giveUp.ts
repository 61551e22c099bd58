/** The question before a running match is given up: it counts as lost. */

import { text } from '../../i18n/text.ts';
import { endsWithout, stageOf } from '../../model/play/matchView.ts';
import type { Dialog } from '../kit/dialog.ts';
import { Question } from '../kit/question.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

export class GiveUp {
  readonly #context: ScreenContext;
  readonly #question: Question;
  #isOpen = false;

  constructor(context: ScreenContext) {
    this.#context = context;
    const giveUp = () => {
      this.close();
      context.actions.play.leaveMatch();
    };
    this.#question = new Question(context, 'give-up', giveUp, () => this.close());
  }

  get dialog(): Dialog {
    return this.#question.dialog;
  }

  open(): void {
    this.#isOpen = true;
    this.#context.wake();
  }

  /** It goes when the match does, or something else `isUrgent`. */
  update({ layout }: Frame, isUrgent: boolean): HTMLElement | undefined {
    const { match } = this.#context.model.play;
    if (!match || stageOf(match) === 'over' || isUrgent) this.#isOpen = false;
    if (!this.#isOpen || !match) return this.dialog.hide();
    return this.#question.show(layout, {
      title: text('match.leaveTitle'),
      about: text(endsWithout(match) ? 'match.leaveEnds' : 'match.leaveText'),
      no: text('match.leaveNo'),
      yes: text('match.leaveYes'),
    });
  }

  /** Whether it was open. */
  close(): boolean {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    this.#context.wake();
    return wasOpen;
  }
}
