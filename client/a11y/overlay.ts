/** Real but transparent DOM controls over what Phaser draws: they take input and serve screen readers. */
import type { Rect } from '../design/canvas.ts';

const placed = new WeakMap<HTMLElement, string>();

/** Puts it over `rect` (CSS px; x from the side where lines start). Undefined hides it, from screen readers too. */
export function place(element: HTMLElement, rect: Rect | undefined): void {
  const key = rect ? `${rect.x} ${rect.y} ${rect.width} ${rect.height}` : 'hidden';
  if (placed.get(element) === key) return;
  placed.set(element, key);
  element.hidden = rect === undefined;
  if (!rect) return;
  element.style.insetInlineStart = `${rect.x}px`;
  element.style.top = `${rect.y}px`;
  element.style.width = `${rect.width}px`;
  element.style.height = `${rect.height}px`;
}

/** Where it stands on the page, which scrolls in a very small window. */
export function pageBox(element: HTMLElement): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect();
  return new DOMRect(x + window.scrollX, y + window.scrollY, width, height);
}

/** Touches the DOM only when the text changes. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

type Attributes = Readonly<Record<string, string>>;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  parent: HTMLElement,
  attributes: Attributes = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

/** A control that knows whether it is hovered or pressed. `wake` is called when that changes. */
export class Hotspot<E extends HTMLElement = HTMLElement> {
  readonly element: E;
  isHovered = false;
  isPressed = false;

  constructor(element: E, wake: () => void) {
    this.element = element;
    const set = (isHovered: boolean, isPressed: boolean) => () => {
      this.isHovered = isHovered;
      this.isPressed = isPressed;
      wake();
    };
    element.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'mouse') set(true, false)();
    });
    element.addEventListener('pointerleave', set(false, false));
    element.addEventListener('pointerdown', () => set(this.isHovered, true)());
    element.addEventListener('pointerup', () => set(this.isHovered, false)());
    element.addEventListener('pointercancel', set(false, false));
  }

  /** For the `key` of what is painted. */
  get state(): string {
    return this.isPressed ? 'pressed' : this.isHovered ? 'hovered' : 'rest';
  }

  place(rect: Rect | undefined): void {
    if (!rect) {
      this.isHovered = false;
      this.isPressed = false;
    }
    place(this.element, rect);
  }
}

export function makeButton(
  parent: HTMLElement,
  label: string,
  wake: () => void,
  onPress: () => void,
): HTMLButtonElement {
  const button = make('button', 'control', parent, { type: 'button', hidden: '', 'aria-label': label });
  button.addEventListener('click', () => {
    onPress();
    wake();
  });
  return button;
}

export function makeSelect(
  parent: HTMLElement,
  label: string,
  wake: () => void,
  onChoose: (value: string) => void,
): HTMLSelectElement {
  const select = make('select', 'control', parent, { hidden: '', 'aria-label': label });
  select.addEventListener('change', () => {
    onChoose(select.value);
    wake();
  });
  return select;
}

export function makeRadio(
  parent: HTMLElement,
  name: string,
  label: string,
  wake: () => void,
  onChoose: () => void,
): HTMLInputElement {
  const radio = make('input', 'control', parent, { type: 'radio', name, hidden: '', 'aria-label': label });
  radio.addEventListener('change', () => {
    onChoose();
    wake();
  });
  return radio;
}

export function makeSwitch(
  parent: HTMLElement,
  label: string,
  wake: () => void,
  onToggle: () => void,
): HTMLInputElement {
  const attributes = { type: 'checkbox', role: 'switch', hidden: '', 'aria-label': label };
  const toggle = make('input', 'control', parent, attributes);
  toggle.addEventListener('change', () => {
    onToggle();
    wake();
  });
  return toggle;
}

export function makeField(
  parent: HTMLElement,
  className: string,
  attributes: Attributes,
  onInput: () => void,
  onEnter?: () => void,
): HTMLInputElement {
  const defaults = { type: 'text', autocomplete: 'off', spellcheck: 'false', hidden: '' };
  const field = make('input', `field ${className}`, parent, { ...defaults, ...attributes });
  field.addEventListener('input', onInput);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') onEnter?.();
  });
  return field;
}

/** A named landmark of the page. `heading`: adds one for screen readers only, since the canvas draws its own. */
export function makeSection(
  root: HTMLElement,
  tag: 'header' | 'section' | 'nav',
  title: string,
  heading?: 'h1' | 'h2',
): HTMLElement {
  const section = make(tag, 'part', root, { 'aria-label': title });
  if (heading) setText(make(heading, 'visuallyHidden', section), title);
  return section;
}
