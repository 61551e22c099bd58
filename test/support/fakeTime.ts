/** A clock and its timers, moved by hand; what is awaited in between is run to its end. */
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

  /** Lets `ms` pass: every timer fires at its own time, in order. */
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

  /** The machine sleeps: time goes on, timers do not. */
  sleep(ms: number): void {
    this.now += ms;
  }

  #next(until: number) {
    return [...this.#due].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
  }
}

/** Every promise that can settle without time has. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
