/** The keyboard in the list: arrows, Page, Home and End move; Enter and Space select. By id, so that it survives changes. */
import type { RosterLayout } from './rosterLayout.ts';
import type { Context } from './view.ts';

export class ListKeys {
  activeId: string | undefined;
  readonly #context: Context;
  readonly #layout: () => RosterLayout | undefined;
  readonly #reveal: (position: number) => void;
  readonly #onOpen: () => void;
  #hasMoved = false;

  constructor(
    context: Context,
    element: HTMLElement,
    layout: () => RosterLayout | undefined,
    reveal: (position: number) => void,
    onOpen: () => void,
  ) {
    this.#context = context;
    this.#layout = layout;
    this.#reveal = reveal;
    this.#onOpen = onOpen;
    element.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** The keyboard came in: it stands where it was, or on the first row on the screen. */
  enter(firstPosition: number): void {
    const { roster } = this.#context.model;
    if (this.activeId === undefined || roster.positionOf(this.activeId) < 0) this.#go(firstPosition);
    this.#hasMoved = true;
  }

  moveTo(id: string): void {
    this.activeId = id;
    this.#hasMoved = true;
  }

  /** Did the active row change since last asked? Then its option is wanted now. */
  takeMoved(): boolean {
    const hasMoved = this.#hasMoved;
    this.#hasMoved = false;
    return hasMoved;
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { roster } = this.#context.model;
    const at = this.activeId === undefined ? -1 : roster.positionOf(this.activeId);
    const layout = this.#layout();
    const page = layout ? Math.max(1, Math.floor(layout.list.height / layout.row) - 1) : 1;
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: roster.size - 1,
    }[event.key];
    if (target !== undefined) this.#go(target);
    else if ((event.key === 'Enter' || event.key === ' ') && this.activeId !== undefined) {
      this.#context.actions.select(this.activeId);
      this.#onOpen();
      this.#hasMoved = true;
    } else return;
    event.preventDefault();
    this.#context.wake();
  }

  #go(position: number): void {
    const { roster } = this.#context.model;
    const bounded = Math.max(0, Math.min(roster.size - 1, position));
    const row = roster.at(bounded);
    if (!row) return;
    this.moveTo(row.id);
    this.#reveal(bounded);
  }
}
