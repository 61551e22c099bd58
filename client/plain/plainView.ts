/** The lobby as plain HTML: by choice, and when the scene cannot be loaded. Same model, same actions, same offers. */
import './plain.css';
import { make, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { badgeOf } from '../model/linkView.ts';
import { listNoteOf } from '../model/listNote.ts';
import { onlineText } from '../ui/cards/headerPainter.ts';
import { makeButton, type PlainContext } from './parts.ts';
import { PlainNotices } from './plainNotices.ts';
import { PlainPlay } from './plainPlay.ts';
import { PlainRoster } from './plainRoster.ts';
import { PlainSettings } from './plainSettings.ts';
import { PlainYou } from './plainYou.ts';

/** Commits within this time are shown together. */
const UPDATE_EVERY_MS = 250;
/** Relative times and countdowns change without a commit. */
const CLOCK_EVERY_MS = 1_000;

type PlainParts = Omit<PlainContext, 'wake'> & {
  root: HTMLElement;
  /** Why there is no full view, and why nothing can be played; undefined if there is one. */
  problem: () => { text: string; why: string } | undefined;
  /** Goes to the full view, or loads the page again. */
  leave: () => void;
};

export class PlainView {
  readonly #parts: PlainParts;
  readonly #element: HTMLElement;
  readonly #count: HTMLElement;
  readonly #link: HTMLElement;
  readonly #full: HTMLElement;
  readonly #problem: HTMLElement;
  readonly #problemText: HTMLElement;
  readonly #all: readonly { update(): void }[];
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
    const body = make('div', 'plain-body', this.#element);
    const side = make('div', 'plain-side', body);
    this.#all = [
      notices,
      new PlainPlay(context, side, () => parts.problem()?.why),
      new PlainYou(context, side),
      new PlainSettings(context, side),
      new PlainRoster(context, body),
    ];
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

  updateProblem(): void {
    const problem = this.#parts.problem();
    if (this.#problemText.textContent === (problem?.text ?? '')) return;
    this.#full.hidden = problem !== undefined;
    this.#problem.hidden = problem === undefined;
    setText(this.#problemText, problem?.text ?? '');
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
    this.#parts.model.hold(false);
    this.#element.remove();
  }

  #updateSoon(): void {
    const waitMs = this.#updatedAt + UPDATE_EVERY_MS - this.#parts.now();
    this.#timer ??= window.setTimeout(() => this.update(), Math.max(0, waitMs));
  }
}
