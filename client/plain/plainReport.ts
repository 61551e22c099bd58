/** What is wrong with a player: one of five reasons, and a few words to it. */
import { REPORT_MAX_CHARS } from '../../shared/limits.ts';
import { REPORT_REASONS, type ReportReason } from '../../shared/socialProtocol.ts';
import { make, setText } from '../a11y/overlay.ts';
import { isolated, text } from '../i18n/text.ts';
import { canAct } from '../model/linkView.ts';
import { makeButton, makeField, type PlainContext, setWhy } from './parts.ts';

export class PlainReport {
  readonly #context: PlainContext;
  readonly #element: HTMLElement;
  readonly #title: HTMLElement;
  readonly #radios: readonly HTMLInputElement[];
  readonly #words: HTMLInputElement;
  readonly #send: HTMLButtonElement;
  #id: string | undefined;
  #reason: ReportReason | undefined;
  #opener: Element | null = null;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const { social } = context.actions;
    const attributes = { role: 'dialog', 'aria-labelledby': 'plain-report', hidden: '' };
    this.#element = make('form', 'plain-check plain-report', root, attributes);
    this.#title = make('h2', '', this.#element, { id: 'plain-report' });
    setText(make('p', 'plain-detail', this.#element), text('report.text'));
    const group = make('div', '', this.#element, { role: 'radiogroup', 'aria-label': text('report.why') });
    this.#radios = REPORT_REASONS.map((reason) => {
      const label = make('label', 'plain-switch', group);
      const radio = make('input', '', label, { type: 'radio', name: 'plain-report', value: reason });
      setText(make('span', '', label), text(`report.${reason}`));
      radio.addEventListener('change', () => {
        this.#reason = reason;
        context.wake();
      });
      return radio;
    });
    this.#words = makeField(this.#element, 'input', text('report.more'));
    this.#words.maxLength = REPORT_MAX_CHARS;
    const answers = make('div', 'plain-tools', this.#element);
    this.#send = makeButton(answers, text('report.send'), () => {});
    this.#send.type = 'submit';
    this.#send.classList.add('plain-main');
    const cancel = makeButton(answers, text('you.cancel'), () => {
      social.askReport(undefined);
      context.wake();
    });
    this.#element.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') cancel.click();
    });
    this.#element.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!this.#reason || this.#send.getAttribute('aria-disabled') === 'true') return;
      void social.report(this.#reason, this.#words.value).then(context.wake);
      context.wake();
    });
  }

  update(): void {
    const { model } = this.#context;
    const { reported } = model.social;
    if (reported?.id !== this.#id) this.#begin(reported?.id);
    if (!reported) return;
    setText(this.#title, text('report.title', { name: isolated(reported.name) }));
    const why = canAct(model.link) ? (this.#reason ? undefined : text('report.why')) : text('play.offline');
    setWhy(this.#send, model.asked.has(`report ${reported.id}`), why);
  }

  /** Of another player nothing is said yet. */
  #begin(id: string | undefined): void {
    const wasOpen = this.#id !== undefined;
    this.#id = id;
    this.#reason = undefined;
    this.#words.value = '';
    for (const radio of this.#radios) radio.checked = false;
    this.#element.hidden = id === undefined;
    if (id !== undefined) {
      if (!wasOpen) this.#opener = document.activeElement;
      this.#radios[0]?.focus();
    } else if (this.#opener instanceof HTMLElement) this.#opener.focus();
  }
}
