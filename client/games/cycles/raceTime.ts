/**
 * The time at which other riders are shown: behind the latest state by the network's jitter, so that heads move evenly.
 * Pure; in ticks. A trail tells where its rider was at any time, so no past states are kept.
 */

/** States of the last 2 s. */
const HEARD_MAX = 40;
/** Bounds of the delay: at least the distance between two states. */
const DELAY_MIN = 1;
const DELAY_MAX = 6;
/** Share by which the delay approaches its target on each call, too small to notice. */
const EASE = 0.04;

type StateTime = {
  clock: number;
  tick: number;
  stage: 'countdown' | 'racing' | 'paused' | 'over';
  wait: number;
};

export class RaceTime {
  /** The match's clock at tick 0 of this round's race. */
  startClock = 0;
  readonly #late: number[] = [];
  #latest = 0;
  #shown = 0;
  #delay = 2;

  /** `receivedClock`: the clock that the fastest possible state would carry now. */
  observe({ clock, tick, stage, wait }: StateTime, receivedClock: number): void {
    this.#late.push(Math.max(0, receivedClock - clock));
    if (this.#late.length > HEARD_MAX) this.#late.shift();
    if (stage === 'countdown') this.startClock = clock + wait;
    if (stage === 'racing') this.startClock = clock - tick;
    // A new round: do not glide back.
    if (tick < this.#latest) this.#shown = 0;
    this.#latest = tick;
  }

  /** The tick to show; never decreases within a round and never exceeds the latest state. */
  at(receivedClock: number): number {
    const needed = Math.min(DELAY_MAX, DELAY_MIN + Math.max(...this.#late, 0));
    this.#delay += (needed - this.#delay) * EASE;
    const wanted = receivedClock - this.startClock - this.#delay;
    this.#shown = Math.min(this.#latest, Math.max(this.#shown, wanted));
    return this.#shown;
  }
}
