/** How a match ended, and what to do next: once more, into the queue, watch it again, or back to the lobby. */
import { make, setText } from '../../a11y/overlay.ts';
import { text } from '../../i18n/text.ts';
import { penaltyLeft } from '../../model/play/cancelledView.ts';
import { canAskAgain, type MatchView } from '../../model/play/matchView.ts';
import { resultNotes, resultText } from '../../model/play/resultNotes.ts';
import { rematchText, resultView, wishOf } from '../../model/play/resultView.ts';
import { makeButton, type PlainContext, setWhy } from '../parts.ts';

export class PlainResult {
  readonly #context: PlainContext;
  readonly #element: HTMLElement;
  readonly #title: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #notes: HTMLElement;
  /** Announces what the others want. */
  readonly #wish: HTMLElement;
  readonly #again: HTMLButtonElement;
  readonly #queue: HTMLButtonElement;
  readonly #watch: HTMLButtonElement;
  readonly #back: HTMLButtonElement;
  #matchId: string | undefined;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { play, replays } = context.actions;
    this.#element = make('section', 'plain-result', root, { 'aria-label': text('result.title') });
    this.#title = make('h3', '', this.#element, { role: 'status' });
    this.#rows = make('ol', 'plain-list', this.#element, { 'aria-label': text('result.title') });
    this.#wish = make('p', 'plain-strong', this.#element, { role: 'status' });
    this.#notes = make('p', 'plain-detail', this.#element);
    const tools = make('div', 'plain-tools', this.#element);
    const button = (label: string, press: () => unknown) =>
      makeButton(tools, label, () => {
        void press();
        context.wake();
      });
    this.#again = button('', () => play.rematch().then(context.wake));
    this.#again.className = 'plain-main';
    this.#queue = button(text('result.queue'), () => play.queueAgain().then(context.wake));
    this.#watch = button(text('replay.watch'), () => {
      const matchId = context.model.play.match?.ticket.matchId;
      if (matchId !== undefined) return replays.open(matchId).then(context.wake);
    });
    this.#back = button(text('result.back'), () => play.leaveMatch());
  }

  /** Undefined until there is a result to be shown. */
  update(match: MatchView | undefined): void {
    const { model, now } = this.#context;
    const { state } = model.play;
    const { selfId } = model.roster;
    const matchId = match?.ticket.matchId;
    const result = state.result?.matchId === matchId ? state.result : undefined;
    const view = match && resultView(result, match.table, match.ended?.places, selfId);
    this.#element.hidden = !view;
    if (!match || !view) {
      this.#matchId = undefined;
      return;
    }
    const rematch = state.rematch?.matchId === matchId ? state.rematch : undefined;
    const wish = rematchText(rematch, match.table, selfId);
    const canAsk = canAskAgain(match, now());
    setText(this.#title, view.title);
    setText(this.#wish, wish.text);
    setText(
      this.#notes,
      resultNotes(match, result, wish.text, selfId, now())
        .filter((each) => each !== wish.text)
        .join(' · '),
    );
    while (this.#rows.children.length > view.rows.length) this.#rows.lastElementChild?.remove();
    for (const [i, row] of view.rows.entries()) {
      const item = (this.#rows.children[i] as HTMLElement | undefined) ?? make('li', '', this.#rows);
      const hasAsked =
        row.id !== undefined && wishOf(row.id, rematch, match.hasAskedAgain, selfId) === 'asked' && canAsk;
      setText(item, hasAsked ? `${resultText(row)}, ${text('result.again')}` : resultText(row));
    }
    const isPlayer = match.ticket.role === 'player';
    const isWaiting = match.hasAskedAgain && !wish.isOff;
    this.#again.hidden = !canAsk;
    setText(this.#again, text(isWaiting ? 'result.asked' : 'result.again'));
    setWhy(this.#again, match.hasAskedAgain, wish.isOff ? wish.text : undefined);
    const wait = penaltyLeft(state, now());
    this.#queue.hidden = !isPlayer;
    setWhy(this.#queue, false, wait === undefined ? undefined : text('play.penalised', { time: wait }));
    this.#watch.hidden = isPlayer && result === undefined;
    if (this.#matchId === matchId) return;
    this.#matchId = matchId;
    if (!(document.activeElement instanceof HTMLInputElement)) (canAsk ? this.#again : this.#back).focus();
  }
}
