/** How a match ended, and what to do next: once more, into the queue, or back to the lobby. */

import { RATED_MODES } from '../../../shared/modes.ts';
import { make, makeSection, setText } from '../../a11y/overlay.ts';
import {
  type Canvas,
  drawText,
  fillRound,
  gradient,
  measure,
  paintBox,
  type Rect,
  type Size,
  textWidth,
} from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { changeText, isolated, numberText, text } from '../../i18n/text.ts';
import { penaltyLeft } from '../../model/play/cancelledView.ts';
import { secondsLeft } from '../../model/play/invites.ts';
import { canAskAgain, goneText, type MatchView, stageOf } from '../../model/play/matchView.ts';
import type { Result } from '../../model/play/playState.ts';
import { type ResultRow, type ResultView, ratingNote, rematchText, resultView } from '../../model/play/resultView.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const HEAD = { full: 92, low: 56 };
const ROW = 56;
const NOTE = { full: 36, low: 26 };
const BUTTON = 48;
const SEPARATOR = ' · ';
/** The end of a game that was seen here is looked at for so long before the result covers it. */
const END_SEEN_MS = 1_500;

export class ResultCard {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #hiddenText: HTMLElement;
  /** Announces what the others want. */
  readonly #wish: HTMLElement;
  readonly #again: Button;
  readonly #queue: Button;
  readonly #board: Button;
  readonly #back: Button;
  #isShown = false;
  /** The match that was seen before its end, and since when that is there. */
  #seen: { matchId: string; overAt: number | undefined } | undefined;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { play } = context.actions;
    this.#node = context.stage.node(DEPTH.result);
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
  }

  update({ layout, now }: Frame): void {
    const { model } = this.#context;
    const { match, state } = model.play;
    const area = match && this.#isDue(match, now) ? layout.match?.area : undefined;
    const result = state.result?.matchId === match?.ticket.matchId ? state.result : undefined;
    const view = area && match && resultView(result, match.table, match.ended?.places, model.roster.selfId);
    this.#section.hidden = !view;
    if (!view || !area || !match) {
      this.#isShown = false;
      return;
    }
    const rematch = state.rematch?.matchId === match.ticket.matchId ? state.rematch : undefined;
    const wish = rematchText(rematch, match.table, model.roster.selfId);
    const notes = notesOf(match, result, wish.text, model.roster.selfId, now);
    setText(this.#wish, wish.text);
    setText(this.#title, view.title);
    setText(this.#hiddenText, [...view.rows.map(resultText), notes.join(SEPARATOR)].join('. '));
    const foot = match.ticket.role === 'player' ? 2 * BUTTON + 28 : BUTTON + 20;
    const rect = rectOf(area, view.rows.length, foot);
    const note = lineOf(notes, rect.width - 40);
    this.#node.show(rect, JSON.stringify([view, note]), (g, { width, height }) =>
      paintResult(g, { width, height }, view, note, sizesIn(height - foot, view.rows.length)),
    );
    this.#updateButtons(match, rect, now, wish.isOff ? wish.text : undefined);
  }

  #isDue(match: MatchView, now: number): boolean {
    const { matchId } = match.ticket;
    if (stageOf(match) !== 'over') {
      this.#seen = { matchId, overAt: undefined };
      return false;
    }
    if (this.#seen?.matchId !== matchId) return true;
    if (this.#seen.overAt === undefined) {
      this.#seen.overAt = now;
      setTimeout(this.#context.wake, END_SEEN_MS);
    }
    return now - this.#seen.overAt >= END_SEEN_MS;
  }

  async #openBoard(): Promise<void> {
    const { model, actions } = this.#context;
    const mode = model.play.match?.ticket.mode;
    if (mode !== undefined) await actions.records.open({ kind: 'leaderboard', mode });
  }

  /** `why`: why there will be no rematch. */
  #updateButtons(match: MatchView, rect: Rect, now: number, why: string | undefined): void {
    const isPlayer = match.ticket.role === 'player';
    const x = rect.x + 20;
    const width = rect.width - 40;
    const half = (width - 8) / 2;
    const y = rect.y + rect.height - 2 * BUTTON - 28;
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
    const below = { x, y: y + BUTTON + 8, width, height: BUTTON };
    const hasBoard = RATED_MODES.some(({ id }) => id === match.ticket.mode);
    this.#board.show(hasBoard ? { ...below, width: half } : undefined, { label: text('records.open'), kind: 'quiet' });
    const back = hasBoard ? { ...below, x: x + half + 8, width: half } : below;
    this.#back.show(back, { label: text('result.back'), kind: 'quiet' });
    if (!this.#isShown)
      (canAgain ? this.#again : isPlayer && wait === undefined ? this.#queue : this.#back).element.focus();
    this.#isShown = true;
  }
}

/** By weight: why there is no rematch comes first. */
function notesOf(
  match: MatchView,
  result: Result | undefined,
  wish: string,
  selfId: string | undefined,
  now: number,
): string[] {
  const isAsked = match.hasAskedAgain && match.ended;
  const closes = isAsked ? text('result.closes', { count: secondsLeft(match.ended.closesAt, now) }) : '';
  const gone = match.table ? goneText(match.table) : '';
  return [wish || closes, gone, ratingNote(result, match.ticket.mode, selfId)].filter(Boolean);
}

/** As many as fit into one line, and the first in any case. */
function lineOf(notes: readonly string[], width: number): string {
  const lines = notes.map((_, i) => notes.slice(0, i + 1).join(SEPARATOR));
  return lines.findLast((line) => textWidth(measure(), line, 'small') <= width) ?? lines[0] ?? '';
}

function resultText({ place, name, rating, change }: ResultRow): string {
  const words = text('result.row', { place, name: isolated(name) });
  if (rating === undefined || change === undefined) return words;
  return `${words}, ${text('result.rating', { rating, change: changeText(change) })}`;
}

type Sizes = { head: number; row: number; note: number };

/** Closer together in a low window. */
function sizesIn(height: number, rows: number): Sizes {
  const isFull = height >= HEAD.full + rows * ROW + NOTE.full;
  const [head, note] = isFull ? [HEAD.full, NOTE.full] : [HEAD.low, NOTE.low];
  return { head, row: Math.min(ROW, (height - head - note) / rows), note };
}

/** `foot`: height of the buttons with what is around them. */
function rectOf(area: Rect, rows: number, foot: number): Rect {
  const width = Math.min(440, area.width);
  const wanted = HEAD.full + rows * ROW + NOTE.full + foot;
  const height = Math.min(area.height, wanted);
  return { x: area.x + (area.width - width) / 2, y: area.y + Math.max(0, (area.height - height) * 0.4), width, height };
}

function paintResult(g: Canvas, size: Size, { tone, title, rows }: ResultView, note: string, sizes: Sizes): void {
  const middle = size.width / 2;
  const fill = gradient(g, [0, 0], [0, size.height], [COLOR.hero, COLOR.panel]);
  paintBox(g, size, SIZE.radius + 4, fill, tone === 'won' ? COLOR.gold : COLOR.heroEdge, 1.5);
  const color = { won: COLOR.fair, drawn: COLOR.text, lost: COLOR.text, watched: COLOR.text }[tone];
  drawText(g, title, middle, sizes.head / 2 + 4, { type: 'big', color, align: 'center', width: size.width - 40 });
  rows.forEach((row, i) => {
    paintRow(g, { x: 20, y: sizes.head + i * sizes.row, width: size.width - 40, height: sizes.row }, row);
  });
  const style = { type: 'small', color: COLOR.soft, align: 'center', width: size.width - 40 } as const;
  drawText(g, note, middle, sizes.head + rows.length * sizes.row + sizes.note / 2, style);
}

function paintRow(g: Canvas, rect: Rect, { place, name, key, isYou, rating, change }: ResultRow): void {
  const middle = rect.y + rect.height / 2;
  if (isYou) fillRound(g, { ...rect, y: rect.y + 2, height: rect.height - 4 }, SIZE.radiusSmall, COLOR.heroRaised);
  const medal = place === 1 ? COLOR.fair : COLOR.soft;
  drawText(g, numberText(place), rect.x + 20, middle, { type: 'title', color: medal, align: 'center' });
  const avatar = Math.min(36, rect.height - 6);
  drawAvatar(g, { id: key, name }, rect.x + 58 - avatar / 2, middle - avatar / 2, avatar, COLOR.hero);
  const hasRating = rating !== undefined && change !== undefined;
  const width = rect.width - 100 - (hasRating ? 108 : 8);
  drawText(g, name, rect.x + 88, middle, { type: 'name', color: COLOR.text, width });
  if (!hasRating) return;
  const right = rect.x + rect.width - 12;
  const color = change > 0 ? COLOR.good : change < 0 ? COLOR.bad : COLOR.soft;
  drawText(g, changeText(change), right, middle, { type: 'smallStrong', color, align: 'right' });
  drawText(g, numberText(rating), right - 46, middle, { type: 'body', color: COLOR.soft, align: 'right' });
}
