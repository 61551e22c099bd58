/** Before a match begins: the players with a seat, those on the way, and what to share so that somebody comes. */

import type { SeatRow } from '../../../shared/matchProtocol.ts';
import { make, makeSection, setText } from '../../a11y/overlay.ts';
import {
  balanced,
  type Canvas,
  drawLines,
  drawText,
  fillRound,
  paintBox,
  type Rect,
  type Size,
  strokeRound,
  upright,
} from '../../design/canvas.ts';
import { COLOR, FONT, SIZE } from '../../design/tokens.ts';
import { nameText, numberText, text } from '../../i18n/text.ts';
import { type Face, seatFaces } from '../../model/faces.ts';
import { canStart, type MatchView, stageOf } from '../../model/play/matchView.ts';
import { freeSeats, seatText, type WaitingView, waitingView } from '../../model/play/waitingView.ts';
import { matchAddress } from '../../page/deepLink.ts';
import { drawAvatar } from '../kit/avatar.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import type { Node } from '../kit/stage.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const HEAD = 96;
const SEAT = 56;
const CODE = 92;
const FOOT = 72;
const LOW_WIDTH = 760;

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
    const area = isShown ? layout.match?.area : undefined;
    this.#section.hidden = area === undefined;
    if (!area || !match) return;
    const look = waitingView(match, play.gameProblem);
    setText(this.#title, look.title);
    setText(this.#hiddenText, [...look.sentences, ...look.seats.map(seatText)].join('. '));
    // Letter by letter: as a word nobody could write it down.
    setText(this.#code, look.code === undefined ? '' : text('match.code', { code: [...look.code].join(' ') }));
    const rect = rectOf(area, look);
    this.#node.show(rect, JSON.stringify(look), (g, size) => paintTable(g, size, look));
    this.#updateButtons(match, mainOf(rect, look));
  }

  #updateButtons(match: MatchView, rect: Rect): void {
    const { gameProblem } = this.#context.model.play;
    const isOpen = stageOf(match) === 'seating' && freeSeats(match) > 0;
    const isReady = canStart(match);
    const canRetry = gameProblem === 'failed';
    const offers = [
      { button: this.#start, label: text('match.start'), isOn: isReady },
      { button: this.#copyCode, label: text('match.copyCode'), isOn: isOpen && match.code !== undefined },
      { button: this.#copyLink, label: text('match.copyLink'), isOn: isOpen },
      { button: this.#again, label: text('match.tryAgain'), isOn: canRetry },
    ];
    const shown = offers.filter(({ isOn }) => isOn);
    const width = (rect.width - 48 - 8 * (shown.length - 1)) / shown.length;
    const y = rect.y + rect.height - FOOT + 8;
    for (const [i, { button, label }] of shown.entries()) {
      const isMain = button === this.#start || (!isReady && button !== this.#copyCode);
      const place = { x: rect.x + 24 + i * (width + 8), y, width, height: 48 };
      button.show(place, { label, kind: isMain ? 'primary' : 'quiet' });
    }
  }

  #address(): string {
    const { match } = this.#context.model.play;
    return match ? matchAddress(match, location.href) : location.href;
  }
}

/** A low window: the seats stand beside the words and buttons. */
function lowRectOf(area: Rect, hasCode: boolean, seats: number): Rect {
  const width = Math.min(LOW_WIDTH, area.width);
  const height = Math.min(area.height, Math.max(HEAD + (hasCode ? CODE : 0) + FOOT, seats * SEAT + 24));
  return { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
}

/** Where words and buttons stand: the whole table, or its left half. */
function mainOf<Box extends Size>(box: Box, { seats, code }: WaitingView): Box {
  const isLow = box.height < HEAD + (code ? CODE : 0) + seats.length * SEAT + FOOT;
  return isLow ? { ...box, width: Math.round(box.width * 0.54) } : box;
}

function rectOf(area: Rect, { seats, code }: WaitingView): Rect {
  const width = Math.min(460, area.width);
  const wanted = HEAD + (code ? CODE : 0) + seats.length * SEAT + FOOT;
  if (wanted > area.height) return lowRectOf(area, code !== undefined, seats.length);
  const height = wanted;
  return {
    x: area.x + (area.width - width) / 2,
    y: area.y + Math.max(0, (area.height - height) * 0.35),
    width,
    height,
  };
}

function paintTable(g: Canvas, size: Size, look: WaitingView): void {
  const { title, sentences, code, seats } = look;
  const main = mainOf(size, look);
  const isLow = main.width < size.width;
  const middle = main.width / 2;
  paintBox(g, size, SIZE.radius, COLOR.panel, COLOR.panelEdge);
  drawText(g, title, middle, 36, { type: 'hero', color: COLOR.text, align: 'center', width: main.width - 32 });
  const each = sentences.flatMap((sentence) => balanced(g, sentence, 'small', main.width - 48));
  const lines = each.length > 2 ? balanced(g, sentences.join(' '), 'small', main.width - 48).slice(0, 2) : each;
  drawLines(g, lines, middle, 64, 19, { type: 'small', color: COLOR.soft, align: 'center' });
  const row = isLow ? Math.min(SEAT, (size.height - 24) / seats.length) : SEAT;
  const top = isLow ? (size.height - row * seats.length) / 2 : HEAD + (code ? CODE : 0);
  const x = isLow ? main.width + 8 : 24;
  if (code) paintCode(g, { x: 24, y: HEAD + 8, width: main.width - 48, height: CODE - 20 }, code);
  const faces = seatFaces(seats.filter((seat) => seat !== undefined));
  seats.forEach((seat, i) => {
    paintSeat(g, { x, y: top + i * row, width: size.width - 24 - x, height: row }, seat, faces[i]);
  });
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
  const style = { type: 'name', color: COLOR.text, width: rect.width - 150 } as const;
  if (!seat || !face) {
    g.setLineDash([4, 4]);
    strokeRound(g, { x: rect.x, y: middle - 20, width: 40, height: 40 }, 20, COLOR.raisedEdge, 1.5);
    g.setLineDash([]);
    drawText(g, text('match.empty'), rect.x + 54, middle, { ...style, color: COLOR.muted });
    return;
  }
  const isWaiting = seat.is === 'waiting';
  const name = nameText(seat.name);
  g.globalAlpha = isWaiting ? 0.5 : 1;
  drawAvatar(g, face, rect.x, middle - 20, 40, COLOR.panel);
  drawText(g, name, rect.x + 54, middle, style);
  g.globalAlpha = 1;
  const word = isWaiting ? text('match.waiting') : seat.is === 'bot' ? text('match.bot') : '';
  const right = rect.x + rect.width;
  if (word !== '') drawText(g, word, right, middle, { type: 'small', color: COLOR.muted, align: 'right' });
  else if (seat.rating !== undefined)
    drawText(g, numberText(seat.rating), right, middle, { type: 'smallStrong', color: COLOR.soft, align: 'right' });
}
