/** What stands about a match beside its bar: the table before it begins, the talk, and the result. */
import type { MessageLine } from '../../model/views/talkLines.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { TableTalk } from '../table/tableTalk.ts';
import { ResultCard } from './resultCard.ts';
import { WaitingTable } from './waitingTable.ts';

export class MatchParts {
  readonly #talk: TableTalk;
  /** In reading order. */
  readonly #parts: readonly { update(frame: Frame): void }[];

  constructor(context: ScreenContext, menu: (line: MessageLine, at: { x: number; y: number }) => void) {
    const waiting = new WaitingTable(context);
    const result = new ResultCard(context);
    this.#talk = new TableTalk(context, menu);
    this.#parts = [waiting, result, this.#talk];
  }

  update(frame: Frame): void {
    for (const part of this.#parts) part.update(frame);
  }

  /** False where there is nothing to write in. */
  focusField(): boolean {
    return this.#talk.focusField();
  }
}
