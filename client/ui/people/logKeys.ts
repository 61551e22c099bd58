/** The keys of a log: arrows, Home and End go through its lines; Enter and the menu key open what a line offers. */
type LogKeysDeps = {
  /** The oldest first. */
  items: () => readonly HTMLElement[];
  open: (item: HTMLElement) => void;
  escape: () => void;
  wake: () => void;
};

export class LogKeys {
  readonly #list: HTMLElement;
  readonly #deps: LogKeysDeps;

  constructor(list: HTMLElement, deps: LogKeysDeps) {
    this.#list = list;
    this.#deps = deps;
    list.addEventListener('keydown', (event) => this.#pressed(event));
    for (const type of ['focusin', 'focusout']) list.addEventListener(type, deps.wake);
  }

  /** The line that the keys act on. */
  get focused(): HTMLElement | undefined {
    const { activeElement } = document;
    const isLine = activeElement instanceof HTMLElement && activeElement.tagName === 'P';
    return isLine && this.#list.contains(activeElement) ? activeElement : undefined;
  }

  #pressed(event: KeyboardEvent): void {
    const items = this.#deps.items();
    const { focused } = this;
    const at = focused ? items.indexOf(focused) : items.length;
    const isMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    const isOpening = isMenu || event.key === 'Enter' || event.key === ' ';
    if (isOpening && focused) this.#deps.open(focused);
    else if (event.key === 'ArrowUp') this.#go(items[Math.max(0, at - 1)]);
    else if (event.key === 'ArrowDown' && focused) this.#go(items[Math.min(items.length - 1, at + 1)]);
    else if (event.key === 'Home' && focused) this.#go(items[0]);
    else if (event.key === 'End' && focused) this.#go(items.at(-1));
    else if (event.key === 'Escape' && focused) this.#deps.escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #go(item: HTMLElement | undefined): void {
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: 'nearest' });
  }
}
