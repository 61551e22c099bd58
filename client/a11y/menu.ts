/** A menu for keyboards and screen readers: arrows, Home, End and first letters move; Escape and Tab close it. */
import { make, setAttribute } from './overlay.ts';

type MenuItem = { label: string; name: string; isDisabled: boolean; why: string | undefined };

export class Menu {
  readonly element: HTMLElement;
  /** What is under the menu is not pressed through it: a press beside it closes it. */
  readonly ground: HTMLElement;
  readonly items: HTMLButtonElement[] = [];
  readonly #onPick: (i: number) => void;
  readonly #onClose: () => void;
  readonly #wake: () => void;
  #labels: readonly string[] = [];
  #isPressed = false;

  constructor(root: HTMLElement, onPick: (i: number) => void, onClose: () => void, wake: () => void) {
    this.#onPick = onPick;
    this.#onClose = onClose;
    this.#wake = wake;
    const part = make('div', 'part above', root);
    this.ground = make('div', 'blocker above', part);
    this.ground.hidden = true;
    this.element = make('div', 'part above', part);
    this.element.setAttribute('role', 'menu');
    this.element.hidden = true;
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.element.addEventListener('pointerdown', () => {
      this.#isPressed = true;
    });
    this.ground.addEventListener('pointerdown', () => onClose());
    for (const each of [this.ground, this.element]) {
      each.addEventListener('contextmenu', (event) => event.preventDefault());
    }
  }

  /** Which one has the focus; -1: none. */
  get active(): number {
    return this.items.indexOf(document.activeElement as HTMLButtonElement);
  }

  /** `items`: as many as when it was opened. */
  show(label: string, items: readonly MenuItem[]): void {
    this.element.hidden = false;
    setAttribute(this.element, 'aria-label', label);
    this.#labels = items.map((item) => item.label);
    while (this.items.length < items.length) this.items.push(this.#made(this.items.length));
    for (const [i, button] of this.items.entries()) {
      const item = items[i];
      button.hidden = item === undefined;
      if (!item) continue;
      setAttribute(button, 'aria-label', item.why === undefined ? item.name : `${item.name}: ${item.why}`);
      setAttribute(button, 'aria-disabled', item.isDisabled ? 'true' : undefined);
    }
  }

  hide(): void {
    this.element.hidden = true;
    this.ground.hidden = true;
    this.#isPressed = false;
  }

  focus(i: number): void {
    this.items[i]?.focus({ preventScroll: true });
    this.#wake();
  }

  #made(i: number): HTMLButtonElement {
    const button = make('button', 'control', this.element);
    button.type = 'button';
    button.setAttribute('role', 'menuitem');
    button.tabIndex = -1;
    button.addEventListener('click', ({ detail }) => {
      // The end of a long press may count as a tap on the item under it. `detail` is 0 for keys and screen readers.
      const isMeant = detail === 0 || this.#isPressed;
      if (isMeant && button.getAttribute('aria-disabled') !== 'true') this.#onPick(i);
    });
    button.addEventListener('pointermove', ({ pointerType }) => {
      if (pointerType === 'mouse' && this.active !== i) this.focus(i);
    });
    return button;
  }

  #pressed(event: KeyboardEvent): void {
    const { key } = event;
    event.stopPropagation();
    const last = this.#labels.length - 1;
    const at = this.active;
    const target = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[key];
    if (target !== undefined) this.focus(target);
    else if (key === 'Escape' || key === 'Tab') this.#onClose();
    else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) this.#find(key, at);
    else return;
    event.preventDefault();
  }

  #find(letter: string, at: number): void {
    const wanted = letter.toLocaleLowerCase();
    const places = this.#labels.map((_, i) => (at + 1 + i) % this.#labels.length);
    const found = places.find((i) => this.#labels[i]?.toLocaleLowerCase().startsWith(wanted));
    if (found !== undefined) this.focus(found);
  }
}
