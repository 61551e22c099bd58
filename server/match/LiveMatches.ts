/**
 * The matches that have their rooms in this process: for its end, which of them others wait for and how they are ended, and
 * for operators, who end a player's part in all of them.
 */
import type { PlayerId } from '../../shared/ids.ts';
import type { StoredMatch } from '../domain/play/deskEffects.ts';
import type { Clock } from '../ports.ts';

/** A match's room. `gathering`: open to others who may come. `busy`: its players are in it, or on their way. */
export type LiveMatch = {
  readonly stage: 'gathering' | 'busy' | 'over';
  /** As a desk knows it; undefined when it is over. */
  readonly standing: StoredMatch | undefined;
  /** Without a result, which is nobody's fault. Resolves when the room is gone. */
  breakOff(): Promise<unknown>;
  /** False where the player has no part in it. */
  endPlayer(player: PlayerId, why: 'kicked' | 'banned'): boolean;
};

const LOOK_MS = 50;

export class LiveMatches {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #all = new Set<LiveMatch>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  add(match: LiveMatch): void {
    this.#all.add(match);
  }

  remove(match: LiveMatch): void {
    this.#all.delete(match);
  }

  standing(): StoredMatch[] {
    return [...this.#all].flatMap((match) => match.standing ?? []);
  }

  /** An operator ends the player's part in each. False where they have none. */
  endPlayer(player: PlayerId, why: 'kicked' | 'banned'): boolean {
    return [...this.#all].filter((match) => match.endPlayer(player, why)).length > 0;
  }

  get busy(): number {
    return this.#at('busy').length;
  }

  /** Resolves when none is busy, after `limitMs`, or at the signal. */
  async ended(limitMs: number, hurry: AbortSignal): Promise<void> {
    const until = this.#clock.now() + limitMs;
    while (this.busy > 0 && this.#clock.now() < until && !hurry.aborted) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** Those that nobody plays yet. */
  async breakOffGathering(): Promise<void> {
    await Promise.all(this.#at('gathering').map((match) => match.breakOff()));
  }

  async breakOffAll(): Promise<void> {
    await Promise.all([...this.#all].map((match) => match.breakOff()));
  }

  #at(stage: LiveMatch['stage']): LiveMatch[] {
    return [...this.#all].filter((match) => match.stage === stage);
  }
}
