import { CHOSEN_STATUSES, type ChosenStatus } from '../../shared/status.ts';
import { make, setAttribute, setText } from '../a11y/overlay.ts';
import { asSentence, text } from '../i18n/text.ts';
import { canAct } from '../model/linkView.ts';
import { ownLabel } from '../model/ownStatus.ts';
import { makeButton, makeField, makeSection, type PlainContext, setOptions, setWhy } from './parts.ts';
import { PlainEmblem } from './plainEmblem.ts';

export class PlainYou {
  readonly #context: PlainContext;
  readonly #name: HTMLInputElement;
  readonly #save: HTMLButtonElement;
  readonly #why: HTMLElement;
  /** A name that was refused stays in the field. */
  #isRefused = false;
  readonly #emblem: PlainEmblem;
  readonly #status: HTMLSelectElement;
  readonly #hint: HTMLElement;

  constructor(context: PlainContext, root: HTMLElement) {
    this.#context = context;
    const section = makeSection(root, text('you.title'));
    const form = make('form', 'plain-tools', section);
    this.#name = makeField(form, 'input', text('you.name'));
    this.#name.type = 'text';
    this.#name.autocomplete = 'off';
    this.#name.spellcheck = false;
    this.#save = makeButton(form, text('you.save'), () => {});
    this.#save.type = 'submit';
    this.#why = make('p', 'plain-refused', section, { id: 'plain-name-refused', role: 'alert' });
    this.#name.setAttribute('aria-describedby', this.#why.id);
    this.#name.addEventListener('input', () => this.#explain(''));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#saveName();
    });
    this.#emblem = new PlainEmblem(context, section);
    const tools = make('div', 'plain-tools', section);
    this.#status = makeField(tools, 'select', text('you.status'));
    this.#status.addEventListener('change', () => {
      void context.actions.setStatus(this.#status.value as ChosenStatus).then(context.wake);
      context.wake();
    });
    this.#hint = make('p', 'plain-detail', section);
  }

  update(): void {
    const { self, link } = this.#context.model;
    const why = canAct(link) && self.known ? undefined : text('you.offline');
    const name = self.shown('name') ?? '';
    const isFree = document.activeElement !== this.#name && !this.#isRefused;
    if (isFree && this.#name.value !== name) this.#name.value = name;
    setWhy(this.#save, this.#name.value.trim() === name, why);
    this.#emblem.update(why);
    const visibility = self.shown('visibility') ?? 'everyone';
    const statuses = CHOSEN_STATUSES.map((status) => ({ value: status, label: text(`chosen.${status}`) }));
    setOptions(this.#status, statuses, self.shown('chosenStatus') ?? 'online');
    this.#status.disabled = why !== undefined;
    this.#status.title = why ?? '';
    const isPending = (['name', 'emblem', 'chosenStatus', 'visibility'] as const).some((field) =>
      self.isPending(field),
    );
    setText(
      this.#hint,
      why ??
        (isPending
          ? text('you.pending')
          : `${ownLabel(this.#context.model, this.#context.now())}. ${text(`visibility.${visibility}.text`)}`),
    );
  }

  /** The server decides on names: it refuses with its reason. */
  #saveName(): void {
    const { model, actions, wake } = this.#context;
    const name = this.#name.value.trim();
    if (!canAct(model.link) || name === '' || name === model.self.shown('name')) return;
    this.#explain('');
    void actions.setName(name, (why) => this.#refused(name, why)).then(wake);
    wake();
  }

  #refused(name: string, why: string): boolean {
    this.#explain(asSentence(why));
    this.#name.value = name;
    this.#name.focus();
    return true;
  }

  /** '': nothing was refused. */
  #explain(why: string): void {
    this.#isRefused = why !== '';
    setText(this.#why, why);
    setAttribute(this.#name, 'aria-invalid', this.#isRefused ? 'true' : undefined);
  }
}
