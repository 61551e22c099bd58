/**
 * What time of the race is shown of riders that are only heard of: a little behind the latest state, by as much as states
 * come late, so that heads go evenly. Pure; in ticks. A trail tells where its rider was at any time: no state is kept.
 */

/** States of the last 2 s. */
const HEARD_MAX = 40;
/** Between two states, at least; and no further back than this. */
const DELAY_MIN = 1;
const DELAY_MAX = 6;
/** The delay goes towards what is needed by such a part at each look: nobody sees it. */
const EASE = 0.04;

type HeardTime = {
  clock: number;
  tick: number;
  stage: 'countdown' | 'racing' | 'paused' | 'over';
  wait: number;
};

export class RaceTime {
  /** The match's clock at which this round's race is at tick 0. */
  startClock = 0;
  readonly #late: number[] = [];
  #latest = 0;
  #shown = 0;
  #delay = 2;

  /** `heardClock`: which clock the fastest state would have brought at this moment. */
  observe({ clock, tick, stage, wait }: HeardTime, heardClock: number): void {
    this.#late.push(Math.max(0, heardClock - clock));
    if (this.#late.length > HEARD_MAX) this.#late.shift();
    if (stage === 'countdown') this.startClock = clock + wait;
    if (stage === 'racing') this.startClock = clock - tick;
    // A new round: nothing glides back.
    if (tick < this.#latest) this.#shown = 0;
    this.#latest = tick;
  }

  /** How far riders have come; never back, and never ahead of what is known. */
  at(heardClock: number): number {
    const needed = Math.min(DELAY_MAX, DELAY_MIN + Math.max(...this.#late, 0));
    this.#delay += (needed - this.#delay) * EASE;
    const wanted = heardClock - this.startClock - this.#delay;
    this.#shown = Math.min(this.#latest, Math.max(this.#shown, wanted));
    return this.#shown;
  }
}
