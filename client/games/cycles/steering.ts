/** Translates keys and gestures on the page into steering. Active until `stop`. */
import type { Turn } from '../../../shared/games/cycles/arena.ts';
import type { Rect } from '../../design/canvas.ts';
import { keyTurn } from './board.ts';
import { Swipe } from './swipe.ts';

type SteeringParts = {
  /** The area for swipes, CSS px. */
  area(): Rect;
  /** Called with a direction on the screen. */
  turned(turn: Turn): void;
  /** Called for any gesture, even outside the area: from then on the page may play sounds. */
  touched(isFinger: boolean): void;
  muteAsked(): void;
};

export class Steering {
  readonly #parts: SteeringParts;
  readonly #swipe = new Swipe();
  readonly #end = new AbortController();
  #finger: number | undefined;

  constructor(parts: SteeringParts) {
    this.#parts = parts;
    const { signal } = this.#end;
    window.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    window.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    window.addEventListener('pointermove', (event) => this.#moved(event), { signal });
    for (const type of ['pointerup', 'pointercancel'] as const)
      window.addEventListener(type, (event) => this.#pointerUp(event), { signal });
  }

  stop(): void {
    this.#end.abort();
  }

  #pressed(event: KeyboardEvent): void {
    this.#parts.touched(false);
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const turn = keyTurn(event.code);
    if (turn !== undefined) {
      // Arrow keys would scroll the page.
      event.preventDefault();
      if (!event.repeat) this.#parts.turned(turn);
    } else if (event.code === 'KeyM' && !event.repeat) this.#parts.muteAsked();
  }

  #down({ pointerId, pointerType, pageX, pageY, target }: PointerEvent): void {
    this.#parts.touched(pointerType !== 'mouse');
    const isControl = target instanceof Element && target.closest('button, input, select, a') !== null;
    const { x, y, width, height } = this.#parts.area();
    const isInside = pageX >= x && pageX < x + width && pageY >= y && pageY < y + height;
    if (isControl || !isInside || this.#finger !== undefined) return;
    this.#finger = pointerId;
    this.#swipe.begin({ x: pageX, y: pageY });
  }

  #moved({ pointerId, pageX, pageY }: PointerEvent): void {
    if (pointerId !== this.#finger) return;
    const turn = this.#swipe.move({ x: pageX, y: pageY });
    if (turn !== undefined) this.#parts.turned(turn);
  }

  #pointerUp({ pointerId }: PointerEvent): void {
    if (pointerId !== this.#finger) return;
    this.#finger = undefined;
    this.#swipe.end();
  }
}
