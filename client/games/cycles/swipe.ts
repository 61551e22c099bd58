/** Recognises swipes from the positions of one finger. Pure. */
import { DOWN, LEFT, RIGHT, type Turn, UP } from '../../../shared/games/cycles/arena.ts';
import type { Point } from './board.ts';

/** Short enough for a thumb, longer than an imprecise tap. */
export const SWIPE_PX = 22;

export class Swipe {
  #from: Point | undefined;

  begin(at: Point): void {
    this.#from = at;
  }

  /** Returns the screen direction during the swipe, before the finger lifts. The finger may then swipe again. */
  move(at: Point): Turn | undefined {
    if (!this.#from) return undefined;
    const right = at.x - this.#from.x;
    const down = at.y - this.#from.y;
    if (Math.max(Math.abs(right), Math.abs(down)) < SWIPE_PX) return undefined;
    this.#from = at;
    if (Math.abs(right) > Math.abs(down)) return right > 0 ? RIGHT : LEFT;
    return down > 0 ? DOWN : UP;
  }

  end(): void {
    this.#from = undefined;
  }
}
