/** The question whether a player is to be blocked, where it came up. */
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
  /** The player that it is about, if it came up here. */
  #playerId: string | undefined;

  /** `id`: of its elements. `opener`: gets the focus back. */
  constructor(context: PlainContext, parent: HTMLElement, id: string, opener: () => HTMLElement | undefined) {
    this.#context = context;
    const { social } = context.actions;
    const attributes = { role: 'group', 'aria-labelledby': `block-${id}`, hidden: '' };
    this.#element = make('div', 'plain-check', parent, attributes);
    this.#title = make('p', 'plain-strong', this.#element, { id: `block-${id}` });
    this.#about = make('p', 'plain-detail', this.#element, { id: `block-about-${id}` });
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

  ask(player: { readonly id: string; readonly name: string }): void {
    this.#playerId = player.id;
    this.#context.actions.social.askBlock(player);
  }

  update(): void {
    const { model } = this.#context;
    const { blocking } = model.social;
    const isHere = blocking !== undefined && blocking.id === this.#playerId;
    if (!isHere) this.#playerId = undefined;
    const words = isHere ? blockWords(model) : undefined;
    const isNew = this.#element.hidden && words !== undefined;
    this.#element.hidden = words === undefined;
    setText(this.#title, words?.title ?? '');
    setText(this.#about, words?.about ?? '');
    setText(this.#no, words?.no ?? '');
    setText(this.#yes, words?.yes ?? '');
    if (isNew) this.#no.focus();
  }
}
