/** The bar above a match: the mode, the missing players, the spectators, and the way out. */

import { modeOf } from '../../../shared/modes.ts';
import { make, makeSection, setAttribute, setText } from '../../a11y/overlay.ts';
import { type Canvas, drawText, type Rect, type Size, textWidth } from '../../design/canvas.ts';
import { COLOR } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { isPlaying, isResultDue, type MatchView, seatsText, stageOf } from '../../model/play/matchView.ts';
import { talkOf } from '../../model/play/tableTalk.ts';
import type { MatchTalkKey } from '../../model/social/channels.ts';
import type { Layer } from '../../page/BackStack.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { Button } from '../kit/button.ts';
import { DEPTH } from '../kit/depths.ts';
import { drawModeIcon } from '../kit/modeIcon.ts';
import { drawBubble, drawCount, drawSmile } from '../kit/peopleIcons.ts';
import type { Node, Paint } from '../kit/stage.ts';
import { matchPlaces } from '../layout/matchPlaces.ts';
import { PEOPLE_BUTTON, PeopleButton } from '../people/peopleButton.ts';
import type { Frame, ScreenContext } from '../screenContext.ts';

const LEAVE = 96;
/** With the room after it. */
const ICON = 48;

/** `end`: the room that buttons take. */
type BarLook = { mode: string; note: string; words: string; end: number };

export class MatchBar implements Layer {
  readonly #context: ScreenContext;
  readonly #node: Node;
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #hiddenText: HTMLElement;
  readonly #leave: Button;
  readonly #talk: Button;
  readonly #people: PeopleButton;
  readonly #waiting: Node;
  readonly #question: { askToGiveUp(): void; keepPlaying(): boolean };

  constructor(context: ScreenContext, question: { askToGiveUp(): void; keepPlaying(): boolean }) {
    this.#context = context;
    this.#question = question;
    this.#node = context.stage.node(DEPTH.sheet);
    this.#waiting = context.stage.node(DEPTH.sheetControl);
    this.#section = makeSection(context.root, 'section', text('match.table'));
    this.#title = make('h2', 'visuallyHidden', this.#section);
    this.#hiddenText = make('p', 'visuallyHidden', this.#section, { role: 'status' });
    this.#talk = new Button(context, this.#section, DEPTH.sheetControl, () =>
      context.actions.play.openTalk(context.model.play.match?.isTalkOpen !== true),
    );
    this.#people = new PeopleButton(context, this.#section, DEPTH.sheetControl);
    this.#leave = new Button(context, this.#section, DEPTH.sheetControl, () => this.#leaveOrAsk());
  }

  update({ layout, now }: Frame): void {
    const { match } = this.#context.model.play;
    const bar = match && layout.match?.bar;
    this.#section.hidden = bar === undefined;
    if (!bar) return;
    const isWatching = match.ticket.role === 'spectator';
    const spectators = match.table?.spectators ?? 0;
    // Messages wait until the match is over; how many they are is seen.
    const unread = isPlaying(match) ? this.#context.model.social.unread : undefined;
    const people = unread === 0 ? 0 : PEOPLE_BUTTON + 8;
    const talk = this.#canOpenTalk(match, layout, now) ? PEOPLE_BUTTON + 8 : 0;
    const look: BarLook = {
      mode: match.ticket.mode,
      note: isWatching ? text('match.watching') : spectators > 0 ? text('match.spectators', { count: spectators }) : '',
      words: match.table ? seatsText(match.table) : '',
      end: LEAVE + people + talk,
    };
    setText(this.#title, modeTitle(look.mode));
    const waiting = unread ? text('people.openNew', { count: unread }) : '';
    setText(this.#hiddenText, [look.words, waiting].filter((words) => words !== '').join('. '));
    this.#node.show(bar, JSON.stringify(look), (g, size) => paintBar(g, size, look));
    const rect = { x: bar.x + bar.width - LEAVE, y: bar.y + (bar.height - 44) / 2, width: LEAVE, height: 44 };
    const at = { x: rect.x - people, y: rect.y, width: PEOPLE_BUTTON, height: PEOPLE_BUTTON };
    this.#people.update(unread === undefined ? at : undefined);
    this.#showTalk(match, talk === 0 ? undefined : { ...at, x: at.x - talk });
    if (unread) this.#waiting.show(at, `${unread}`, (g, size) => paintWaiting(g, size, unread));
    this.#leave.show(rect, { label: text('match.leave'), name: text('match.leaveLabel'), kind: 'quiet' });
  }

  #canOpenTalk(match: MatchView, { match: places }: Frame['layout'], now: number): boolean {
    const parts = { isResult: isResultDue(match, now), talk: talkOf(match) };
    return places !== undefined && matchPlaces(places.area, parts).canOpen;
  }

  #showTalk({ isTalkOpen, isMuted }: MatchView, rect: Rect | undefined): void {
    const { conversations } = this.#context.model.social;
    const unreadOf = (key: MatchTalkKey) => conversations.get(key)?.unread ?? 0;
    const count = isMuted || isTalkOpen ? 0 : unreadOf('match') + unreadOf('watchers');
    const view = text('talk.panel');
    const name = count > 0 ? text('people.tab', { view, count }) : view;
    const color = this.#talk.isLit || isTalkOpen || count > 0 ? COLOR.text : COLOR.soft;
    const mark: Paint = (g, { width, height }) => {
      drawSmile(g, width / 2, height / 2 + 1, 10, color);
      if (count > 0) drawCount(g, width / 2 + 10, height / 2 - 10, count, COLOR.page);
    };
    this.#talk.show(rect, { label: '', name, kind: 'bare', mark });
    setAttribute(this.#talk.element, 'aria-expanded', String(isTalkOpen));
  }

  get isOpen(): boolean {
    return this.#context.model.play.match !== undefined;
  }

  /** Closes the open talk; else asks, and a second time goes on playing. */
  back(): void {
    const { model, actions } = this.#context;
    if (model.play.match?.isTalkOpen) return actions.play.openTalk(false);
    if (!this.#question.keepPlaying()) this.#leaveOrAsk();
  }

  /** A running match is not given up by one press. */
  #leaveOrAsk(): void {
    const { model, actions } = this.#context;
    const { match } = model.play;
    if (match && match.ticket.role === 'player' && stageOf(match) === 'running') this.#question.askToGiveUp();
    else actions.play.leaveMatch();
  }
}

function paintWaiting(g: Canvas, { width, height }: Size, count: number): void {
  drawBubble(g, width / 2 - 1, height / 2 + 1, 11, COLOR.muted);
  drawCount(g, width / 2 + 9, height / 2 - 10, count, COLOR.page);
}

/** On a narrow screen words give way to what is news. */
function paintBar(g: Canvas, size: Size, { mode, note, words, end: taken }: BarLook): void {
  const middle = size.height / 2;
  const known = modeOf(mode);
  const end = size.width - taken - 16;
  const title = modeTitle(mode);
  const isNarrow = size.width < 700;
  // The icon goes before the title is cut.
  const x = isNarrow && textWidth(g, title, 'name') > end - ICON ? 0 : ICON;
  if (known && x > 0) drawModeIcon(g, known, 0, middle - 18, 36);
  const second = words === '' ? note : words;
  const color = words === '' ? COLOR.muted : COLOR.lamp;
  if (isNarrow) {
    drawText(g, title, x, second === '' ? middle : middle - 10, { type: 'name', color: COLOR.text, width: end - x });
    if (second !== '') drawText(g, second, x, middle + 11, { type: 'small', color, width: end - x });
    return;
  }
  drawText(g, title, x, middle, { type: 'title', color: COLOR.text });
  const after = x + textWidth(g, title, 'title') + 20;
  drawText(g, second, after, middle + 1, { type: 'body', color, width: end - after });
}
