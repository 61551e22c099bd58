/**
 * The lobby as plain HTML, without a canvas: by choice, and where the scene can not be loaded. The same model, the same
 * actions, the same offers; what moves is shown four times a second at most.
 */
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
import { PlainYou } from './plainYou.ts';

const EVERY_MS = 250;
/** Times like "2 min ago" and countdowns go on by themselves. */
const CLOCK_EVERY_MS = 1_000;

export type PlainParts = Omit<PlainContext, 'wake'> & {
  root: HTMLElement;
  /** Why there is no other view; undefined: there is one. */
  problem: string | undefined;
  /** To the full view; where there is none, another try to load it. */
  leave: () => void;
};

export class PlainView {
  readonly #parts: PlainParts;
  readonly #element: HTMLElement;
  readonly #count: HTMLElement;
  readonly #link: HTMLElement;
  readonly #all: readonly { update(): void }[];
  readonly #timer: number;
  readonly #gone = new AbortController();
  #seen = { model: -1, roster: -1, at: Number.NEGATIVE_INFINITY };

  constructor(parts: PlainParts) {
    this.#parts = parts;
    const context = { ...parts, wake: () => this.update() };
    this.#element = make('main', 'plain-view', parts.root);
    this.#element.setAttribute('aria-label', text('app.name'));
    const head = make('header', 'plain-head', this.#element);
    setText(make('h1', '', head), text('app.name'));
    this.#count = make('p', '', head);
    this.#link = make('p', 'plain-detail', head);
    const failed = parts.problem === undefined ? undefined : make('div', 'plain-notice', this.#element);
    if (failed) {
      const words = make('p', '', failed);
      words.setAttribute('role', 'alert');
      words.textContent = parts.problem ?? '';
    }
    makeButton(failed ?? head, text(failed ? 'app.reload' : 'plain.full'), parts.leave);
    const notices = new PlainNotices(context, this.#element);
    const body = make('div', 'plain-body', this.#element);
    const side = make('div', 'plain-side', body);
    this.#all = [
      notices,
      new PlainPlay(context, side, () => parts.problem === undefined),
      new PlainYou(context, side),
      new PlainRoster(context, body),
    ];
    this.#timer = window.setInterval(() => this.#tick(), EVERY_MS);
    for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const) {
      window.addEventListener(type, () => parts.actions.stay(), { passive: true, signal: this.#gone.signal });
    }
    this.update();
  }

  update(): void {
    const { model, now } = this.#parts;
    const { link, latency, online, patchMs, isPartial } = model;
    const note = listNoteOf(link, patchMs, isPartial);
    setText(this.#count, note?.isNews ? `${onlineText(online)}. ${note.text}` : onlineText(online));
    setText(this.#link, badgeOf(link, latency.shown).text);
    for (const part of this.#all) part.update();
    this.#seen = { model: model.version, roster: model.roster.version, at: now() };
  }

  close(): void {
    window.clearInterval(this.#timer);
    this.#gone.abort();
    this.#parts.model.roster.hold(false);
    this.#element.remove();
  }

  #tick(): void {
    const { model, now } = this.#parts;
    const { model: version, roster, at } = this.#seen;
    const isSame = version === model.version && roster === model.roster.version;
    if (!isSame || now() - at >= CLOCK_EVERY_MS) this.update();
  }
}
