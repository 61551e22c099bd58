/** Reports activity: every `heartbeatMs`, and at once when the player comes or goes idle, or the page is hidden or shown. */
import { HIDDEN_IDLE_MS, IDLE_AFTER_MS } from '../../shared/limits.ts';
import type { Timer, Timers } from './timers.ts';

/** In monotonic ms. `hiddenSinceAt`: undefined while the page is visible. */
type ActivityTimes = { lastInputAt: number; hiddenSinceAt: number | undefined };
type ActivityLimits = { idleAfterMs: number; hiddenIdleMs: number };
/** `flipsAt`: when it becomes idle if nothing happens; undefined while idle. */
type InputActivity = { active: boolean; inputAgoMs: number; flipsAt: number | undefined };

type HeartbeatDeps = {
  now(): number;
  timers: Timers;
  random(): number;
  send(beat: { active: boolean; inputAgoMs: number; isHidden?: boolean }): void;
};

const AGO_MAX_MS = 86_400_000;

export function activityOf(times: ActivityTimes, limits: ActivityLimits, now: number): InputActivity {
  const idleAt = Math.min(
    times.lastInputAt + limits.idleAfterMs,
    times.hiddenSinceAt === undefined ? Number.POSITIVE_INFINITY : times.hiddenSinceAt + limits.hiddenIdleMs,
  );
  const active = now < idleAt;
  const inputAgoMs = Math.min(AGO_MAX_MS, Math.max(0, Math.round(now - times.lastInputAt)));
  return { active, inputAgoMs, flipsAt: active ? idleAt : undefined };
}

export class Heartbeat {
  readonly #deps: HeartbeatDeps;
  #times: ActivityTimes;
  /** Set by `report`, until the page gives its next signal. */
  #reported: { active: boolean; lastInputAt: number } | undefined;
  #limits: ActivityLimits = { idleAfterMs: IDLE_AFTER_MS, hiddenIdleMs: HIDDEN_IDLE_MS };
  /** undefined while the link is down. */
  #everyMs: number | undefined;
  #wasActive = true;
  #wasHidden = false;
  #beatTimer: Timer | undefined;
  #flipTimer: Timer | undefined;

  constructor(deps: HeartbeatDeps) {
    this.#deps = deps;
    // Opening the page is an input.
    this.#times = { lastInputAt: deps.now(), hiddenSinceAt: undefined };
  }

  get isActive(): boolean {
    return this.#currentActivity().active;
  }

  /** The first beat comes at a random part of the interval, so that joint joiners do not beat in step. */
  start(everyMs: number, limits: ActivityLimits): void {
    this.stop();
    this.#everyMs = everyMs;
    this.#limits = limits;
    this.#beatIn(this.#deps.random() * everyMs);
    // The server takes a new session for active, and a resumed one for what it last reported; either may be wrong.
    if (this.#wasActive && !this.#wasHidden) this.#beatIfChanged();
    else this.beat();
  }

  stop(): void {
    this.#everyMs = undefined;
    this.#deps.timers.clearTimeout(this.#beatTimer);
    this.#deps.timers.clearTimeout(this.#flipTimer);
  }

  inputSeen(): void {
    this.#signal({ lastInputAt: this.#deps.now() });
  }

  pageHidden(): void {
    this.#signal({ hiddenSinceAt: this.#times.hiddenSinceAt ?? this.#deps.now() });
  }

  pageVisible(): void {
    this.#signal({ hiddenSinceAt: undefined });
  }

  /** For clients without a page. */
  report(active: boolean, inputAgoMs: number): void {
    this.#reported = { active, lastInputAt: this.#deps.now() - inputAgoMs };
    this.#beatIfChanged();
  }

  beat(): void {
    if (this.#everyMs === undefined) return;
    const { active, inputAgoMs, flipsAt } = this.#currentActivity();
    this.#wasActive = active;
    this.#wasHidden = this.#isHidden;
    this.#beatIn(this.#everyMs);
    this.#deps.send({ active, inputAgoMs, ...(this.#isHidden && { isHidden: true }) });
    this.#watchFlip(flipsAt);
  }

  get #isHidden(): boolean {
    return this.#times.hiddenSinceAt !== undefined;
  }

  #signal(change: Partial<ActivityTimes>): void {
    this.#reported = undefined;
    this.#times = { ...this.#times, ...change };
    this.#beatIfChanged();
  }

  #currentActivity(): InputActivity {
    const { lastInputAt } = this.#reported ?? this.#times;
    const read = activityOf({ ...this.#times, lastInputAt }, this.#limits, this.#deps.now());
    return this.#reported ? { ...read, active: this.#reported.active, flipsAt: undefined } : read;
  }

  /** Beats if something changed, and sets a timer for the next change. */
  #beatIfChanged(): void {
    if (this.#everyMs === undefined) return;
    const { active, flipsAt } = this.#currentActivity();
    if (active !== this.#wasActive || this.#isHidden !== this.#wasHidden) this.beat();
    else this.#watchFlip(flipsAt);
  }

  /** `flipsAt` is of the reading just judged: a later one may have flipped already, and would then set no timer. */
  #watchFlip(flipsAt: number | undefined): void {
    this.#deps.timers.clearTimeout(this.#flipTimer);
    if (flipsAt === undefined) return;
    this.#flipTimer = this.#deps.timers.setTimeout(
      () => this.#beatIfChanged(),
      Math.max(0, flipsAt - this.#deps.now()),
    );
  }

  #beatIn(ms: number): void {
    this.#deps.timers.clearTimeout(this.#beatTimer);
    this.#beatTimer = this.#deps.timers.setTimeout(() => this.beat(), ms);
  }
}
