/** The pointer over the list: what it is over, and what it pressed, which stays the same until it is released. */
import type { Attention } from '../../model/attention.ts';

/** A finger that rests so long asks for the menu. */
const LONG_PRESS_MS = 500;
/** A finger is never quite still. */
const SLOP = 10;
export type Point = { x: number; y: number };

type ListPointerParts = {
  element: HTMLElement;
  attention: Attention;
  now: () => number;
  wake: () => void;
  /** What is drawn at a point of the page. */
  idAt: (point: Point) => string | undefined;
  onPick: (id: string) => void;
  onMenu: (id: string, at: Point) => void;
};

export class ListPointer {
  /** Of the mouse, on the page; undefined: elsewhere. */
  over: Point | undefined;
  readonly #parts: ListPointerParts;
  #pressedId: string | undefined;
  #pressedAt: Point = { x: 0, y: 0 };
  #timer: number | undefined;
  /** The press was for the menu: its release is no click. */
  #isSpent = false;

  constructor(parts: ListPointerParts) {
    this.#parts = parts;
    const { attention, now, idAt } = parts;
    this.#on('pointermove', (event) => {
      if (event.pointerType !== 'mouse') return this.#moved(event);
      this.over = pointOf(event);
      attention.isPointerOver = true;
    });
    this.#on('pointerleave', (event) => {
      this.over = undefined;
      if (event.pointerType === 'mouse') attention.pointerLeft(now());
    });
    this.#on('pointerdown', (event) => {
      this.#isSpent = false;
      this.#pressedAt = pointOf(event);
      this.#pressedId = idAt(this.#pressedAt);
      if (event.pointerType === 'mouse') return;
      attention.isTouched = true;
      window.clearTimeout(this.#timer);
      if (event.isPrimary) this.#timer = window.setTimeout(() => this.#askForMenu(), LONG_PRESS_MS);
    });
    for (const type of ['pointerup', 'pointercancel'] as const) {
      this.#on(type, () => {
        this.cancel();
        attention.touchEnded(now());
      });
    }
    this.#on('click', (event) => this.#clicked(event));
    parts.element.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      // A key has asked the list itself; a finger that rested has been heard already.
      if (event.pointerType !== '' && event.button >= 0) this.#askForMenu();
    });
  }

  /** The finger scrolls: it does not rest. */
  cancel(): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #moved(event: PointerEvent): void {
    const { x, y } = this.#pressedAt;
    if (Math.hypot(event.pageX - x, event.pageY - y) > SLOP) this.cancel();
  }

  #askForMenu(): void {
    this.cancel();
    if (this.#isSpent || this.#pressedId === undefined) return;
    this.#isSpent = true;
    this.#parts.onMenu(this.#pressedId, this.#pressedAt);
    this.#parts.wake();
  }

  #clicked(event: MouseEvent): void {
    const pressedId = this.#pressedId;
    this.#pressedId = undefined;
    if (this.#isSpent) return;
    // A screen reader presses an option without a pointer.
    const option = event.detail === 0 ? (event.target as Element).closest('[role=option]') : undefined;
    const id = pressedId ?? option?.id.replace(/^player-/, '');
    if (id !== undefined) this.#parts.onPick(id);
  }

  #on<E extends keyof HTMLElementEventMap>(type: E, listener: (event: HTMLElementEventMap[E]) => void): void {
    const { element, wake } = this.#parts;
    const handler = (event: HTMLElementEventMap[E]) => {
      listener(event);
      wake();
    };
    element.addEventListener(type, handler, { passive: true });
  }
}

const pointOf = ({ pageX, pageY }: MouseEvent): Point => ({ x: pageX, y: pageY });
