/** The question whether a player is to be blocked, in their row. */
import { make, setText } from '../a11y/overlay.ts';
import { blockWords } from '../model/views/blockWords.ts';
import { makeButton, type PlainContext } from './parts.ts';

export class PlainQuestion {
  readonly #context: PlainContext;
  readonly #element: HTMLElement;
  readonly #title: HTMLElement;
  readonly #about: HTMLElement;
  readonly #no: HTMLButtonElement;
  readonly #yes: HTMLButtonElement;
  readonly #playerId: string;

  /** `opener`: gets the focus back. */
  constructor(context: PlainContext, row: HTMLElement, playerId: string, opener: () => HTMLElement | undefined) {
    this.#context = context;
    this.#playerId = playerId;
    const { social } = context.actions;
    const attributes = { role: 'group', 'aria-labelledby': `block-${playerId}`, hidden: '' };
    this.#element = make('div', 'plain-check', row, attributes);
    this.#title = make('p', 'plain-strong', this.#element, { id: `block-${playerId}` });
    this.#about = make('p', 'plain-detail', this.#element, { id: `block-about-${playerId}` });
    const answer = (act: () => unknown) => () => {
      void act();
      context.wake();
      opener()?.focus();
    };
    this.#no = makeButton(
      this.#element,
      '',
      answer(() => social.askBlock(undefined)),
    );
    this.#no.setAttribute('aria-describedby', this.#about.id);
    this.#yes = makeButton(
      this.#element,
      '',
      answer(() => social.block().then(context.wake)),
    );
    this.#element.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#no.click();
    });
  }

  update(): void {
    const { model } = this.#context;
    const words = model.social.blocking?.id === this.#playerId ? blockWords(model) : undefined;
    const isNew = this.#element.hidden && words !== undefined;
    this.#element.hidden = words === undefined;
    setText(this.#title, words?.title ?? '');
    setText(this.#about, words?.about ?? '');
    setText(this.#no, words?.no ?? '');
    setText(this.#yes, words?.yes ?? '');
    if (isNew) this.#no.focus();
  }
}
