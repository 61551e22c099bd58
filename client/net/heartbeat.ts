/** Reports activity: every `heartbeatMs`, and at once when the player comes or goes idle. */
import { HIDDEN_IDLE_MS, IDLE_AFTER_MS } from '../../shared/limits.ts';
import { type ActivityLimits, type ActivityTimes, activityOf } from './activity.ts';
import type { Timer, Timers } from './timers.ts';

type HeartbeatDeps = {
  now(): number;
  timers: Timers;
  random(): number;
  send(beat: { active: boolean; inputAgoMs: number }): void;
};

export class Heartbeat {
  readonly #deps: HeartbeatDeps;
  #times: ActivityTimes;
  /** Set by `report`, until the page gives the next signal of its own. */
  #reported: { active: boolean; lastInputAt: number } | undefined;
  #limits: ActivityLimits = { idleAfterMs: IDLE_AFTER_MS, hiddenIdleMs: HIDDEN_IDLE_MS };
  /** undefined while the link is down. */
  #everyMs: number | undefined;
  #wasActive = true;
  #beatTimer: Timer | undefined;
  #flipTimer: Timer | undefined;

  constructor(deps: HeartbeatDeps) {
    this.#deps = deps;
    // Opening the page is an act.
    this.#times = { lastInputAt: deps.now(), hiddenSinceAt: undefined };
  }

  get isActive(): boolean {
    return this.#read().active;
  }

  /** The link is up. The first beat comes at a random part of the interval: all who joined together must not beat in step. */
  start(everyMs: number, limits: ActivityLimits): void {
    this.stop();
    this.#everyMs = everyMs;
    this.#limits = limits;
    this.#beatIn(this.#deps.random() * everyMs);
    // A new session counts as active, a resumed one as it was told last: say so where either may be wrong.
    if (this.#wasActive) this.#weigh();
    else this.beat();
  }

  stop(): void {
    this.#everyMs = undefined;
    this.#deps.timers.clearTimeout(this.#beatTimer);
    this.#deps.timers.clearTimeout(this.#flipTimer);
  }

  inputSeen(): void {
    this.#reported = undefined;
    this.#times = { ...this.#times, lastInputAt: this.#deps.now() };
    this.#weigh();
  }

  pageHidden(): void {
    this.#reported = undefined;
    this.#times = { ...this.#times, hiddenSinceAt: this.#times.hiddenSinceAt ?? this.#deps.now() };
    this.#weigh();
  }

  pageVisible(): void {
    this.#reported = undefined;
    this.#times = { ...this.#times, hiddenSinceAt: undefined };
    this.#weigh();
  }

  /** From a renderer without a page, or a bot, that knows by itself. */
  report(active: boolean, inputAgoMs: number): void {
    this.#reported = { active, lastInputAt: this.#deps.now() - inputAgoMs };
    this.#weigh();
  }

  /** Sends one now. */
  beat(): void {
    if (this.#everyMs === undefined) return;
    const { active, inputAgoMs, flipsAt } = this.#read();
    this.#wasActive = active;
    this.#beatIn(this.#everyMs);
    this.#deps.send({ active, inputAgoMs });
    this.#watchFlip(flipsAt);
  }

  #read() {
    const { lastInputAt } = this.#reported ?? this.#times;
    const read = activityOf({ ...this.#times, lastInputAt }, this.#limits, this.#deps.now());
    return this.#reported ? { ...read, active: this.#reported.active, flipsAt: undefined } : read;
  }

  /** Beats if activity changed, and looks again when it will. */
  #weigh(): void {
    if (this.#everyMs === undefined) return;
    const { active, flipsAt } = this.#read();
    if (active !== this.#wasActive) this.beat();
    else this.#watchFlip(flipsAt);
  }

  /** `flipsAt` is of the reading that was just judged: a later one may have flipped already, and would then set no timer. */
  #watchFlip(flipsAt: number | undefined): void {
    this.#deps.timers.clearTimeout(this.#flipTimer);
    if (flipsAt === undefined) return;
    this.#flipTimer = this.#deps.timers.setTimeout(() => this.#weigh(), Math.max(0, flipsAt - this.#deps.now()));
  }

  #beatIn(ms: number): void {
    this.#deps.timers.clearTimeout(this.#beatTimer);
    this.#beatTimer = this.#deps.timers.setTimeout(() => this.beat(), ms);
  }
}
