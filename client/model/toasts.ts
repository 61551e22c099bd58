/** Short messages that pass by: the oldest goes first. Times in monotonic ms. */
import type { Person } from './social/conversations.ts';

const SHOWN = 3;
const STANDS_MS = { refused: 6_000, announced: 15_000, news: 8_000, done: 3_000 };
/** Long enough to find the way to it by keyboard. */
const UNDO_MS = 20_000;
const HELD_MS = 3_000;

export type Toast = {
  id: number;
  kind: 'refused' | 'announced' | 'news' | 'done';
  text: string;
  until: number;
  /** Was just blocked, which the toast offers to undo. */
  blocked?: Person;
};

export class Toasts {
  #toasts: Toast[] = [];
  #count = 0;

  /** The same text again renews its toast. */
  add(kind: Toast['kind'], text: string, now: number, blocked?: Person): void {
    this.#count += 1;
    const until = now + (blocked ? UNDO_MS : STANDS_MS[kind]);
    const toast = { id: this.#count, kind, text, until, ...(blocked && { blocked }) };
    this.#toasts = [...this.#toasts.filter((each) => each.text !== text), toast];
    this.#toasts = this.#toasts.slice(-SHOWN);
  }

  dismiss(id: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
  }

  /** Under the pointer, or with the focus, it stays. */
  hold(id: number, now: number): void {
    this.#toasts = this.#toasts.map((each) =>
      each.id === id ? { ...each, until: Math.max(each.until, now + HELD_MS) } : each,
    );
  }

  /** What there is nothing to undo of. */
  unblocked(playerId: string): void {
    this.#toasts = this.#toasts.filter(({ blocked }) => blocked?.id !== playerId);
  }

  /** Oldest first. */
  shown(now: number): readonly Toast[] {
    if (this.#toasts.some((toast) => toast.until <= now))
      this.#toasts = this.#toasts.filter((toast) => toast.until > now);
    return this.#toasts;
  }
}
