/** Short messages that pass by: the oldest goes first. Times in monotonic ms. */
const SHOWN = 3;
const STANDS_MS = { refused: 6_000, announced: 15_000, news: 8_000, done: 3_000 };

export type Toast = { id: number; kind: 'refused' | 'announced' | 'news' | 'done'; text: string; until: number };

export class Toasts {
  #toasts: Toast[] = [];
  #count = 0;

  /** The same text again renews its toast. */
  add(kind: Toast['kind'], text: string, now: number): void {
    this.#count += 1;
    const until = now + STANDS_MS[kind];
    this.#toasts = [...this.#toasts.filter((toast) => toast.text !== text), { id: this.#count, kind, text, until }];
    this.#toasts = this.#toasts.slice(-SHOWN);
  }

  dismiss(id: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
  }

  /** Oldest first. */
  shown(now: number): readonly Toast[] {
    if (this.#toasts.some((toast) => toast.until <= now))
      this.#toasts = this.#toasts.filter((toast) => toast.until > now);
    return this.#toasts;
  }
}
