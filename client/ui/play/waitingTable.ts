/** Before a match begins: the players with a seat, those on the way, and what to share so that somebody comes. */

import type { SeatRow } from '../../../shared/matchProtocol.ts';
import { make, makeSection, setText } from '../../a11y/overlay.ts';
import {
  balanced,
  type Canvas,
  drawLines,
  drawText,
  fillRound,
  measure,
  paintBox,
  type Rect,
  type Size,
  strokeRound,
  textWidth,
  upright,
} from '../../design/canvas.ts';
import { COLOR, FONT, SIZE } from '../../design/tokens.ts';
import { nameText, numberText, text } from '../../i18n/text.ts';
import { type Face, seatFaces } from '../../model/faces.ts';
import { canStart, type MatchView, stageOf } from '../../model/play/matchView.ts';
import { talkOf } from '../../model/play/tableTalk.ts';
import { freeSeats, seatText, type WaitingView, waitingView } from '../../model/play/waitingView.ts';
import { matchAddress } from '../../page/deepLink.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button, LABEL_EDGES } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import { matchPlaces } from '../layout/matchPlaces.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';
import { type WaitingPlaces, waitingPlaces } from './waitingPlaces.ts';

const GAP = 8;
/** Beside a seat's avatar; narrower seats are faces alone. */
const FACE = 54;
const NAME_LEAST = 40;

export class WaitingTable {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #hiddenText: HTMLElement;
  readonly #code: HTMLElement;
  readonly #copyCode: Button;
  readonly #copyLink: Button;
  readonly #again: Button;
  readonly #start: Button;

  constructor(context: ScreenContext) {
    this.#context = context;
    const { play } = context.actions;
    this.#node = context.stage.node(DEPTH.sheet);
    this.#section = makeSection(context.root, 'section', text('match.seating'));
    this.#title = make('h3', 'visuallyHidden', this.#section);
    this.#hiddenText = make('p', 'visuallyHidden', this.#section, { role: 'status' });
    this.#code = make('p', 'visuallyHidden', this.#section);
    const button = (onPress: () => void) => new Button(context, this.#section, DEPTH.sheetControl, onPress);
    this.#copyCode = button(() => {
      const { code } = context.model.play.match ?? {};
      if (code) void play.copy(code, text('match.codeCopied'));
    });
    this.#copyLink = button(() => void play.copy(this.#address(), text('match.linkCopied')));
    this.#again = button(() => play.page.showGameAgain());
    this.#start = button(() => void play.startMatch());
  }

  update({ layout }: Frame): void {
    const { play } = this.#context.model;
    const { match } = play;
    const stage = match && stageOf(match);
    const isShown =
      stage === 'entering' || stage === 'seating' || (stage === 'running' && play.gameProblem !== undefined);
    const all = isShown && match ? layout.match?.area : undefined;
    const area = all && match && matchPlaces(all, { isResult: false, talk: talkOf(match) }).game;
    this.#section.hidden = area === undefined;
    if (!area || !match) return;
    const look = waitingView(match, play.gameProblem);
    setText(this.#title, look.title);
    setText(this.#hiddenText, [...look.sentences, ...look.seats.map(seatText)].join('. '));
    // Letter by letter: as a word nobody could write it down.
    setText(this.#code, look.code === undefined ? '' : text('match.code', { code: [...look.code].join(' ') }));
    const places = waitingPlaces(area, look.seats.length, look.code !== undefined);
    this.#node.show(places.table, JSON.stringify([look, places]), (g, size) => paintTable(g, size, look, places));
    this.#updateButtons(match, places);
  }

  #updateButtons(match: MatchView, { table, buttons }: WaitingPlaces): void {
    const { gameProblem } = this.#context.model.play;
    const isOpen = stageOf(match) === 'seating' && freeSeats(match) > 0;
    const isReady = canStart(match);
    const canRetry = gameProblem === 'failed';
    const offers = [
      { button: this.#start, label: text('match.start'), isOn: isReady },
      { button: this.#copyCode, label: text('match.copyCode'), isOn: isOpen && match.code !== undefined },
      { button: this.#copyLink, label: text('match.copyLink'), isOn: isOpen },
      { button: this.#again, label: text('match.tryAgain'), isOn: canRetry },
    ].filter(({ isOn }) => isOn);
    const widthOf = (count: number) => (buttons.width - GAP * (count - 1)) / count;
    const areCut = offers.some(
      ({ label }) => textWidth(measure(), label, 'bodyStrong') + LABEL_EDGES > widthOf(offers.length),
    );
    // The code can be read, so where labels would be cut its button goes.
    const shown = areCut ? offers.filter(({ button }) => button !== this.#copyCode) : offers;
    const width = widthOf(shown.length);
    for (const [i, { button, label }] of shown.entries()) {
      const isMain = button === this.#start || (!isReady && button !== this.#copyCode);
      const x = table.x + buttons.x + i * (width + GAP);
      const place = { x, y: table.y + buttons.y, width, height: buttons.height };
      button.show(place, { label, kind: isMain ? 'primary' : 'quiet' });
    }
  }

  #address(): string {
    const { match } = this.#context.model.play;
    return match ? matchAddress(match, location.href) : location.href;
  }
}

function paintTable(
  g: Canvas,
  size: Size,
  look: WaitingView,
  { main, code: codeBox, seats: boxes }: WaitingPlaces,
): void {
  const { title, sentences, code, seats } = look;
  const middle = main / 2;
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  drawText(g, title, middle, 36, { type: 'hero', color: COLOR.text, align: 'center', width: main - 32 });
  const each = sentences.flatMap((sentence) => balanced(g, sentence, 'small', main - 48));
  const lines = each.length > 2 ? balanced(g, sentences.join(' '), 'small', main - 48).slice(0, 2) : each;
  drawLines(g, lines, middle, 64, 19, { type: 'small', color: COLOR.soft, align: 'center' });
  if (code && codeBox) paintCode(g, codeBox, code);
  const faces = seatFaces(seats.filter((seat) => seat !== undefined));
  for (const [i, box] of boxes.entries()) paintSeat(g, box, seats[i], faces[i]);
}

/** Wide apart, to be read aloud. */
function paintCode(g: Canvas, rect: Rect, code: string): void {
  fillRound(g, rect, SIZE.radiusSmall, COLOR.raised);
  g.font = `700 32px ${FONT}`;
  g.fillStyle = COLOR.text;
  g.textAlign = 'center';
  g.textBaseline = 'alphabetic';
  const step = Math.min(44, (rect.width - 24) / code.length);
  const from = rect.x + rect.width / 2 - (step * (code.length - 1)) / 2;
  const y = rect.y + rect.height / 2 + 11.6;
  upright(g, rect.x + rect.width / 2, () => {
    for (const [i, letter] of [...code].entries()) g.fillText(letter, from + i * step, y);
  });
}

function paintSeat(g: Canvas, rect: Rect, seat: SeatRow | undefined, face: Face | undefined): void {
  const middle = rect.y + rect.height / 2;
  const left = rect.x + FACE;
  const right = rect.x + rect.width;
  if (!seat || !face) {
    g.setLineDash([4, 4]);
    strokeRound(g, { x: rect.x, y: middle - 20, width: 40, height: 40 }, 20, COLOR.raisedEdge, 1.5);
    g.setLineDash([]);
    paintWord(g, text('match.empty'), left, middle, right, COLOR.muted);
    return;
  }
  const isWaiting = seat.is === 'waiting';
  g.globalAlpha = isWaiting ? 0.5 : 1;
  drawAvatar(g, face, rect.x, middle - 20, 40, COLOR.panel);
  g.globalAlpha = 1;
  const word = isWaiting ? text('match.waiting') : seat.is === 'bot' ? text('match.bot') : '';
  const note = word || (seat.rating === undefined ? '' : numberText(seat.rating));
  const type = word === '' ? 'smallStrong' : 'small';
  const isNoted = note !== '' && right - left - textWidth(g, note, type) >= 2 * NAME_LEAST;
  if (isNoted)
    drawText(g, note, right, middle, { type, color: word === '' ? COLOR.soft : COLOR.muted, align: 'right' });
  g.globalAlpha = isWaiting ? 0.5 : 1;
  paintWord(g, nameText(seat.name), left, middle, right - (isNoted ? textWidth(g, note, type) + GAP : 0), COLOR.text);
  g.globalAlpha = 1;
}

function paintWord(g: Canvas, words: string, left: number, middle: number, right: number, color: string): void {
  if (right - left >= NAME_LEAST) drawText(g, words, left, middle, { type: 'name', color, width: right - left });
}
