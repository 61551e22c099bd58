/** What a screen reader says by itself: counts quietly and seldom, lost connections and idle warnings at once. */
import { make, setText } from './overlay.ts';

/** A crowd changes all the time; nobody wants to hear each change. */
const COUNTS_EVERY_MS = 20_000;
const ASKED_EVERY_MS = 1_000;

export class LiveRegions {
  readonly #counts: HTMLElement;
  readonly #outcome: HTMLElement;
  readonly #alert: HTMLElement;
  #countsAt = Number.NEGATIVE_INFINITY;
  #waiting: string | undefined;
  #announced = '';
  #everyMs = COUNTS_EVERY_MS;

  constructor(root: HTMLElement) {
    this.#counts = make('p', 'visuallyHidden', root);
    this.#counts.setAttribute('role', 'status');
    this.#outcome = make('p', 'visuallyHidden', root);
    this.#outcome.setAttribute('role', 'status');
    this.#alert = make('p', 'visuallyHidden', root);
    this.#alert.setAttribute('role', 'alert');
  }

  /** Said when it is next due; the latest text wins. `isAsked`: the answer to something that the player did. */
  announce(text: string, isAsked: boolean): void {
    this.#waiting = text;
    this.#everyMs = isAsked ? ASKED_EVERY_MS : COUNTS_EVERY_MS;
  }

  /** Said soon, whatever the counts do: what became of something that the player did. */
  announceOutcome(text: string): void {
    setText(this.#outcome, text);
  }

  /** Said now; '' takes it back, so that the same text can be said again. */
  alert(text: string): void {
    setText(this.#alert, text);
  }

  /** `now`: monotonic ms. */
  update(now: number): void {
    if (this.#waiting === undefined || now - this.#countsAt < this.#everyMs) return;
    if (this.#waiting !== this.#announced) {
      this.#announced = this.#waiting;
      this.#countsAt = now;
      setText(this.#counts, this.#waiting);
    }
    this.#waiting = undefined;
  }
}
