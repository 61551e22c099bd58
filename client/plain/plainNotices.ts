/** What must be announced in the plain view: the link, the idle warning, a final notice, and toasts. */
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { isolated, text } from '../i18n/text.ts';
import { bannerOf, canAct, closedOf } from '../model/linkView.ts';
import type { Toast } from '../model/toasts.ts';
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
  readonly #news: HTMLElement;
  readonly #announcement: HTMLElement;
  readonly #undo: HTMLButtonElement;
  #blocked: Toast['blocked'];
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
    this.#news = make('div', 'plain-news', root);
    this.#announcement = make('p', '', this.#news, { role: 'status' });
    this.#undo = makeButton(this.#news, text('toast.undo'), () => {
      if (this.#blocked) void context.actions.social.unblock(this.#blocked).then(context.wake);
    });
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
    this.#news.hidden = news.length === 0;
    this.#updateUndo(news);
  }

  /** Of the last block, for as long as it is told. */
  #updateUndo(news: readonly Toast[]): void {
    const { link, social } = this.#context.model;
    const last = news.findLast(({ blocked }) => blocked !== undefined && social.tieOf(blocked.id) === 'blocked');
    this.#blocked = canAct(link) ? last?.blocked : undefined;
    this.#undo.hidden = this.#blocked === undefined;
    const name = isolated(this.#blocked?.name ?? '');
    setAttribute(this.#undo, 'aria-label', text('toast.undoBlock', { name }));
    if (last && this.#undo === document.activeElement) this.#context.actions.hold(last.id);
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
