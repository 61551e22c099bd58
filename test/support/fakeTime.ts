/** A clock with timers, moved by hand. Promises settle in between. */
import type { Timer, Timers } from '../../client/net/timers.ts';

export class FakeTime {
  now = 1_000_000;
  #nextId = 1;
  readonly #due = new Map<Timer, { at: number; callback: () => void }>();

  readonly timers: Timers = {
    setTimeout: (callback, ms) => {
      const id = this.#nextId++;
      this.#due.set(id, { at: this.now + Math.max(0, ms), callback });
      return id;
    },
    clearTimeout: (timer) => {
      if (timer !== undefined) this.#due.delete(timer);
    },
  };

  get pending(): number {
    return this.#due.size;
  }

  /** Every timer fires at its own time, in order. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    await settled();
    for (let next = this.#next(until); next; next = this.#next(until)) {
      const [id, { at, callback }] = next;
      this.#due.delete(id);
      this.now = Math.max(this.now, at);
      callback();
      await settled();
    }
    this.now = until;
  }

  /** The machine sleeps: the clock advances, timers do not fire. */
  sleep(ms: number): void {
    this.now += ms;
  }

  #next(until: number) {
    return [...this.#due].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
  }
}

/** Resolves when every promise has settled that needs no time. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
