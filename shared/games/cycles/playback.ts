/** Plays a match of light-cycles back to any of its steps: onwards step by step, backwards from the last kept state. Pure. */
import type { Turn } from './arena.ts';
import { type Game, newGame, step } from './game.ts';
import type { CyclesReplay } from './replay.ts';

/** Ten seconds of a race: a step back costs less than a frame. */
const KEPT_EVERY = 200;

export class CyclesPlayback {
  readonly length: number;
  readonly #turns = new Map<number, Turn[]>();
  /** After 0, 200, 400 … steps, as far as it was played. */
  readonly #kept: Game[];
  #game: Game;
  #at = 0;

  constructor({ seats, shift, ticks, turns }: CyclesReplay) {
    this.length = ticks;
    for (const { tick, seat, turn } of turns) {
      const made = this.#turns.get(tick) ?? [];
      made[seat] = turn;
      this.#turns.set(tick, made);
    }
    this.#game = newGame(seats, shift);
    this.#kept = [structuredClone(this.#game)];
  }

  /** The match after so many of its steps. It is the same object each time, and changes with the next call. */
  at(steps: number): Game {
    const to = Math.max(0, Math.min(this.length, steps));
    const kept = Math.min(Math.floor(to / KEPT_EVERY), this.#kept.length - 1);
    if (to < this.#at || kept * KEPT_EVERY > this.#at) {
      this.#at = kept * KEPT_EVERY;
      this.#game = structuredClone(this.#kept[kept]) as Game;
    }
    while (this.#at < to) this.#step();
    return this.#game;
  }

  #step(): void {
    step(this.#game, this.#turns.get(this.#at) ?? []);
    this.#at += 1;
    if (this.#at === this.#kept.length * KEPT_EVERY) this.#kept.push(structuredClone(this.#game));
  }
}
