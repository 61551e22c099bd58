/** The lobby as plain HTML: by choice, and when the scene cannot be loaded. Same model, same actions, same offers. */
import './plain.css';
import { make, setText } from '../a11y/overlay.ts';
import type { GameHost } from '../actions/matchSession.ts';
import { text } from '../i18n/text.ts';
import { badgeOf } from '../model/linkView.ts';
import { listNoteOf } from '../model/listNote.ts';
import { onlineText } from '../ui/cards/headerPainter.ts';
import { PlainMatch } from './match/plainMatch.ts';
import { makeButton, type PlainContext } from './parts.ts';
import { PlainBoard } from './plainBoard.ts';
import { PlainFriends } from './plainFriends.ts';
import { PlainMatches } from './plainMatches.ts';
import { PlainNotices } from './plainNotices.ts';
import { PlainPlay } from './plainPlay.ts';
import { PlainReplay } from './plainReplay.ts';
import { PlainReport } from './plainReport.ts';
import { PlainRoster } from './plainRoster.ts';
import { PlainSettings } from './plainSettings.ts';
import { PlainTable } from './plainTable.ts';
import { PlainTalk } from './plainTalk.ts';
import { PlainYou } from './plainYou.ts';

/** Commits within this time are shown together. */
const UPDATE_EVERY_MS = 250;
/** Relative times and countdowns change without a commit. */
const CLOCK_EVERY_MS = 1_000;

type PlainParts = Omit<PlainContext, 'wake'> & {
  root: HTMLElement;
  /** Why there is no full view; undefined if there is one. */
  problem: () => string | undefined;
  /** Goes to the full view, or loads the page again. */
  leave: () => void;
};

export class PlainView {
  readonly #parts: PlainParts;
  readonly #element: HTMLElement;
  readonly #count: HTMLElement;
  readonly #link: HTMLElement;
  readonly #full: HTMLElement;
  readonly #match: PlainMatch;
  readonly #problem: HTMLElement;
  readonly #problemText: HTMLElement;
  readonly #all: readonly { update(): void; close?(): void }[];
  readonly #clock: number;
  readonly #gone = new AbortController();
  #updatedAt = Number.NEGATIVE_INFINITY;
  #timer: number | undefined;

  constructor(parts: PlainParts) {
    this.#parts = parts;
    const context = { ...parts, wake: () => this.update() };
    this.#element = make('main', 'plain-view', parts.root);
    this.#element.setAttribute('aria-label', text('app.name'));
    const head = make('header', 'plain-head', this.#element);
    setText(make('h1', '', head), text('app.name'));
    this.#count = make('p', '', head);
    this.#link = make('p', 'plain-detail', head);
    this.#full = makeButton(head, text('plain.full'), parts.leave);
    this.#problem = make('div', 'plain-notice', this.#element);
    this.#problemText = make('p', '', this.#problem);
    this.#problemText.setAttribute('role', 'alert');
    makeButton(this.#problem, text('app.reload'), parts.leave);
    const notices = new PlainNotices(context, this.#element);
    const report = new PlainReport(context, this.#element);
    this.#match = new PlainMatch(context, this.#element);
    const replay = new PlainReplay(context, this.#element);
    const body = make('div', 'plain-body', this.#element);
    const partOf = (area: string) => make('div', `plain-part plain-${area}`, body);
    const [side, people, own] = [partOf('play'), partOf('people'), partOf('own')];
    const play = new PlainPlay(context, side);
    const matches = new PlainMatches(context, side);
    const table = new PlainTable(context, side);
    const talk = new PlainTalk(context, people);
    const friends = new PlainFriends(context, people);
    const roster = new PlainRoster(context, people);
    const you = new PlainYou(context, own);
    const board = new PlainBoard(context, own);
    const settings = new PlainSettings(context, own);
    this.#all = [
      notices,
      report,
      this.#match,
      replay,
      play,
      matches,
      table,
      talk,
      friends,
      roster,
      you,
      board,
      settings,
    ];
    const seen = () => parts.actions.social.pageShown(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', seen, { signal: this.#gone.signal });
    this.#clock = window.setInterval(() => this.update(), CLOCK_EVERY_MS);
    this.#gone.signal.addEventListener(
      'abort',
      parts.model.subscribe(() => this.#updateSoon()),
    );
    for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const) {
      const options = { passive: true, capture: true, signal: this.#gone.signal };
      window.addEventListener(type, () => parts.actions.stay(), options);
    }
    this.#problem.hidden = true;
    this.update();
    this.updateProblem();
  }

  /** Shows the game of a running match. */
  get host(): GameHost & { showAgain(): void } {
    return this.#match;
  }

  updateProblem(): void {
    const problem = this.#parts.problem();
    if (this.#problemText.textContent === (problem ?? '')) return;
    this.#full.hidden = problem !== undefined;
    this.#problem.hidden = problem === undefined;
    setText(this.#problemText, problem ?? '');
    this.update();
  }

  update(): void {
    const { model, now } = this.#parts;
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#updatedAt = now();
    const { link, latency, online, patchMs, isPartial } = model;
    const note = listNoteOf(link, patchMs, isPartial);
    setText(this.#count, note?.isNews ? `${onlineText(online)}. ${note.text}` : onlineText(online));
    setText(this.#link, badgeOf(link, latency.shown).text);
    for (const part of this.#all) part.update();
  }

  close(): void {
    this.#gone.abort();
    window.clearInterval(this.#clock);
    window.clearTimeout(this.#timer);
    for (const part of this.#all) part.close?.();
    this.#parts.model.hold(false);
    this.#element.remove();
  }

  #updateSoon(): void {
    const waitMs = this.#updatedAt + UPDATE_EVERY_MS - this.#parts.now();
    this.#timer ??= window.setTimeout(() => this.update(), Math.max(0, waitMs));
  }
}
