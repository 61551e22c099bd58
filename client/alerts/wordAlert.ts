/** A soft sound for what comes from other people and is not looked at (model/social). Outside Phaser's loop, like matchAlert.ts. */
import type { SocialModel } from '../model/social/socialModel.ts';

/** What the browser can do. */
export interface WordBell {
  said(): void;
}

/** Many words at once are one sound. */
export const SOUND_EVERY_MS = 2_000;

export class WordAlert {
  readonly #bell: WordBell;
  readonly #social: Pick<SocialModel, 'rings'>;
  readonly #now: () => number;
  #heard: number;
  #soundedAt = Number.NEGATIVE_INFINITY;

  /** `now`: monotonic ms. */
  constructor(bell: WordBell, social: Pick<SocialModel, 'rings'>, now: () => number) {
    this.#bell = bell;
    this.#social = social;
    this.#now = now;
    this.#heard = social.rings;
  }

  /** After the model has heard an event. */
  look(): void {
    if (this.#social.rings === this.#heard) return;
    this.#heard = this.#social.rings;
    if (this.#now() - this.#soundedAt < SOUND_EVERY_MS) return;
    this.#soundedAt = this.#now();
    this.#bell.said();
  }
}
