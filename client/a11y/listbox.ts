/**
 * The list for keyboards and screen readers: one tab stop, an option for every row on the screen, each over the row
 * that the canvas draws. It is also what scrolls, so that wheels, fingers and scroll bars behave as on any page.
 */
import { make, setAttribute, setText } from './overlay.ts';

export type Option = { id: string; text: string; position: number; isSelected: boolean };

/** Text is renewed at most so often: a screen reader that reads a row should get to its end. */
const MIRROR_EVERY_MS = 250;
/** Other rows, because somebody scrolled, are there sooner: it was asked for. */
const SCROLLED_EVERY_MS = 100;

export class Listbox {
  readonly element: HTMLElement;
  readonly #space: HTMLElement;
  readonly #options = new Map<string, HTMLElement>();
  #mirroredAt = Number.NEGATIVE_INFINITY;
  #spaceHeight = -1;

  constructor(parent: HTMLElement, label: string) {
    this.element = make('div', 'list', parent);
    this.element.setAttribute('role', 'listbox');
    this.element.setAttribute('aria-label', label);
    this.element.tabIndex = 0;
    this.#space = make('div', 'list-space', this.element);
    this.#space.setAttribute('role', 'presentation');
  }

  setHeight(height: number): void {
    if (height === this.#spaceHeight) return;
    this.#spaceHeight = height;
    this.#space.style.height = `${height}px`;
  }

  /** When the next mirror is due, in monotonic ms. */
  dueAt(hasScrolled: boolean): number {
    return this.#mirroredAt + (hasScrolled ? SCROLLED_EVERY_MS : MIRROR_EVERY_MS);
  }

  /** `row`: height of a row in px. `activeId`: where the keyboard is. */
  mirror(options: readonly Option[], size: number, row: number, activeId: string | undefined, now: number): void {
    this.#mirroredAt = now;
    const ids = new Set(options.map((option) => option.id));
    for (const [id, element] of this.#options) {
      if (ids.has(id)) continue;
      element.remove();
      this.#options.delete(id);
    }
    let before: Element | null = null;
    for (const option of options) {
      const element = this.#optionOf(option.id);
      setText(element, option.text);
      setAttribute(element, 'aria-posinset', String(option.position + 1));
      setAttribute(element, 'aria-setsize', String(size));
      setAttribute(element, 'aria-selected', String(option.isSelected));
      this.#stand(element, option.position * row, row);
      const next: Element | null = before === null ? this.#space.firstElementChild : before.nextElementSibling;
      if (next !== element) this.#space.insertBefore(element, next);
      before = element;
    }
    const active = activeId === undefined ? undefined : this.#options.get(activeId);
    setAttribute(this.element, 'aria-activedescendant', active?.id);
  }

  /** As wide as the list by its style: asking for the width here would lay out the page for every option. */
  #stand(element: HTMLElement, y: number, height: number): void {
    const top = `${y}px`;
    if (element.style.top === top && element.style.height === `${height}px`) return;
    element.style.top = top;
    element.style.height = `${height}px`;
  }

  #optionOf(id: string): HTMLElement {
    const known = this.#options.get(id);
    if (known) return known;
    const element = make('div', 'option', this.#space);
    element.setAttribute('role', 'option');
    element.id = `player-${id}`;
    this.#options.set(id, element);
    return element;
  }
}
