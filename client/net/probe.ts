/**
 * Finds a dead link: a half-open socket says nothing by itself, for minutes. Pings while somebody is looking, and at
 * once when there is reason for doubt; no answer in time and the link is dead. Measures the round trip on the way.
 */
import type { Timer, Timers } from './timers.ts';

export type ProbeTiming = { everyMs: number; timeoutMs: number };
export type ProbeDeps = {
  now(): number;
  timers: Timers;
  timing: ProbeTiming;
  ping(answered: (ms: number) => void): void;
  answered(ms: number): void;
  dead(): void;
};

/** A timer later than this: the machine slept, and the answer may still lie in the queue. */
const LATE_MS = 1_000;

export class Probe {
  readonly #deps: ProbeDeps;
  #isRunning = false;
  #isHidden = false;
  #sentAt: number | undefined;
  #lastInputAt: number;
  #timer: Timer | undefined;

  constructor(deps: ProbeDeps) {
    this.#deps = deps;
    this.#lastInputAt = deps.now();
  }

  /** The link is up. */
  start(): void {
    this.stop();
    this.#isRunning = true;
    this.#arm();
  }

  stop(): void {
    this.#isRunning = false;
    this.#sentAt = undefined;
    this.#deps.timers.clearTimeout(this.#timer);
  }

  pageHidden(): void {
    this.#isHidden = true;
    if (this.#sentAt === undefined) this.#deps.timers.clearTimeout(this.#timer);
  }

  pageVisible(): void {
    this.#isHidden = false;
    this.ask();
  }

  /** After a quiet spell a person is about to need the link. */
  inputSeen(): void {
    const quietMs = this.#deps.now() - this.#lastInputAt;
    this.#lastInputAt = this.#deps.now();
    if (quietMs >= this.#deps.timing.everyMs) this.ask();
  }

  /** Pings now, unless an answer is being waited for. */
  ask(): void {
    if (!this.#isRunning || this.#sentAt !== undefined) return;
    const sentAt = this.#deps.now();
    this.#sentAt = sentAt;
    this.#deps.timers.clearTimeout(this.#timer);
    this.#timer = this.#deps.timers.setTimeout(() => this.#unanswered(), this.#deps.timing.timeoutMs);
    this.#deps.ping((ms) => {
      if (this.#sentAt !== sentAt) return;
      this.#sentAt = undefined;
      this.#arm();
      this.#deps.answered(ms);
    });
  }

  #arm(): void {
    this.#deps.timers.clearTimeout(this.#timer);
    if (!this.#isHidden) this.#timer = this.#deps.timers.setTimeout(() => this.ask(), this.#deps.timing.everyMs);
  }

  #unanswered(): void {
    const waitedMs = this.#deps.now() - (this.#sentAt ?? 0);
    this.#sentAt = undefined;
    if (waitedMs > this.#deps.timing.timeoutMs + LATE_MS) this.ask();
    else this.#deps.dead();
  }
}
