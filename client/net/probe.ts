/**
 * Finds a dead link, because a half-open socket stays silent for minutes, and measures the round trip. Cost: a ping
 * each 5 s; each 1.5 s while the pointer moves; each 0.4 s plus a round trip while the player keeps pressing. Of 10,000
 * players that is 2,000 a second, and 200 more if one in a hundred presses without a pause.
 */
import { PROBE_MOVED_MS, PROBE_PRESSED_MS } from '../../shared/limits.ts';
import type { Timer, Timers } from './timers.ts';

export type ProbeTiming = { everyMs: number; timeoutMs: number };
type ProbeDeps = {
  now(): number;
  timers: Timers;
  timing: ProbeTiming;
  ping(answered: (ms: number) => void): void;
  answered(ms: number): void;
  connectionDied(): void;
};

/** A timer later than this: the machine slept, and the answer may still lie in the queue. */
const LATE_MS = 1_000;

export class Probe {
  readonly #deps: ProbeDeps;
  #isRunning = false;
  #isHidden = false;
  #sentAt: number | undefined;
  #answeredAt = 0;
  #dueAt = 0;
  #timer: Timer | undefined;

  constructor(deps: ProbeDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.stop();
    this.#isRunning = true;
    this.#answeredAt = this.#deps.now();
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
    this.pingNow();
  }

  /** Somebody is there, and is about to need the link. */
  inputSeen(): void {
    this.#wantNews(PROBE_MOVED_MS);
  }

  /** A press may be a request to the server, so the player waits for the link now. */
  pressed(): void {
    this.#wantNews(PROBE_PRESSED_MS);
  }

  /** Pings now, unless an answer is being waited for. */
  pingNow(): void {
    if (!this.#isRunning || this.#sentAt !== undefined) return;
    const sentAt = this.#deps.now();
    this.#sentAt = sentAt;
    this.#deps.timers.clearTimeout(this.#timer);
    this.#timer = this.#deps.timers.setTimeout(() => this.#unanswered(), this.#deps.timing.timeoutMs);
    this.#deps.ping((ms) => {
      if (this.#sentAt !== sentAt) return;
      this.#sentAt = undefined;
      this.#answeredAt = this.#deps.now();
      this.#arm();
      this.#deps.answered(ms);
    });
  }

  /** Pings as soon as the last answer is this old. */
  #wantNews(ageMs: number): void {
    if (!this.#isRunning || this.#sentAt !== undefined) return;
    const waitMs = this.#answeredAt + ageMs - this.#deps.now();
    if (waitMs <= 0) this.pingNow();
    else if (this.#deps.now() + waitMs < this.#dueAt) this.#arm(waitMs);
  }

  #arm(waitMs = this.#deps.timing.everyMs): void {
    this.#deps.timers.clearTimeout(this.#timer);
    if (this.#isHidden) return;
    this.#dueAt = this.#deps.now() + waitMs;
    this.#timer = this.#deps.timers.setTimeout(() => this.pingNow(), waitMs);
  }

  #unanswered(): void {
    const waitedMs = this.#deps.now() - (this.#sentAt ?? 0);
    this.#sentAt = undefined;
    if (waitedMs > this.#deps.timing.timeoutMs + LATE_MS) this.pingNow();
    else this.#deps.connectionDied();
  }
}
