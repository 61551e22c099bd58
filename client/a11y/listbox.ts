/** The list for keys and screen readers: one tab stop, an option over each drawn line. It also does the scrolling. */
import { make, setAttribute, setText } from './overlay.ts';

/** `place`: among all of the list, from 0. `y`, `height`: in the content. */
export type Option = { id: string; text: string; place: number; isSelected: boolean; y: number; height: number };
export type OptionGroup = { key: string; label: string; options: readonly Option[] };

/** Text is renewed at most so often: a screen reader that reads a row should get to its end. */
const MIRROR_EVERY_MS = 250;
const SCROLLED_EVERY_MS = 100;

export class Listbox {
  readonly element: HTMLElement;
  readonly #space: HTMLElement;
  readonly #groups = new Map<string, HTMLElement>();
  readonly #options = new Map<string, HTMLElement>();
  #mirroredAt = Number.NEGATIVE_INFINITY;
  #spaceHeight = -1;

  /** `help`: what its keys do, beyond those of every list. */
  constructor(parent: HTMLElement, label: string, help: string) {
    this.element = make('div', 'list', parent);
    this.element.setAttribute('role', 'listbox');
    this.element.setAttribute('aria-label', label);
    this.element.setAttribute('aria-description', help);
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

  /** `size`: of the whole list. `activeId`: where the keyboard is. */
  mirror(groups: readonly OptionGroup[], size: number, activeId: string | undefined, now: number): void {
    this.#mirroredAt = now;
    keepOnly(this.#options, new Set(groups.flatMap(({ options }) => options.map(({ id }) => id))));
    keepOnly(this.#groups, new Set(groups.map(({ key }) => key)));
    const elements = groups.map((group) => this.#mirrorGroup(group, size));
    orderChildren(this.#space, elements);
    const active = activeId === undefined ? undefined : this.#options.get(activeId);
    setAttribute(this.element, 'aria-activedescendant', active?.id);
  }

  #mirrorGroup({ key, label, options }: OptionGroup, size: number): HTMLElement {
    const group = this.#groupOf(key);
    setAttribute(group, 'aria-label', label);
    const elements = options.map((option) => {
      const element = this.#optionOf(option.id, group);
      setText(element, option.text);
      setAttribute(element, 'aria-posinset', String(option.place + 1));
      setAttribute(element, 'aria-setsize', String(size));
      setAttribute(element, 'aria-selected', String(option.isSelected));
      stand(element, option.y, option.height);
      return element;
    });
    orderChildren(group, elements);
    return group;
  }

  #groupOf(key: string): HTMLElement {
    const known = this.#groups.get(key);
    if (known) return known;
    const element = make('div', '', this.#space);
    element.setAttribute('role', 'group');
    this.#groups.set(key, element);
    return element;
  }

  #optionOf(id: string, group: HTMLElement): HTMLElement {
    const known = this.#options.get(id);
    if (known) return known;
    const element = make('div', 'option', group);
    element.setAttribute('role', 'option');
    element.id = `player-${id}`;
    this.#options.set(id, element);
    return element;
  }
}

function keepOnly(elements: Map<string, HTMLElement>, wanted: ReadonlySet<string>): void {
  for (const [key, element] of elements) {
    if (wanted.has(key)) continue;
    element.remove();
    elements.delete(key);
  }
}

/** Moves only those out of place. */
function orderChildren(parent: HTMLElement, elements: readonly HTMLElement[]): void {
  let before: Element | null = null;
  for (const element of elements) {
    const next: Element | null = before === null ? parent.firstElementChild : before.nextElementSibling;
    if (next !== element) parent.insertBefore(element, next);
    before = element;
  }
}

/** As wide as the list by its style: asking for the width here would lay out the page for every option. */
function stand(element: HTMLElement, y: number, height: number): void {
  const top = `${y}px`;
  if (element.style.top === top && element.style.height === `${height}px`) return;
  element.style.top = top;
  element.style.height = `${height}px`;
}
