/** What a screen reader says by itself: counts quietly and seldom, lost connections and idle warnings at once. */
import { make, setText } from './overlay.ts';

/** A crowd changes all the time; nobody wants to hear each time. */
const POLITE_EVERY_MS = 5_000;

export class LiveRegions {
  readonly #polite: HTMLElement;
  readonly #alert: HTMLElement;
  #politeAt = Number.NEGATIVE_INFINITY;
  #waiting: string | undefined;
  #said = '';

  constructor(root: HTMLElement) {
    this.#polite = make('p', 'heard', root);
    this.#polite.setAttribute('role', 'status');
    this.#alert = make('p', 'heard', root);
    this.#alert.setAttribute('role', 'alert');
  }

  /** Said when it is next due; the latest text wins. */
  say(text: string): void {
    this.#waiting = text;
  }

  /** Said now; '' takes it back, so that the same text can be said again. */
  alert(text: string): void {
    setText(this.#alert, text);
  }

  /** `now`: monotonic ms. */
  update(now: number): void {
    if (this.#waiting === undefined || now - this.#politeAt < POLITE_EVERY_MS) return;
    if (this.#waiting !== this.#said) {
      this.#said = this.#waiting;
      this.#politeAt = now;
      setText(this.#polite, this.#waiting);
    }
    this.#waiting = undefined;
  }
}
