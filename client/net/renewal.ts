/** Keeps the token fresh while the link is up, so that a join after a drop need not sign in first. */
import type { SignIn } from './signIn.ts';
import type { Timer, Timers } from './timers.ts';

export class Renewal {
  readonly #signIn: SignIn;
  readonly #timers: Timers;
  #timer: Timer | undefined;

  constructor(signIn: SignIn, timers: Timers) {
    this.#signIn = signIn;
    this.#timers = timers;
  }

  /** Renews at half of what is left of the token, again and again. */
  start(): void {
    this.stop();
    this.#timer = this.#timers.setTimeout(() => {
      // One that fails is tried again in a while; the next join would renew it too.
      void this.#signIn.renew(new AbortController().signal);
      this.start();
    }, this.#signIn.renewInMs());
  }

  stop(): void {
    this.#timers.clearTimeout(this.#timer);
  }
}
