/** The match of this page in words and sound: the table before it, the game itself, the way out, and the result. */
import { modeOf } from '../../../shared/modes.ts';
import { make, setText } from '../../a11y/overlay.ts';
import type { GameHost } from '../../actions/matchSession.ts';
import type { SpokenGame } from '../../games/spoken.ts';
import { SPOKEN } from '../../games/spokenList.ts';
import { text } from '../../i18n/text.ts';
import {
  canStart,
  endsWithout,
  isResultDue,
  type MatchView,
  matchBanner,
  seatsText,
  stageOf,
} from '../../model/play/matchView.ts';
import { freeSeats, seatText, waitingView } from '../../model/play/waitingView.ts';
import type { MatchLink } from '../../net/match/MatchLink.ts';
import { matchAddress } from '../../page/deepLink.ts';
import { modeTitle } from '../../presentation/titles.ts';
import { makeButton, makeSection, type PlainContext } from '../parts.ts';
import { PlainResult } from './plainResult.ts';
import { PlainTableTalk } from './plainTableTalk.ts';

export class PlainMatch implements GameHost {
  readonly #context: PlainContext;
  readonly #section: HTMLElement;
  readonly #title: HTMLElement;
  readonly #note: HTMLElement;
  readonly #waiting: HTMLElement;
  readonly #waitingText: HTMLElement;
  readonly #code: HTMLElement;
  readonly #seats: HTMLElement;
  readonly #start: HTMLButtonElement;
  readonly #copyCode: HTMLButtonElement;
  readonly #copyLink: HTMLButtonElement;
  readonly #again: HTMLButtonElement;
  readonly #result: PlainResult;
  readonly #place: HTMLElement;
  readonly #talk: PlainTableTalk;
  readonly #leave: HTMLButtonElement;
  readonly #question: HTMLElement;
  readonly #about: HTMLElement;
  readonly #keep: HTMLButtonElement;
  #link: MatchLink | undefined;
  #game: SpokenGame | undefined;
  #isAsking = false;
  #wasHere = false;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { play } = context.actions;
    this.#section = makeSection(root, text('match.table'));
    this.#section.classList.add('plain-match');
    this.#title = this.#section.querySelector('h2') as HTMLElement;
    this.#title.tabIndex = -1;
    this.#note = make('p', 'plain-detail', this.#section, { role: 'status' });
    this.#waiting = make('div', 'plain-waiting', this.#section);
    this.#waitingText = make('p', 'plain-strong', this.#waiting, { role: 'status' });
    this.#code = make('p', 'plain-code', this.#waiting);
    this.#seats = make('ul', 'plain-list', this.#waiting, { 'aria-label': text('match.table') });
    const tools = make('div', 'plain-tools', this.#waiting);
    this.#start = makeButton(tools, text('match.start'), () => void play.startMatch().then(context.wake));
    this.#start.className = 'plain-main';
    const codeOf = () => context.model.play.match?.code ?? '';
    this.#copyCode = makeButton(tools, text('match.copyCode'), () => {
      void play.copy(codeOf(), text('match.codeCopied')).then(context.wake);
    });
    this.#copyLink = makeButton(tools, text('match.copyLink'), () => {
      void play.copy(this.#address(), text('match.linkCopied')).then(context.wake);
    });
    this.#again = makeButton(tools, text('match.tryAgain'), () => play.page.showGameAgain());
    this.#result = new PlainResult(context, this.#section);
    this.#place = make('div', 'plain-place', this.#section);
    this.#talk = new PlainTableTalk(context, this.#section);
    this.#leave = makeButton(this.#section, text('match.leave'), () => this.#leaveOrAsk());
    this.#leave.setAttribute('aria-label', text('match.leaveLabel'));
    const attributes = {
      role: 'alertdialog',
      'aria-labelledby': 'plain-give-up',
      'aria-describedby': 'plain-give-up-about',
    };
    this.#question = make('div', 'plain-check', this.#section, attributes);
    setText(make('p', 'plain-strong', this.#question, { id: 'plain-give-up' }), text('match.leaveTitle'));
    this.#about = make('p', 'plain-detail', this.#question, { id: 'plain-give-up-about' });
    this.#keep = makeButton(this.#question, text('match.leaveNo'), () => this.#keepPlaying());
    makeButton(this.#question, text('match.leaveYes'), () => {
      this.#isAsking = false;
      play.leaveMatch();
      context.wake();
    });
    this.#question.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#keepPlaying();
    });
  }

  show(link: MatchLink): void {
    if (this.#link === link) return;
    this.hide();
    this.#link = link;
    void this.#load(link);
  }

  hide(): void {
    this.#link = undefined;
    this.#game?.close();
    this.#game = undefined;
    this.#place.replaceChildren();
    this.#setProblem(undefined);
  }

  /** After a load that failed. */
  showAgain(): void {
    const link = this.#link;
    this.hide();
    if (link) this.show(link);
  }

  update(): void {
    const { model, now } = this.#context;
    const { match } = model.play;
    this.#section.hidden = match === undefined;
    const hadFocus = this.#wasHere && document.activeElement === document.body;
    if (!match) {
      this.#isAsking = false;
      this.#wasHere = false;
      this.#result.update(undefined);
      this.#talk.update(undefined);
      return;
    }
    const isNew = !this.#wasHere;
    this.#wasHere = true;
    setText(this.#title, modeTitle(match.ticket.mode));
    setText(this.#note, this.#noteOf(match, now()));
    // A game that is there takes it itself, and so does a result.
    const isTyping = document.activeElement instanceof HTMLInputElement;
    if ((isNew && !isTyping && !this.#game) || hadFocus) this.#title.focus();
    this.#updateWaiting(match);
    this.#game?.update();
    const isDue = isResultDue(match, now());
    this.#result.update(isDue ? match : undefined);
    this.#talk.update(match);
    // At the end it is the result's way back.
    this.#leave.hidden = isDue;
    if (stageOf(match) === 'over') this.#isAsking = false;
    this.#question.hidden = !this.#isAsking;
    setText(this.#about, text(endsWithout(match) ? 'match.leaveEnds' : 'match.leaveText'));
  }

  close(): void {
    this.hide();
  }

  #noteOf(match: MatchView, now: number): string {
    const { ticket, table } = match;
    const spectators = table?.spectators ?? 0;
    const said = [
      ticket.role === 'spectator' ? text('match.watching') : '',
      matchBanner(match, now) ?? (table ? seatsText(table) : ''),
      ticket.role === 'player' && spectators > 0 ? text('match.spectators', { count: spectators }) : '',
    ];
    return said.filter((each) => each !== '').join(' · ');
  }

  #updateWaiting(match: MatchView): void {
    const { gameProblem } = this.#context.model.play;
    const stage = stageOf(match);
    const isShown = stage === 'entering' || stage === 'seating' || (stage === 'running' && gameProblem !== undefined);
    this.#waiting.hidden = !isShown;
    if (!isShown) return;
    const { title, sentences, code, seats } = waitingView(match, gameProblem);
    setText(this.#waitingText, [title, ...sentences].join('. '));
    // Letter by letter: as a word nobody could write it down.
    setText(this.#code, code === undefined ? '' : text('match.code', { code: [...code].join(' ') }));
    while (this.#seats.children.length > seats.length) this.#seats.lastElementChild?.remove();
    for (const [i, seat] of seats.entries())
      setText((this.#seats.children[i] as HTMLElement | undefined) ?? make('li', '', this.#seats), seatText(seat));
    this.#seats.hidden = seats.length === 0;
    const isOpen = stage === 'seating' && freeSeats(match) > 0;
    this.#start.hidden = !canStart(match);
    this.#copyCode.hidden = !isOpen || match.code === undefined;
    this.#copyLink.hidden = !isOpen;
    this.#again.hidden = gameProblem !== 'failed';
  }

  #address(): string {
    const { match } = this.#context.model.play;
    return match ? matchAddress(match, location.href) : location.href;
  }

  /** A running match is not given up by one press. */
  #leaveOrAsk(): void {
    const { model, actions, wake } = this.#context;
    const { match } = model.play;
    if (match && match.ticket.role === 'player' && stageOf(match) === 'running') {
      this.#isAsking = true;
      wake();
      return this.#keep.focus();
    }
    actions.play.leaveMatch();
    wake();
  }

  #keepPlaying(): void {
    this.#isAsking = false;
    this.#context.wake();
    this.#leave.focus();
  }

  async #load(link: MatchLink): Promise<void> {
    const mode = modeOf(link.ticket.mode);
    const load = mode && SPOKEN[mode.room];
    if (!load) return this.#setProblem('missing');
    try {
      const { openSpoken } = await load();
      // The match may be over before its game is there.
      if (this.#link !== link) return;
      const { now, mute } = this.#context;
      this.#game = openSpoken({ link, mode, role: link.ticket.role, root: this.#place, now, mute });
      this.#setProblem(undefined);
      this.#context.wake();
    } catch (error) {
      if (this.#link === link) this.#setProblem('failed');
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  #setProblem(problem: 'missing' | 'failed' | undefined): void {
    const { model } = this.#context;
    if (model.play.gameProblem === problem) return;
    model.commit(() => {
      model.play.gameProblem = problem;
    });
  }
}
