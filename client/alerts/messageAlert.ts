/** A soft sound for unread messages and friend requests. Outside Phaser's loop, like matchAlert.ts. */
import type { LobbyModel } from '../model/lobbyModel.ts';

export interface MessageBell {
  messageArrived(): void;
}

/** Several messages within this time make one sound. */
export const SOUND_EVERY_MS = 2_000;

export class MessageAlert {
  readonly #bell: MessageBell;
  readonly #model: LobbyModel;
  readonly #now: () => number;
  #rings: number;
  #soundedAt = Number.NEGATIVE_INFINITY;

  /** `now`: monotonic ms. */
  constructor(bell: MessageBell, model: LobbyModel, now: () => number) {
    this.#bell = bell;
    this.#model = model;
    this.#now = now;
    this.#rings = model.social.rings;
    model.subscribe(() => this.#ringForNews());
  }

  #ringForNews(): void {
    const { rings } = this.#model.social;
    if (rings === this.#rings) return;
    this.#rings = rings;
    if (this.#now() - this.#soundedAt < SOUND_EVERY_MS) return;
    this.#soundedAt = this.#now();
    this.#bell.messageArrived();
  }
}
