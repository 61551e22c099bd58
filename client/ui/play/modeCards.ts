/** What to play: a real radio button over each card that is drawn, and a select where not all have room. */
import { MODES, type Mode } from '../../../shared/modes.ts';
import { make, makeRadio, setAttribute } from '../../a11y/overlay.ts';
import {
  balanced,
  type Canvas,
  drawLinesAround,
  drawText,
  fillRound,
  measure,
  type Rect,
  type Size,
  strokeRound,
  textWidth,
} from '../../design/canvas.ts';
import { COLOR, SIZE, SPACE } from '../../design/tokens.ts';
import { listText, text } from '../../i18n/text.ts';
import { modeKind } from '../../model/play/queueView.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { Control } from '../kit/control.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawCheckMark, drawChevron } from '../kit/icons.ts';
import { drawModeIcon } from '../kit/modeIcon.ts';
import { Select } from '../kit/select.ts';
import { cardsIn, type PlayPlaces } from '../layout/playLayout.ts';
import type { ScreenContext } from '../screenContext.ts';

const ICON = 32;
const PAD = 10;
const MARK = 17;
/** Beside a title: icon, mark and padding. */
const BESIDE = { wide: PAD + ICON + 9 + 5 + MARK + PAD, low: 16 };
/** Dots of the select on a phone. */
const DOTS_MOST = 5;

type Card = { mode: Mode; radio: Control<HTMLInputElement> };
type CardLook = { mode: Mode; isLow: boolean; isChosen: boolean; isHovered: boolean; isEnabled: boolean };

export class ModeCards {
  readonly #context: ScreenContext;
  readonly #cards: readonly Card[];
  readonly #more: Select;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const { wake, actions } = context;
    const group = make('div', 'part', section, { role: 'radiogroup', 'aria-label': text('mode.choice') });
    this.#cards = MODES.map((mode) => {
      const label = listText([modeTitle(mode.id), ...factsOf(mode)]);
      const element = makeRadio(group, 'mode', label, wake, () => actions.play.choose(mode.id));
      return { mode, radio: new Control(context, element, DEPTH.control) };
    });
    const choices = MODES.map(({ id }) => ({ value: id, label: modeTitle(id) }));
    this.#more = new Select(context, section, text('mode.more'), choices, (value) => actions.play.choose(value));
  }

  /** `why`: why another mode can not be chosen now. */
  update(places: PlayPlaces | undefined, why: string | undefined): void {
    if (!places) return;
    const { play } = this.#context.model;
    const chosen = play.wanted;
    this.#more.element.disabled = why !== undefined;
    setAttribute(this.#more.element, 'title', why);
    if (places.kind === 'phone') return this.#showDots(places.modes, chosen);
    const isLow = places.kind === 'low';
    const gap = isLow ? 6 : SPACE.s;
    const widths = MODES.map((mode) => neededBy(mode, isLow));
    const at = MODES.findIndex(({ id }) => id === chosen);
    const { shown, hasMore, card } = cardsIn(places.modes.width, widths, at, gap);
    const rectOf = (i: number): Rect => ({ ...places.modes, x: places.modes.x + i * (card + gap), width: card });
    for (const [i, index] of shown.entries()) this.#showCard(this.#cards[index], rectOf(i), chosen, why, isLow);
    if (!hasMore) return;
    const { state } = this.#more;
    this.#more.choose(rectOf(shown.length), chosen, `${state} ${why}`, (g, size) =>
      paintMore(g, size, state !== 'rest'),
    );
  }

  #showCard(card: Card | undefined, rect: Rect, chosen: string, why: string | undefined, isLow: boolean): void {
    if (!card) return;
    const { mode, radio } = card;
    const isChosen = mode.id === chosen;
    radio.element.checked = isChosen;
    radio.element.disabled = why !== undefined;
    setAttribute(radio.element, 'title', why);
    const isEnabled = why === undefined || isChosen;
    const look = { mode, isLow, isChosen, isHovered: radio.isHovered && why === undefined, isEnabled };
    const { mode: _, ...key } = look;
    radio.show(rect, JSON.stringify(key), (g, size) => paintMode(g, size, look));
  }

  /** Where the title stands beside it. */
  #showDots(rect: Rect, chosen: string): void {
    const at = MODES.findIndex(({ id }) => id === chosen);
    const { state } = this.#more;
    this.#more.choose(rect, chosen, `${at} ${state}`, (g, size) => paintDots(g, size, at, state !== 'rest'));
  }
}

/** Titles may take two lines. */
function neededBy({ id }: Mode, isLow: boolean): number {
  const type = isLow ? 'tiny' : 'name';
  const g = measure();
  const whole = textWidth(g, modeTitle(id), type);
  const lines = balanced(g, modeTitle(id), type, Math.max(48, whole * 0.7));
  const width = lines.length > 2 ? whole : Math.max(...lines.map((line) => textWidth(g, line, type)));
  return width + BESIDE[isLow ? 'low' : 'wide'];
}

/** "2 to 4 players", and "Open to all · bots". */
function factsOf({ id, players: { min, max }, bots }: Mode): [players: string, kind: string] {
  const players = min === max ? text('mode.players', { count: max }) : text('mode.range', { min, max });
  const kind = modeKind(id);
  return [players, bots ? `${kind} · ${text('mode.bots')}` : kind];
}

function paintMode(g: Canvas, size: Size, { mode, isLow, isChosen, isHovered, isEnabled }: CardLook): void {
  g.globalAlpha = isEnabled ? 1 : 0.5;
  paintCard(g, size, isHovered, isChosen);
  if (isLow) {
    const lines = balanced(g, modeTitle(mode.id), 'tiny', size.width - 8).slice(0, 2);
    const style = { type: 'tiny', color: COLOR.text, align: 'center', width: size.width - 6 } as const;
    drawLinesAround(g, lines, size.width / 2, size.height / 2, 14, style);
  } else {
    const middle = size.height / 2;
    drawModeIcon(g, mode, PAD, middle - ICON / 2, ICON);
    paintMark(g, size.width - PAD - MARK / 2, middle, isChosen);
    paintTitle(g, size, mode);
  }
  g.globalAlpha = 1;
}

/** What its second line does not say, the label says. A long title takes both lines. */
function paintTitle(g: Canvas, size: Size, mode: Mode): void {
  const x = PAD + ICON + 9;
  const width = size.width - BESIDE.wide + 1;
  const title = { type: 'name', color: COLOR.text, width } as const;
  const middle = size.height / 2;
  if (textWidth(g, modeTitle(mode.id), 'name') > width) {
    const lines = balanced(g, modeTitle(mode.id), 'name', width).slice(0, 2);
    return drawLinesAround(g, lines, x, middle, 18, title);
  }
  drawText(g, modeTitle(mode.id), x, middle - 9, title);
  const [players, kind] = factsOf(mode);
  const facts = [`${kind} · ${players}`, kind].find((each) => textWidth(g, each, 'tiny') <= width) ?? kind;
  drawText(g, facts, x, middle + 10, { type: 'tiny', color: COLOR.soft, width });
}

function paintCard(g: Canvas, size: Size, isHovered: boolean, isChosen: boolean): void {
  const box = { x: 0, y: 0, ...size };
  fillRound(g, box, SIZE.radiusTile, isHovered ? COLOR.heroRaisedHover : COLOR.heroRaised);
  strokeRound(g, box, SIZE.radiusTile, isChosen ? COLOR.link : COLOR.heroEdge, isChosen ? 2 : 1);
}

/** One is chosen at a time. */
function paintMark(g: Canvas, x: number, y: number, isChosen: boolean): void {
  const box = { x: x - MARK / 2, y: y - MARK / 2, width: MARK, height: MARK };
  if (!isChosen) return strokeRound(g, box, 8.5, COLOR.muted, 1.5);
  fillRound(g, box, 8.5, COLOR.link);
  drawCheckMark(g, x, y, 5.5, COLOR.heroEnd);
}

function paintMore(g: Canvas, size: Size, isHovered: boolean): void {
  paintCard(g, size, isHovered, false);
  drawText(g, text('mode.more'), 14, size.height / 2, { type: 'name', color: COLOR.text, width: size.width - 44 });
  drawChevron(g, size.width - 20, size.height / 2, 5, COLOR.soft);
}

/** A dot for each mode, the chosen one long; with more than five modes they are not counted. */
function paintDots(g: Canvas, size: Size, chosen: number, isHovered: boolean): void {
  const count = Math.min(DOTS_MOST, MODES.length);
  const at = MODES.length <= DOTS_MOST ? chosen : Math.round((chosen * (DOTS_MOST - 1)) / (MODES.length - 1));
  const y = size.height / 2 - 3;
  drawChevron(g, size.width - 8, size.height / 2, 5, isHovered ? COLOR.text : COLOR.soft);
  let x = size.width - 26 - (count - 1) * 12 - 10;
  for (let dot = 0; dot < count; dot++) {
    const width = dot === at ? 16 : 6;
    fillRound(g, { x, y, width, height: 6 }, 3, dot === at ? COLOR.link : COLOR.muted);
    x += width + 6;
  }
}
