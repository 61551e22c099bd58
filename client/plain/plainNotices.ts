/** What must be announced in the plain view: the link, the idle warning, a final notice, and toasts. */
import { make, setText } from '../a11y/overlay.ts';
import { text } from '../i18n/text.ts';
import { bannerOf, closedOf } from '../model/linkView.ts';
import { makeButton, type PlainContext } from './parts.ts';

/** `kind`: the same while only numbers change. */
type Notice = { kind: string; words: string; label: string | undefined; act: () => void };

export class PlainNotices {
  readonly #context: PlainContext;
  readonly #element: HTMLElement;
  readonly #words: HTMLElement;
  /** Announces each notice once, however it counts on. */
  readonly #hiddenText: HTMLElement;
  readonly #button: HTMLButtonElement;
  #kind: string | undefined;
  readonly #announcement: HTMLElement;
  #act: () => void = () => {};

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    this.#element = make('div', 'plain-notice', root);
    this.#words = make('p', '', this.#element);
    this.#hiddenText = make('p', 'visuallyHidden', root);
    this.#hiddenText.setAttribute('role', 'alert');
    this.#button = makeButton(this.#element, '', () => {
      this.#act();
      context.wake();
    });
    this.#announcement = make('p', 'plain-news', root);
    this.#announcement.setAttribute('role', 'status');
  }

  update(): void {
    const notice = this.#notice();
    this.#element.hidden = notice === undefined;
    setText(this.#words, notice?.words ?? '');
    if (notice?.kind !== this.#kind) setText(this.#hiddenText, notice?.words ?? '');
    this.#kind = notice?.kind;
    this.#button.hidden = notice?.label === undefined;
    setText(this.#button, notice?.label ?? '');
    this.#act = notice?.act ?? (() => {});
    const news = this.#context.model.toasts.shown(this.#context.now());
    setText(this.#announcement, news.map((toast) => toast.text).join(' '));
    this.#announcement.hidden = news.length === 0;
  }

  #notice(): Notice | undefined {
    const { model, actions, now } = this.#context;
    const retry = () => actions.retry();
    const closed = closedOf(model.link);
    if (closed) {
      const label = closed.canRejoin ? text('closed.rejoin') : undefined;
      return { kind: 'closed', words: `${closed.title}. ${closed.text}`, label, act: retry };
    }
    const count = model.idle.secondsLeft(now());
    if (count !== undefined) {
      const words = `${text('idle.title')} ${text('idle.text', { count })}`;
      return { kind: 'idle', words, label: text('idle.stay'), act: () => actions.stay() };
    }
    const banner = bannerOf(model.link, now());
    if (!banner) return undefined;
    const label = banner.canRetry ? (banner.button ?? text('banner.retry')) : undefined;
    return { kind: model.link.kind, words: banner.text, label, act: retry };
  }
}
