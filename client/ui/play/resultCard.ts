/** How a match ended, beside its board, and what to do next: once more, into the queue, or back to the lobby. */

import { ratingIn } from '../../../shared/modeRatings.ts';
import { RATED_MODES } from '../../../shared/modes.ts';
import { make, makeSection, setText } from '../../a11y/overlay.ts';
import { measure, type Rect, textWidth } from '../../design/canvas.ts';
import { text } from '../../i18n/text.ts';
import { penaltyLeft } from '../../model/play/cancelledView.ts';
import { canAskAgain, canSayGg, ggText, isResultDue, type MatchView } from '../../model/play/matchView.ts';
import { resultNotes, resultText } from '../../model/play/resultNotes.ts';
import { type ResultRow, rematchText, resultView, wishOf } from '../../model/play/resultView.ts';
import { talkOf } from '../../model/play/tableTalk.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { Button, signOf } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawPlay } from '../kit/icons.ts';
import type { Node } from '../kit/stage.ts';
import { matchPlaces } from '../layout/matchPlaces.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { paintRating, paintResult, resultSizes } from './resultPainter.ts';

const BUTTON = 48;
const GG = 56;
const SEPARATOR = ' · ';
const COUNTS_MS = 900;

export class ResultCard {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #rating: Node;
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #hiddenText: HTMLElement;
  /** Announces what the others want. */
  readonly #wish: HTMLElement;
  readonly #again: Button;
  readonly #queue: Button;
  readonly #board: Button;
  readonly #watch: Button;
  readonly #gg: Button;
  readonly #back: Button;
  #isShown = false;
  /** The result for which an update is asked once it is due. */
  #dueAt: number | undefined;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { play } = context.actions;
    this.#node = context.stage.node(DEPTH.result);
    this.#rating = context.stage.node(DEPTH.result);
    this.#section = makeSection(context.root, 'section', text('result.title'));
    this.#section.classList.add('above');
    this.#title = make('h3', 'visuallyHidden', this.#section, { role: 'status' });
    this.#hiddenText = make('p', 'visuallyHidden', this.#section);
    this.#wish = make('p', 'visuallyHidden', this.#section, { role: 'status' });
    const button = (onPress: () => void) => new Button(context, this.#section, DEPTH.resultControl, onPress);
    this.#again = button(() => void play.rematch());
    this.#queue = button(() => void play.queueAgain());
    this.#board = button(() => void this.#openBoard());
    this.#back = button(() => play.leaveMatch());
    this.#gg = button(() => void play.sayGg());
    this.#watch = button(() => {
      const matchId = context.model.play.match?.ticket.matchId;
      if (matchId !== undefined) void context.actions.replays.open(matchId);
    });
  }

  update({ layout, now }: Frame): void {
    const { model } = this.#context;
    const { match, state } = model.play;
    const area = match && this.#isDue(match, now) ? layout.match?.area : undefined;
    const story = area && match && matchPlaces(area, { isResult: true, talk: talkOf(match) }).story;
    const result = state.result?.matchId === match?.ticket.matchId ? state.result : undefined;
    const { selfId } = model.roster;
    const view = story && match && resultView(result, match.table, match.ended?.places, selfId);
    this.#section.hidden = !view;
    if (!view || !match) {
      this.#isShown = false;
      return;
    }
    const rematch = state.rematch?.matchId === match.ticket.matchId ? state.rematch : undefined;
    const wish = rematchText(rematch, match.table, selfId);
    const notes = resultNotes(match, result, wish.text, selfId, now);
    setText(this.#wish, [ggText(match), wish.text].filter(Boolean).join('. '));
    setText(this.#title, view.title);
    setText(this.#hiddenText, [...view.rows.map(resultText), notes.join(SEPARATOR)].join('. '));
    const canAsk = canAskAgain(match, now) && !wish.isOff;
    const wishes = view.rows.map(({ id }) =>
      id !== undefined && canAsk ? wishOf(id, rematch, match.hasAskedAgain, selfId) : undefined,
    );
    const foot = match.ticket.role === 'player' ? 2 * BUTTON + 16 : BUTTON + 8;
    const own = view.rows.find(({ isYou, change }) => isYou && change !== undefined);
    const sizes = resultSizes(story.height - foot, view.rows.length, own !== undefined);
    const height = sizes.head + sizes.rating + view.rows.length * sizes.row + sizes.note;
    const y = story.y + Math.max(0, Math.floor((story.height - height - foot) * 0.3));
    const rect = { ...story, y, height };
    const mode = modeTitle(match.ticket.mode);
    const ggs = view.rows.map(({ id }) => saysGg(match, id));
    const look = { view, mode, ggs, note: lineOf(notes, rect.width - 8), wishes };
    this.#node.show(rect, JSON.stringify([look, sizes]), (g, size) => paintResult(g, size, look, sizes));
    if (own && sizes.rating > 0) this.#showRating(own, match, { ...rect, y: y + sizes.head }, sizes.rating - 16, now);
    const isStored = match.ticket.role !== 'player' || result !== undefined;
    this.#showHead(rect, sizes.isLarge, view.title, { isStored, canGg: canSayGg(match, now) });
    this.#updateButtons(match, { ...rect, height: height + foot }, now, wish.isOff ? wish.text : undefined);
  }

  #isDue(match: MatchView, now: number): boolean {
    const shownAt = match.ended?.shownAt;
    if (shownAt !== this.#dueAt) {
      this.#dueAt = shownAt;
      if (shownAt !== undefined && shownAt > now) setTimeout(this.#context.wake, shownAt - now + 1);
    }
    return isResultDue(match, now);
  }

  /** The rating counts up, or down, to what it has become. */
  #showRating(row: ResultRow, match: MatchView, rect: Rect, height: number, now: number): void {
    const { model, stage, wake } = this.#context;
    const since = Math.max(match.ended?.shownAt ?? 0, model.play.state.result?.at ?? 0);
    const share = stage.isStill ? 1 : Math.min(1, Math.max(0, (now - since) / COUNTS_MS));
    const { rating: end = 0, change = 0 } = row;
    const rating = Math.round(end - change * (1 - share) ** 3);
    const { mode } = match.ticket;
    const ratings = row.id === undefined ? undefined : model.roster.row(row.id)?.ratings;
    const look = { row, rating, isProvisional: ratingIn(ratings, mode)?.isProvisional ?? false, mode: modeTitle(mode) };
    this.#rating.show({ ...rect, height }, JSON.stringify(look), (g, size) => paintRating(g, size, look));
    if (share < 1) wake();
  }

  /** At the end of the outcome's line: “gg”, and the replay, with words where there is room. `isStored`: it can be watched. */
  #showHead(
    { x, y, width }: Rect,
    isLarge: boolean,
    title: string,
    { isStored, canGg }: { isStored: boolean; canGg: boolean },
  ): void {
    const name = text('replay.watch');
    const words = textWidth(measure(), name, 'bodyStrong') + 32;
    const taken = textWidth(measure(), title, isLarge ? 'clock' : 'hero') + 24;
    const gg = canGg ? GG + 8 : 0;
    const wide = taken + words + gg <= width ? words : BUTTON - 4;
    const at = { x: x + width - wide, y: y + (isLarge ? 32 : 5), width: wide, height: BUTTON - 4 };
    const look = wide === words ? { label: name } : { label: '', name, mark: signOf(drawPlay, 8) };
    this.#watch.show(isStored ? at : undefined, { ...look, kind: 'quiet' });
    const end = isStored ? at.x - 8 : x + width;
    const label = text('result.gg');
    const ggAt = canGg ? { ...at, x: end - GG, width: GG } : undefined;
    this.#gg.show(ggAt, { label, name: text('result.sayGg'), kind: 'quiet' });
  }

  async #openBoard(): Promise<void> {
    const { model, actions } = this.#context;
    const mode = model.play.match?.ticket.mode;
    if (mode !== undefined) await actions.records.open({ kind: 'leaderboard', mode });
  }

  /** `why`: why there will be no rematch. */
  #updateButtons(match: MatchView, rect: Rect, now: number, why: string | undefined): void {
    const isPlayer = match.ticket.role === 'player';
    const { x, width } = rect;
    const half = (width - 8) / 2;
    const y = rect.y + rect.height - (isPlayer ? 2 : 1) * BUTTON - 8;
    const canAgain = canAskAgain(match, now);
    const again = match.hasAskedAgain && why === undefined ? text('result.asked') : text('result.again');
    // Longer words come into it.
    const wide = Math.round(half * 1.2);
    const isDisabled = match.hasAskedAgain;
    if (canAgain)
      this.#again.show({ x, y, width: wide, height: BUTTON }, { label: again, kind: 'primary', isDisabled, why });
    const queueX = canAgain ? x + wide + 8 : x;
    const queueAt = { x: queueX, y, width: x + width - queueX, height: BUTTON };
    const wait = penaltyLeft(this.#context.model.play.state, now);
    this.#queue.show(isPlayer ? queueAt : undefined, {
      label: text('result.queue'),
      kind: canAgain ? 'quiet' : 'primary',
      why: wait === undefined ? undefined : text('play.penalised', { time: wait }),
    });
    const below = { x, y: isPlayer ? y + BUTTON + 8 : y, width, height: BUTTON };
    const hasBoard = RATED_MODES.some(({ id }) => id === match.ticket.mode);
    this.#board.show(hasBoard ? { ...below, width: half } : undefined, { label: text('records.open'), kind: 'quiet' });
    const back = hasBoard ? { ...below, x: x + half + 8, width: half } : below;
    this.#back.show(back, { label: text('result.back'), kind: 'quiet' });
    if (!this.#isShown)
      (canAgain ? this.#again : isPlayer && wait === undefined ? this.#queue : this.#back).element.focus();
    this.#isShown = true;
  }
}

function saysGg({ table, saidGg }: MatchView, id: string | undefined): boolean {
  return id !== undefined && saidGg.some((seat) => table?.seats[seat]?.id === id);
}

/** As many as fit into one line, and the first in any case. */
function lineOf(notes: readonly string[], width: number): string {
  const lines = notes.map((_, i) => notes.slice(0, i + 1).join(SEPARATOR));
  return lines.findLast((line) => textWidth(measure(), line, 'small') <= width) ?? lines[0] ?? '';
}
